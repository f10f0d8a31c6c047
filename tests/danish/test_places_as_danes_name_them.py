import pytest

from comms.danish.places import Kind, find_places, says_no_place


def surest(text: str) -> str:
    return max(find_places(text), key=lambda place: place.kind).text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("i Multisalen, Gl. Landevej 62, hvor alle er med", "Multisalen, Gl. Landevej 62"),
        ("Sted: Roklubben, Gl. Havn 8", "Roklubben, Gl. Havn 8"),
        ("i køkkenet på Egekollen, Indre Ringvej 210.", "køkkenet på Egekollen, Indre Ringvej 210"),
        ("Kantinen hos Lodsby Industri, Fynsvej 3", "Kantinen hos Lodsby Industri, Fynsvej 3"),
        ("Turen går fra Medborgerhuset, Dalvej 17", "Medborgerhuset, Dalvej 17"),
        ("nemlig Auditoriet, Mosegårdsvej 8", "Auditoriet, Mosegårdsvej 8"),
        ("i Stadsparkens pavillon.", "Stadsparkens pavillon"),
        ("i Søndermarkens fælleshus, og alle", "Søndermarkens fælleshus"),
        ("P-pladsen ved Hannerup Skov 5,5 km", "P-pladsen ved Hannerup Skov"),
        ("Kiosken på Lystbådehavnen 4 km", "Kiosken på Lystbådehavnen"),
        ("i Det Bruunske Pakhus mandag", "Det Bruunske Pakhus"),
        ("i den gamle brandstation.", "den gamle brandstation"),
        ("i Skt. Michaelis Kirke.", "Skt. Michaelis Kirke"),
        ("fra Fredericia Banegård onsdag", "Fredericia Banegård"),
        ("Hvor Varmestuens café, Gothersgade 27", "Varmestuens café, Gothersgade 27"),
        ("Adresse ........: Laden, Damvej 7", "Laden, Damvej 7"),
        ("Møllevej 4 B, 1. sal, 7000 Fredericia", "Møllevej 4 B, 1. sal, 7000 Fredericia"),
        ("Mødet holdes på Teams.", "Teams"),
        ("Vi mødes online.", "online"),
    ],
)
def test_a_place_is_named_whole(text: str, place: str) -> None:
    assert surest(text) == place


def test_a_line_beside_the_time_is_a_place() -> None:
    text = "Lørdag d. 22. august\nKl. 11-15\nPakhus 7, Gl. Havn\n32 foreninger fortæller"
    assert surest(text) == "Pakhus 7, Gl. Havn"


@pytest.mark.parametrize(
    "text",
    [
        "Skriv til os på Facebook.",
        "Der er pladser tilbage på Margarinedagene.",
        "Betal på MobilePay.",
        "Sted: følger senere",
        "Vi slutter på Torvecaféen.",
    ],
)
def test_what_is_no_place_to_meet_is_none(text: str) -> None:
    assert find_places(text) == []


@pytest.mark.parametrize(
    "text", ["Hvor den bliver vist, følger.", "Hvor det bliver, finder vi ud af."]
)
def test_a_place_to_come_is_noticed(text: str) -> None:
    assert says_no_place(text)


def test_a_place_stands_where_it_says() -> None:
    text = "Vi ses i Remisen, Holmvej 2."
    place = max(find_places(text), key=lambda one: one.kind)
    assert (text[place.at : place.to], place.kind) == ("Remisen, Holmvej 2", Kind.ADDRESS)
