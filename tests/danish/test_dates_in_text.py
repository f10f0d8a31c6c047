from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.danish.calendar import COPENHAGEN
from comms.danish.dates import Role, read_times

MONDAY = datetime(2026, 11, 2, 10, tzinfo=COPENHAGEN)


def shown(text: str, role: Role = Role.EVENT) -> list[str]:
    """Starts and ends without seconds and offset: "2026-11-05T17:00/2026-11-05T19:00"."""
    return [
        f.start.isoformat()[:16] + (f"/{f.end.isoformat()[:16]}" if f.end else "")
        for f in read_times(text, MONDAY)
        if f.role is role
    ]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Lørdag d. 5. december kl. 14.00-17.00", ["2026-12-05T14:00/2026-12-05T17:00"]),
        ("Vi mødes 12. november fra 16.30 til 18.", ["2026-11-12T16:30/2026-11-12T18:00"]),
        ("Det foregår torsdag 19/11 klokken 18", ["2026-11-19T18:00"]),
        ("Kl. 18.30 den 3. december spiser vi", ["2026-12-03T18:30"]),
        ("fredag 13. nov. kl.17-ca.20", ["2026-11-13T17:00/2026-11-13T20:00"]),
        ("Tirsdag, d. 17. november 2026 kl. 16.30 – 18.30", ["2026-11-17T16:30/2026-11-17T18:30"]),
        ("Torsdag den 12/11-26 kl. 19:00", ["2026-11-12T19:00"]),
        ("Nytårskur fredag den 8. januar kl. 15-17", ["2027-01-08T15:00/2027-01-08T17:00"]),
        ("onsdag den 11. kl. halv otte om aftenen", ["2026-11-11T19:30"]),
        ("Kom i uge 47, onsdag kl. 10", ["2026-11-18T10:00"]),
        ("Vi ses i morgen kl. 17!", ["2026-11-03T17:00"]),
        ("Mød op mandag kl. 9", ["2026-11-09T09:00"]),
        ("Første tirsdag i december kl. 19", ["2026-12-01T19:00"]),
        ("2. søndag i advent kl. 14-16", ["2026-12-06T14:00/2026-12-06T16:00"]),
        ("Vi fejrer kvindernes internationale kampdag kl. 17", ["2027-03-08T17:00"]),
        ("Fest lørdag den 14. november kl. 21-02", ["2026-11-14T21:00/2026-11-15T02:00"]),
        ("d. 5/11, 6/11 og 12/11 kl. 19", [f"2026-11-{d}T19:00" for d in ("05", "06", "12")]),
        (
            "Den 14. og 15. november kl. 10-16",
            [f"2026-11-{d}T10:00/2026-11-{d}T16:00" for d in (14, 15)],
        ),
        ("Lejren er 20.-22. november", ["2026-11-20/2026-11-22"]),
        (
            "Fra fredag den 20. november kl. 18 til søndag den 22. november kl. 12",
            ["2026-11-20T18:00/2026-11-22T12:00"],
        ),
        (
            "Tre torsdage fra den 12. november kl. 17-19",
            [f"2026-11-{d}T17:00/2026-11-{d}T19:00" for d in (12, 19, 26)],
        ),
        (
            "Alle lørdage i december undtagen den 26. kl. 11",
            [f"2026-12-{d}T11:00" for d in ("05", "12", "19")],
        ),
        ("Dørene åbner kl. 18, og musikken begynder kl. 19 den 4. december", ["2026-12-04T19:00"]),
        ("Filmen vises den 4/12 kl. 14 og igen kl. 19.", ["2026-12-04T14:00", "2026-12-04T19:00"]),
        ("Mødet er flyttet fra den 10. til tirsdag den 17. november kl. 19.", ["2026-11-17T19:00"]),
    ],
)  # fmt: skip
def test_times_to_come_to_are_read(text: str, times: list[str]) -> None:
    assert shown(text) == times


@pytest.mark.parametrize(
    "text",
    [
        "Hver mandag kl. 10-12 er der café.",
        "Telefontid: man.-fre. 9-14",
        "Vi har åbent mandag-torsdag kl. 10-16",
        "Vejlevej 12, 7000 Fredericia. Tlf. 20 12 11 26",
        "Billetten koster 75 kr., og der er plads til 40.",
        "Er du mellem 15 og 25 år? Så kom",
        "Fra den 1. januar 2027 overtager kommunen driften",
        "I lørdags var vi 40 til fest",
        "Foreningen blev stiftet den 3. maj 1987.",
        "Vi holder lukket den 24. december",
        "Regningen forfalder den 1. december 2026.",
        "Varenr. 12.04.26 er udsolgt, og sag 29.11.26-G01 er lukket.",
        "Døgnet rundt, 24/7, hele året",
        "Må ikke offentliggøres før den 9. november kl. 6.",
        "Arrangementet den 10. november kl. 17 er aflyst.",
    ],
)
def test_nothing_is_invented(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tilmelding senest 10/11.",
        "Frist for tilmelding er tirsdag den 10. november kl. 12",
        "S.U. den 10. november",
        "Send jeres forslag inden den 10. november.",
        "Den 10. november er sidste frist for at melde sig.",
    ],
)
def test_a_last_day_is_told_apart_from_the_event(text: str) -> None:
    (deadline,) = shown(text, Role.DEADLINE)
    assert deadline.startswith("2026-11-10")
    assert shown(text) == []


def test_the_weekday_chooses_the_year() -> None:
    assert shown("Mandag den 26. oktober kl. 19") == ["2026-10-26T19:00"]
    assert shown("Tirsdag den 26. oktober kl. 19") == ["2027-10-26T19:00"]


def test_a_weekday_that_fits_no_year_near_is_reported() -> None:
    (found,) = read_times("Mandag den 8. december kl. 19 er der foredrag", MONDAY)
    assert found.conflict
    assert found.start.date() == datetime(2026, 12, 8, tzinfo=COPENHAGEN).date()  # type: ignore[attr-defined]


def test_the_offset_follows_the_clocks_change() -> None:
    (found,) = read_times("Søndag den 28. marts 2027 kl. 14", MONDAY)
    assert found.start.isoformat() == "2027-03-28T14:00:00+02:00"


def test_the_place_of_a_time_in_the_text_is_told() -> None:
    text = "Husk det: Lørdag d. 5. december kl. 14 er der fest."
    (found,) = read_times(text, MONDAY)
    assert text[found.at : found.to] == "Lørdag d. 5. december kl. 14"


@given(st.text(alphabet="den 0123456789./-:klmarts,ogtirsdag\n", max_size=200))
def test_no_text_can_upset_the_reading(text: str) -> None:
    assert all(0 <= one.at < one.to <= len(text) for one in read_times(text, MONDAY))
