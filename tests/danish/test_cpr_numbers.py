import pytest
from hypothesis import given
from hypothesis import strategies as st

from comms.danish import cpr


@pytest.mark.parametrize(
    "text",
    [
        "mit cpr er 120344-6019.",
        "mit cpr er 120344 6019",
        "mit cpr er 120344\u00a06019",
        "mit cpr er 120344–6019",
        "mit cpr er 120344 – 6019",
        "mit cpr er 1203446019",
        "mit cpr er 120344.6019",
        "mit cpr er 12.03.44-6019",
        "mit cpr er 12.03.1944-6019",
        "mit cpr er 12/03/44-6019",
        "mit cpr er 120344/6019",
        "mit cpr er 12 03 44 60 19",
        "mit cpr er 120344 –\r\n6019, tak",
        "> mit cpr er 120344-\n> 6019, tak",
        "https://example.dk/trin4?id=1203446019&sprog=da",
        "cpr1203446019",
        "ansoegning_120344-6019.pdf",
        "erstatningsnummer 720344-6019",
    ],
)
def test_a_cpr_number_is_found_however_it_is_written(text: str) -> None:
    assert [number.digits[-4:] for number in cpr.find(text)] == ["6019"]


@pytest.mark.parametrize(
    "text",
    [
        "EAN 5790001203442 skal stå på regningen",
        "EAN-nr. 5790 0012 0344 5",
        "ring på 00 31 12 44 eller 00 31 12 45",
        "ring på 22 10 30 40 / 22 10 30 41",
        "reg. 9070 konto 3314 004 512",
        "konto 1203446019",
        "den 12.03.2026 16-18 i salen",
        "IP: 192.0.2.66 | Sendt 11-03-2026 19:20",
        "sag 29.09.12-G01-8-26",
        "https://www.facebook.example.com/events/881204417730226/",
        "kl. 10-12, 7000 Fredericia",
        "CVR 00 00 12 34",
        "320344-6019 har ingen sådan dag",
        "121344-6019 har ingen sådan måned",
        "IMG1203446019.jpg",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert list(cpr.find(text)) == []


def test_a_number_is_told_with_its_place() -> None:
    text = "Nummeret 120344-6019 står her"
    (number,) = cpr.find(text)
    assert text[number.start : number.end] == "120344-6019"


@given(st.integers(1, 28), st.integers(1, 12), st.integers(31, 99), st.integers(0, 9999))
def test_every_number_with_a_birthday_is_found(day: int, month: int, year: int, no: int) -> None:
    text = f"cpr: {day:02}{month:02}{year:02}-{no:04}."
    assert len(list(cpr.find(text))) == 1


@given(st.text())
def test_no_text_can_upset_the_search(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in cpr.find(text))
