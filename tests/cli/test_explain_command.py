"""`explain`: the contract's document, a line a file, and no library that the file does not need."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from comms.cli.kept import kept
from comms.cli.root import cli
from comms.danish.pattern import Pattern
from comms.model import alike
from tests.sources import attachments
from tests.sources.mails import mail, photo, raw
from tools.write_needs import patterns

HEAVY = ("PIL", "pillow_heif", "pypdf", "icalendar", "recurring_ical_events", "nh3", "inscriptis",
         "lxml", "sqlalchemy", "flask", "requests", "matplotlib", "weasyprint", "feedparser",
         "structlog", "apscheduler", "jinja2")  # fmt: skip
PROBE = """
import sys
from comms.cli.kept import kept
from comms.cli.root import cli
from comms.danish.pattern import Pattern
from comms.model import alike
try:
    cli(["explain", "--json", sys.argv[1]], standalone_mode=False)
except SystemExit:
    pass
print(",".join(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def explained(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli, ["explain", *map(str, arguments)], catch_exceptions=False)


def rows(result: Result) -> list[dict[str, Any]]:
    """What it printed, line by line."""
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def mail_file(tmp_path: Path) -> Path:
    file = tmp_path / "spisning.eml"
    file.write_bytes(raw())
    return file


def test_the_document_is_the_contract_s(mail_file: Path) -> None:
    result = explained("--json", mail_file)
    assert result.exit_code == 0
    (told,) = rows(result)
    assert list(told) == [
        "file", "disposition", "kind", "title", "text", "sender", "forwarded_by", "events",
        "themes", "flags", "images", "cut", "why",
    ]  # fmt: skip
    assert (told["file"], told["disposition"], told["kind"]) == (str(mail_file), "story", "event")
    assert told["sender"] == {"name": "Rigmor Tangaa", "email": "rigmor@sejlhuset.example.dk"}
    assert told["events"] == [
        {
            "start": "2026-12-03T17:30:00+01:00",
            "end": "2026-12-03T20:00:00+01:00",
            "place": "Sejlhuset, Mastevej 14",
            "signup_by": None,
            "problem": None,
        }
    ]
    assert told["cut"]["signature"].startswith("Venlig hilsen")
    assert told["cut"]["quoted"] == ""
    assert all(isinstance(why, str) and why for why in told["why"])


def test_one_line_a_file_and_one_that_cannot_be_read_does_not_stop_the_rest(
    mail_file: Path, tmp_path: Path
) -> None:
    empty, gone = tmp_path / "tom.eml", tmp_path / "væk.eml"
    empty.write_bytes(b"")
    result = explained("--json", empty, gone, mail_file)
    assert result.exit_code == 1
    told = rows(result)
    assert [next(iter(row)) for row in told] == ["file", "file", "file"]
    assert [row["file"] for row in told] == [str(empty), str(gone), str(mail_file)]
    assert told[0]["set_aside"] == "mailen er tom"
    assert "cannot be read" in told[1]["set_aside"]
    assert told[2]["disposition"] == "story"


def test_texts_are_read_at_their_own_moment(tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl"
    lines = [
        {
            "text": "Fællesspisning i Sejlhuset på torsdag kl. 17",
            "ref": "2026-11-20T10:00:00+01:00",
        },
        {"text": "Fællesspisning i Sejlhuset på torsdag kl. 17", "ref": "2026-03-03"},
    ]
    file.write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")
    result = explained("--json", "--texts", file)
    assert result.exit_code == 0
    assert [row["events"][0]["start"] for row in rows(result)] == [
        "2026-11-26T17:00:00+01:00",
        "2026-03-05T17:00:00+01:00",
    ]


@pytest.mark.parametrize(
    "bad",
    ["ikke json", "[]", "7", '{"text": "x"}', '{"ref": "2026-01-01"}',
     '{"text": "x", "ref": "i dag"}', '{"text": "x", "ref": null}',
     '{"text": "x", "ref": "2026-13-01T00:00"}'],
)  # fmt: skip
def test_a_bad_line_is_named_and_the_others_go_on(bad: str, tmp_path: Path) -> None:
    good = json.dumps({"text": "Kom til fest på lørdag kl. 14", "ref": "2026-11-20T10:00:00"})
    file = tmp_path / "t.jsonl"
    file.write_text(f"{bad}\n{good}\n", encoding="utf-8")
    result = explained("--json", "--texts", file)
    assert result.exit_code == 1
    broken, whole = rows(result)
    assert broken["line"] == 1
    assert "must be" in broken["set_aside"]
    assert whole["events"][0]["start"] == "2026-11-21T14:00:00+01:00"


def test_nothing_named_is_wrong_usage() -> None:
    result = CliRunner().invoke(cli, ["explain"])
    assert result.exit_code == 2
    assert "FILE.eml" in result.stderr


def test_without_json_it_speaks_to_people(mail_file: Path) -> None:
    shown = explained(mail_file).stdout
    assert "story" in shown
    assert "2026-12-03T17:30:00+01:00" in shown


def imported(tmp_path: Path, data: bytes = b"", kind: str = "", name: str = "") -> set[str]:
    """The libraries that are in memory when one mail, with a file, has been explained."""
    made = mail()
    if data:
        main, _, sub = kind.partition("/")
        made.add_attachment(data, maintype=main, subtype=sub, filename=name)
    path = tmp_path / "a.eml"
    path.write_bytes(made.as_bytes())
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(HEAVY) & set(done.stderr.strip().split("\n")[-1].split(","))


def test_a_plain_mail_reads_none_of_the_heavy_libraries(tmp_path: Path) -> None:
    assert imported(tmp_path) == set()


def test_a_pdf_reads_the_library_for_pdfs_and_no_other(tmp_path: Path) -> None:
    found = imported(tmp_path, attachments.pdf("Fest på lørdag"), "application/pdf", "a.pdf")
    assert "pypdf" in found
    assert not found & {"icalendar", "pillow_heif", "nh3", "sqlalchemy", "flask"}


def test_a_calendar_reads_the_library_for_calendars_and_no_other(tmp_path: Path) -> None:
    event = attachments.calendar("UID:1\nDTSTART:20261203T160000Z")
    assert imported(tmp_path, event, "text/calendar", "a.ics") == {"icalendar"}


def test_a_photo_reads_the_libraries_for_photos_and_no_other(tmp_path: Path) -> None:
    assert imported(tmp_path, photo(), "image/jpeg", "a.jpg") == {"PIL", "pillow_heif"}


SOURCES = [
    (rf"(?P<ord>æble{n})\s+(?:kage|grød)|(\d{{{n}}})", int(re.IGNORECASE)) for n in range(1, 30)
]


@pytest.fixture
def writing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python is without PYTHONDONTWRITEBYTECODE."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def made_of(sources: list[tuple[str, int]]) -> list[re.Pattern[str]]:
    return [Pattern(*one).made for one in sources]


@pytest.mark.usefixtures("writing")
def test_patterns_are_kept_between_runs_and_mean_the_same(tmp_path: Path) -> None:
    with kept(tmp_path):
        first = made_of(SOURCES)
    (file,) = tmp_path.glob("kept.*.bin")
    before = file.stat().st_mtime_ns
    with kept(tmp_path):
        again = made_of(SOURCES)
    for one, other in zip(first, again, strict=True):
        plain = re.compile(one.pattern, re.IGNORECASE)
        for found in (one, other):
            assert (found.pattern, found.flags) == (plain.pattern, plain.flags)
            assert (found.groupindex, found.groups) == (plain.groupindex, plain.groups)
    match = again[4].fullmatch("Æble5 GRØD")
    assert match is not None
    assert match["ord"] == "Æble5"
    assert file.stat().st_mtime_ns == before  # nothing was new


def test_our_own_patterns_are_made_as_re_makes_them(tmp_path: Path) -> None:
    ours = [(one.pattern, one.flags) for _, one in sorted(patterns().items())][::6]
    with kept(tmp_path):
        found = made_of(ours)
    texts = [one.decode("utf-8") for one in (raw(), raw("Kom kl. 17-20 d. 3/12, tak! Mvh Bo"))]
    for (source, flags), one in zip(ours, found, strict=True):
        plain = re.compile(source, flags)
        assert (one.flags, one.groupindex) == (plain.flags, plain.groupindex)
        assert [[m.span() for m in one.finditer(text)] for text in texts] == [
            [m.span() for m in plain.finditer(text)] for text in texts
        ]


@pytest.mark.usefixtures("writing")
@pytest.mark.parametrize("junk", [b"", b"junk", b"\xe9\x00\x00\x00\x00", b"(\x02\x00\x00\x00NN"])
def test_a_damaged_file_of_patterns_is_passed_over_and_written_anew(
    junk: bytes, tmp_path: Path
) -> None:
    file = tmp_path / f"kept.{sys.implementation.cache_tag}.bin"
    file.write_bytes(junk)
    with kept(tmp_path):
        assert made_of(SOURCES)[6].search("æble7 kage")
    assert len(file.read_bytes()) > 1000


@pytest.mark.usefixtures("writing")
def test_totals_of_examples_are_kept_by_their_words(tmp_path: Path) -> None:
    rows = [(f"Kom til fest nummer {n} i haven", "story" if n % 2 else "bulk") for n in range(9)]
    others = [*rows[1:], ("Er der plads til to?", "question")]
    said = "Er der plads til fest i haven"
    with kept(tmp_path):
        first = alike.alike(rows).points(said)
    with kept(tmp_path), pytest.MonkeyPatch.context() as patch:
        patch.setattr(alike, "work_out", None)  # not asked again
        assert alike.alike(rows).points(said) == first == alike.alike(rows).points(said)
    with kept(tmp_path):
        assert alike.alike(others).points(said) != first
    assert first == alike.alike(rows).points(said)
    assert alike.totals is alike.work_out


def test_nothing_is_written_where_byte_code_is_not_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    with kept(tmp_path):
        assert made_of(SOURCES)[6].search("æble7 kage")
    assert list(tmp_path.iterdir()) == []
