"""What a report's page, picture, PDF and data say."""

import contextlib
import csv
import io
import re
import socket
import sys
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from comms.model.growth import Series, read_history
from comms.stages.measure import figures, plot, report, words
from comms.stages.measure.content import PRACTICE, ReportContent
from comms.stages.measure.pdf import NoPdf, pdf
from tests.stages.measure_content import END, GAP, content, counts

FEW = "For få målinger: 3 målinger over 3 dage."


def unsure(series: Series) -> ReportContent:
    """A report without a forecast."""
    return replace(content(), series=series, forecast=None, no_forecast=FEW)


def printed(page: str) -> Any:
    """The PDF of a page, opened. pypdf's objects are dictionaries at heart, untyped to us."""
    return PdfReader(io.BytesIO(pdf(page)))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio of two #rrggbb colours."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_first_words_are_where_we_stand() -> None:
    assert words.standing(content()) == "968 følgere ved seneste måling (29.11.2026)."


def test_the_period_is_measured_against_the_last_count_before_it() -> None:
    assert words.change(content()) == "3 flere siden 22.11.2026."


def test_fewer_followers_are_said_to_be_fewer() -> None:
    falling = tuple((day, 2000 - count) for day, count in counts())
    assert words.change(content(falling)) == "3 færre siden 22.11.2026."


def test_without_a_count_in_the_period_no_change_is_made_up() -> None:
    earlier = counts()[:-10]
    assert "kan ikke opgøres" in words.change(content(earlier))


def test_the_way_to_the_goal_is_told_with_its_share() -> None:
    assert words.to_goal(content()) == "32 mangler til målet på 1.000 (96,8 % af vejen)."


def test_940_to_1003_shows_the_first_day() -> None:
    series = tuple((END - timedelta(days=63 - n), 940 + n) for n in range(64))
    assert words.to_goal(content(series)) == (
        "Målet på 1.000 er nået. Første måling over målet: 26.11.2026."
    )


def test_the_date_of_the_goal_comes_with_both_edges() -> None:
    made = content().forecast
    assert made is not None
    days = re.findall(r"\d+\.\d+\.20\d\d", words.reach(made))
    assert len(days) == 3


def test_a_goal_beyond_three_years_gets_no_date() -> None:
    made = content(tuple((day, count // 100) for day, count in counts())).forecast
    assert made is not None
    assert words.reach(made) == ("Færre end ét af ti beregnede forløb når målet inden for tre år.")


@pytest.mark.parametrize(
    ("share", "told"), [(0.0, "under 1 %"), (0.352, "35 %"), (0.99, "99 %"), (1.0, "over 99 %")]
)
def test_a_chance_is_never_told_as_certain(share: float, told: str) -> None:
    assert words.chance(share) == told


def test_a_missed_week_is_a_row_without_a_number() -> None:
    gap = [week for week in figures.weeks(content()) if week.missed]
    assert [(week.name, week.missed) for week in gap] == [("uge 31, 2026", 1), ("uge 32, 2026", 6)]
    whole = (date(2026, 11, 9), date(2026, 11, 15))
    series = tuple(point for point in counts() if not whole[0] <= point[0] <= whole[1])
    (row,) = [week for week in figures.weeks(content(series)) if week.followers is None]
    assert (row.name, row.missed, row.change) == ("uge 46, 2026", 7, None)


def test_the_week_after_a_hole_has_no_change() -> None:
    series = tuple(
        point for point in counts() if not date(2026, 11, 9) <= point[0] <= date(2026, 11, 15)
    )
    after = next(week for week in figures.weeks(content(series)) if week.name == "uge 47, 2026")
    assert after.followers is not None
    assert after.change is None


def test_a_missed_day_is_a_row_without_a_count_in_the_data() -> None:
    rows = [line for line in figures.data_csv(content()).splitlines() if not line.startswith("#")]
    table = {row["date"]: row for row in csv.DictReader(io.StringIO("\n".join(rows)))}
    assert table["2026-08-05"] == {
        "date": "2026-08-05",
        "followers": "",
        "p10": "",
        "p50": "",
        "p90": "",
        "note": "ikke målt",
    }
    assert table["2026-11-29"]["followers"] == "968"
    assert table["2026-12-06"]["note"] == "prognose"


def test_the_data_begin_with_source_goal_and_period() -> None:
    head = figures.data_csv(content())
    for line in (
        "# Vækstrapport for uge 48, 2026 (2026-W48)",
        "# Kilde: Facebook (followers_count)",
        "# Mål: 1000 (Udviklingsplanen, 2018)",
    ):
        assert line + "\n" in head


def test_our_own_data_can_be_read_back() -> None:
    history = read_history(figures.data_csv(content()))
    assert (history.series, history.problems) == (counts(), ())


def test_the_line_is_broken_at_the_gap() -> None:
    (axes,) = plot.figure(content()).axes
    solid = [
        line for line in axes.lines if line.get_linestyle() == "-" and line.get_linewidth() == 4
    ]
    runs = [np.asarray(line.get_xdata()) for line in solid if line.get_color() == plot.BLUE]
    assert [(run[0], run[-1]) for run in runs] == [
        (counts()[0][0].toordinal(), GAP[0].toordinal() - 1),
        (GAP[1].toordinal() + 1, END.toordinal()),
    ]


def test_the_goal_line_stands_at_the_goal() -> None:
    (axes,) = plot.figure(content()).axes
    (line,) = [line for line in axes.lines if line.get_color() == plot.GOLD]
    assert np.asarray(line.get_ydata()).tolist() == [1000, 1000]


def test_the_picture_fits_a_slide() -> None:
    made = plot.png(content())
    assert made.startswith(b"\x89PNG")
    assert (int.from_bytes(made[16:20]), int.from_bytes(made[20:24])) == (1600, 900)


def test_the_same_content_makes_the_same_svg() -> None:
    assert plot.svg(content()) == plot.svg(content())


@pytest.mark.parametrize("days", [1, 2, 28, 60, 1825])
def test_every_length_of_history_can_be_drawn(days: int) -> None:
    series = tuple((END - timedelta(days=n), 900 - n // 3) for n in reversed(range(days)))
    shown = unsure(series) if days < 28 else content(series)
    assert plot.png(shown)


def test_nothing_measured_still_makes_a_picture_and_a_page() -> None:
    empty = unsure(())
    assert plot.png(empty)
    assert "Der er endnu ingen målinger af følgere." in report.html(empty)


@pytest.mark.parametrize(
    ("colour", "least"), [(plot.BLUE, 4.5), (plot.INK, 4.5), (plot.GOLD_TEXT, 4.5), (plot.GOLD, 3)]
)
def test_every_colour_can_be_told_from_white(colour: str, least: float) -> None:
    assert contrast(colour, "#ffffff") >= least


def test_the_page_is_danish_and_carries_its_figure_as_text_and_tables() -> None:
    page = report.html(content())
    assert '<html lang="da">' in page
    assert 'alt="Kurve over antal følgere. 968 følgere ved seneste måling (29.11.2026).' in page
    assert page.count("<caption>") == 3
    assert '<th scope="row">uge 48, 2026</th>' in page


def test_names_from_outside_are_shown_as_they_are_written() -> None:
    assert "Strategi for &lt;Udsathed&gt; &amp; $x$ venner" in report.html(content())


def test_few_measurements_are_said_and_no_forecast_is_shown() -> None:
    page = report.html(unsure(counts()[-3:]))
    assert "For få målinger" in page
    assert "Sandsynlighed" not in page


def test_every_number_of_a_goal_has_source_and_year() -> None:
    page = report.html(content())
    assert (
        "52 ambassadører, 104 % af målet: nået; perioden sluttede 31.12.2019 "
        "(mål: Udviklingsplanen, 2018; tal: Registret, 2019)"
    ) in page


def test_practice_is_said_on_page_and_data_and_in_the_picture() -> None:
    shown = content(practice=True)
    assert PRACTICE in report.html(shown)
    assert figures.data_csv(shown).startswith(f"# {PRACTICE}\n")
    assert [text.get_text() for text in plot.figure(shown).texts] == [PRACTICE]


def test_live_says_nothing_of_practice() -> None:
    assert PRACTICE not in report.html(content()) + figures.data_csv(content())
    assert not plot.figure(content()).texts


def test_the_pdf_is_tagged_titled_and_danish() -> None:
    read = printed(report.html(content()))
    root = read.trailer["/Root"]
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert read.metadata is not None
    assert str(read.metadata.title).startswith("Vækstrapport for uge 48, 2026")
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_picture_in_the_pdf_has_its_text() -> None:
    read = printed(report.html(content()))
    objects = [read.get_object(number) for number in range(1, int(read.trailer["/Size"]))]
    found = [
        one["/Alt"]
        for one in objects
        if isinstance(one, DictionaryObject) and one.get("/S") == "/Figure"
    ]
    assert any("968 følgere" in str(alt) for alt in found)


def test_leadership_reads_one_page_and_the_details_follow() -> None:
    read = printed(report.html(content()))
    first = read.pages[0].extract_text()
    for words_there in ("968 følgere", "Målet ventes nået", "Fællesspisning", "Juleaften"):
        assert words_there in first
    assert "Detaljer" not in first
    assert "Detaljer" in read.pages[1].extract_text()


def test_a_report_fetches_nothing() -> None:
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.2)
        made = pdf(
            '<html lang="da"><title>x</title><body><img alt="x" src="http://127.0.0.1:'
            f'{door.getsockname()[1]}/x.png"></body></html>'
        )
        with contextlib.suppress(TimeoutError):
            asked.append(str(door.accept()))
    assert (made[:4], asked) == (b"%PDF", [])


def test_without_pango_the_reason_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing:
        def __getattr__(self, _name: str) -> object:
            raise OSError("cannot load library 'libpango-1.0-0'\nmore\nlines")

    monkeypatch.setitem(sys.modules, "weasyprint", Missing())
    with pytest.raises(NoPdf) as told:
        pdf("<html></html>")
    assert "pango" in str(told.value)
    assert "\n" not in str(told.value)
