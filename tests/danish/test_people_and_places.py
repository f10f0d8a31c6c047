import pytest

from comms.danish import names, people
from comms.danish.places import find_places, says_no_place


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Det var Grethe, der lavede suppen.", ["Grethe"]),
        ("På billedet ses Arne Mosebæk ved porten.", ["Arne Mosebæk"]),
        ("Vi spurgte ikke, siger Zenobia Østerlund-Krag.", ["Zenobia Østerlund-Krag"]),
        ("Ring til Poul på nummeret.", ["Poul"]),
        ("Hugos have er den flotteste.", ["Hugos"]),
    ],
)
def test_persons_are_found(text: str, found: list[str]) -> None:
    assert [name.text for name in names.find(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "Kære Hanne-Lise",
        "Hej Karsten",
        "Vi mødes i Christiansgade ved Sankt Hans bålet.",
        "Byens Bord mødes i Strategi for Udsathed.",
        "Bo billigt i Fredericia. Line op til fest.",
        "Arrangør: Anne Jensen",
        "Torsdag den 3. marts i Messehal C",
    ],
)
def test_greetings_places_and_words_are_no_persons(text: str) -> None:
    assert [name.text for name in names.find(text)] == []


@pytest.mark.parametrize("text", ["ring 00 22 44 66", "tlf. 0055 6677", "sms til +45 00224466"])
def test_phone_numbers_are_found(text: str) -> None:
    assert len(list(people.phones(text))) == 1


@pytest.mark.parametrize(
    "text",
    ["EAN 5790001203442", "konto 3314 004 512", "den 24.09.2026", "sag nr. 12345678",
     "https://example.dk/00224466", "CVR 00 00 12 34", "20261122 er datoen"],
)  # fmt: skip
def test_other_numbers_are_no_phones(text: str) -> None:
    assert list(people.phones(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "I elleve år drak jeg, og så kom behandlingen.",
        "Da min mand fik sin blodprop, blev der stille.",
        "Karen har haft kræft siden foråret.",
        "Han har en diagnose og får medicin.",
        "Frode fik en svær depression. I dag går det, siger Frode Lindemark.",
    ],
)
def test_a_persons_health_is_noticed(text: str) -> None:
    assert list(people.health(text))


@pytest.mark.parametrize(
    "text",
    ["Sorg er ikke en sygdom, men den tager kræfter.", "Foredrag om angst og stress for alle.",
     "Gruppen ledes af en sygeplejerske."],
)  # fmt: skip
def test_health_in_general_is_not(text: str) -> None:
    assert list(people.health(text)) == []


def test_a_child_is_noticed_by_name_or_kinship_and_age() -> None:
    assert [m.text for m in people.minors("Elias på 14 spiller.")] == ["Elias på 14"]
    assert list(people.minors("min søn på 9"))
    assert list(people.minors("Arne på 71, og børn på 5-12 år er gratis")) == []


@pytest.mark.parametrize(
    "text",
    [
        "jeg kan ikke se nogen grund til at være her i morgen",
        "han har slået mig igen, og vi sidder i kælderen",
        "Jeg har taget alle pillerne.",
        "Jeg vil ikke leve mere",
    ],
)
def test_a_cry_for_help_is_heard(text: str) -> None:
    assert list(people.danger(text))


def test_a_talk_on_prevention_is_no_cry() -> None:
    text = "Vi holder foredrag om at forebygge selvmord. " + "Kom og hør, hvad vi kan gøre. " * 10
    assert list(people.danger(text)) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "i Værestedet Kompasset, Søgade 8, 7000 Fredericia.",
            "Værestedet Kompasset, Søgade 8, 7000 Fredericia",
        ),
        ("i kælderen under Skurhuset, Volden Allé 3", "kælderen under Skurhuset, Volden Allé 3"),
        ("på biblioteket, Prinsens Gade 27", "biblioteket, Prinsens Gade 27"),
        ("Vi ses i Messehal C.", "Messehal C"),
        ("HVOR: Remisen", "Remisen"),
        ("i Ydre Strandvej 101–115", "Ydre Strandvej 101–115"),
        ("Fest på Nordre Torv, 7000 Fredericia", "Nordre Torv, 7000 Fredericia"),
    ],
)  # fmt: skip
def test_places_are_read_whole(text: str, place: str) -> None:
    assert place in [found.text for found in find_places(text)]


def test_a_known_venue_is_found_by_its_name() -> None:
    assert find_places("Vi mødes tæt på Lygten.", ["Lygten, Havnen 2"])[0].text == "Lygten"


@pytest.mark.parametrize(
    "text",
    ["Stedet melder vi ud senere.", "Vi leder stadig efter et lokale.",
     "Vi oplyser ikke adressen her.", "Hvor vi mødes, får I besked om."],
)  # fmt: skip
def test_a_place_that_is_kept_back_is_noticed(text: str) -> None:
    assert says_no_place(text)
