import pytest

from comms.model.mail import Mail
from comms.model.pointers import only_behind_link

LONG = "Der er stadig plads på holdet for voksne, som ikke har dyrket sport siden skolen. "


@pytest.mark.parametrize(
    "text",
    [
        LONG + "Tid og sted osv: https://hold.example.com/7",
        LONG + "Dato, klokkeslæt og pris: www.hold.example.com",
        LONG + "Detaljer:\nhttps://hold.example.com/7",
        LONG + "Tid og sted står på https://hold.example.com/7",
    ],
)
def test_time_and_place_behind_a_link_are_pointed_to(text: str) -> None:
    assert only_behind_link(Mail(text=text))


@pytest.mark.parametrize(
    "text",
    [
        LONG + "Tid: tirsdag kl. 19. Vi har også en side med billeder: https://hold.example.com/7",
        LONG
        + "Vi er glade for de nye trøjer, som I kan se på vores side: https://hold.example.com",
    ],
)
def test_a_link_to_something_else_is_no_pointer(text: str) -> None:
    assert not only_behind_link(Mail(text=text))
