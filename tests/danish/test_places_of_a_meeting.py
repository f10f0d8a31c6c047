"""Where a meeting is, in wordings that no corpus holds."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from comms.model.occasions import text_events

NOW = datetime(2026, 6, 1, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
WHEN = "lørdag den 6. marts kl. 13"


def place_of(text: str) -> str | None:
    return text_events(text, NOW)[0].place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"Kom {WHEN} i Sognegården, Kirkegade 4 i Taulov.", "Sognegården, Kirkegade 4"),
        (f"Vi mødes {WHEN} på Vestergade 12 i baggården.", "Vestergade 12"),
        (f"Det er {WHEN} i Møllehuset, Møllevej 4 B.", "Møllehuset, Møllevej 4 B"),
        (f"I Beboerhuset Kløveren dækker vi op {WHEN}.", "Beboerhuset Kløveren"),
        (
            f"Vi er i broderistuen på Ullerup Skole {WHEN}, indgang fra Krogsagervej 11.",
            "broderistuen på Ullerup Skole",
        ),
        (f"Vi ses ved springvandet på Gothersgade {WHEN}.", "springvandet på Gothersgade"),
        (f"Vi ses {WHEN} i det grønne telt på Axeltorv.", "det grønne telt på Axeltorv"),
        (f"Vi går {WHEN} fra indgangen til Madsby Legepark.", "indgangen til Madsby Legepark"),
        (f"Dørene til Vandtårnet åbner {WHEN}.", "Vandtårnet"),
        (f"Biblioteket holder åbent hus {WHEN}.", "Biblioteket"),
        (f"Mødet {WHEN} er flyttet til Depotet.", "Depotet"),
        (f"Hvornår? {WHEN}\nHvor? I Tøjhuset, Gothersgade 34", "Tøjhuset, Gothersgade 34"),
        (f"Hun synger {WHEN} i kirkens krypt.", "kirkens krypt"),
        (f"Facebook åbner for billetter. Vi ses {WHEN}.", None),
        (f"I Fredericia samler vi ind {WHEN}.", None),
    ],
)
def test_the_place_is_the_one_that_is_named(text: str, place: str | None) -> None:
    assert place_of(text) == place


@pytest.mark.parametrize(
    "told",
    ["I finder os på Egeskovvej 12.", "Adressen er Egeskovvej 12.", "Vi bor på Egeskovvej 12."],
)
def test_an_address_told_below_is_that_of_all(told: str) -> None:
    text = f"Vi spiller skak mandag den 1. marts og mandag den 8. marts kl. 19.\n\n{told}"
    assert [one.place for one in text_events(text, NOW)] == ["Egeskovvej 12"] * 2


def test_the_last_column_of_a_table_is_where() -> None:
    text = (
        "Dag Tid Emne Sted\n"
        "ti 9/3 16-17.30 Første hjælp Mødesalen\n"
        "on 24/3 10-12 Broderi Skuret bag Vandtårnet"
    )
    assert [one.place for one in text_events(text, NOW)] == ["Mødesalen", "Skuret bag Vandtårnet"]
