"""Reading follower history that somebody else exported or typed."""

from datetime import date

import pytest

from comms.errors import BadInput
from comms.model.growth import read_history

THIRD, FOURTH = date(2026, 3, 3), date(2026, 3, 4)


def told(text: str, today: date | None = None) -> list[str]:
    return [str(problem) for problem in read_history(text, today).problems]


def test_rows_come_back_in_order_of_days() -> None:
    assert read_history("date,followers\n2026-03-04,941\n2026-03-03,940\n").series == (
        (THIRD, 940),
        (FOURTH, 941),
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffdate,followers\r\n2026-03-03,1234\r\n",
        "dato;følgere\n3.3.2026;1.234\n",
        "Dato;Følgere;Note\n03-03-2026;1 234;\n",
        "id\tdate\tfollowers\n7\t3/3/2026\t1234\n",
        '"date","followers"\n"2026-03-03","1234"\n',
        "# Kilde: Facebook\ndate,followers\n\n2026-03-03,1234\n",
    ],
    ids=["bom", "semicolons", "thousands", "tabs", "quotes", "comments"],
)
def test_the_ways_danish_spreadsheets_write_it_are_read(text: str) -> None:
    history = read_history(text)
    assert (history.series, history.problems) == (((THIRD, 1234),), ())


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("i går,940", "linje 2: datoen 'i går' kan ikke læses; skriv 2026-03-03 eller 3.3.2026"),
        ("2026-02-30,940", "linje 2: datoen '2026-02-30' findes ikke"),
        ("2026-03-03,mange", "linje 2: antallet 'mange' er ikke et helt tal; skriv fx 940"),
        ("2026-03-03,-5", "linje 2: antallet '-5' er ikke et helt tal"),
        ("2026-03-03,940.5", "linje 2: antallet '940.5' er ikke et helt tal"),
        ("2026-03-03,", "linje 2: antallet mangler"),
        ("2026-03-03", "linje 2: antallet mangler"),
        ("2026-03-03," + "9" * 5000, "er for stort"),
        ('2026-03-03,"940', "linje 2:"),
    ],
)
def test_a_bad_row_is_told_and_the_good_ones_go_on(row: str, what: str) -> None:
    text = f"date,followers\n{row}\n2026-03-04,941\n"
    assert (FOURTH, 941) in read_history(text).series
    if '"' not in row:
        assert what in told(text)[0]


def test_the_first_row_of_a_day_holds_and_the_second_is_told() -> None:
    text = "date,followers\n2026-03-03,940\n2026-03-03,999\n"
    assert read_history(text).series == ((THIRD, 940),)
    assert "linje 3: 3.3.2026 står allerede på linje 2" in told(text)[0]


def test_a_day_ahead_of_today_is_refused() -> None:
    text = "date,followers\n2026-03-03,940\n2026-03-04,941\n"
    assert read_history(text, today=THIRD).series == ((THIRD, 940),)
    assert "linje 3: 4.3.2026 ligger ude i fremtiden" in told(text, THIRD)[0]


def test_a_day_marked_as_not_measured_is_a_gap_and_no_error() -> None:
    text = "date,followers,note\n2026-03-03,940,\n2026-03-04,,ikke målt\n"
    history = read_history(text)
    assert (history.series, history.problems) == (((THIRD, 940),), ())


@pytest.mark.parametrize("text", ["", "\n\n", "2026-03-03,940\n", "dag,likes\n3.3.2026,940\n"])
def test_without_a_header_the_file_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="date,followers"):
        read_history(text)
