"""The archive for feed readers, and the older newsletters in it."""

from dataclasses import replace
from datetime import date, timedelta

import feedparser
import pytest
from flask.testing import FlaskClient

from comms.stages.archiving import Archiving
from tests.sources.attachments import pdf
from tests.web.twin import Filled, Twin

PAPER = pdf("Nyt fra Strategi for Udsathed, marts 2019")


@pytest.fixture
def paper(twin: Twin, filled: Filled) -> str:
    """Where an older newsletter lies."""
    archiving = Archiving(twin.database.begin, twin.files)
    made = archiving.add(PAPER, "Nyt i marts", date(2019, 3, 4), "Ib Skov", twin.moment)
    return made.paper.path


def test_the_feed_tells_of_sent_issues_and_of_nobody_who_got_them(
    stranger: FlaskClient, twin: Twin, filled: Filled
) -> None:
    answer = stranger.get("/nyhedsbreve/atom.xml")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    read = feedparser.parse(answer.data)
    assert not read.bozo
    assert read.feed.title == "Nyhedsbreve fra Strategi for Udsathed"
    assert read.feed.language == "da"
    (entry,) = read.entries
    assert entry.title == "Nyt fra Strategi for Udsathed – uge 47"
    assert entry.link == entry.id == f"{twin.settings.public_url}/nyhedsbreve/2026/uge-47"
    assert entry.summary.startswith("Åben café")
    told = answer.get_data(as_text=True)
    assert "laeser@example.dk" not in told
    assert filled.reader_token not in told
    page = stranger.get("/nyhedsbreve/").get_data(as_text=True)
    assert 'type="application/atom+xml" title="Nyhedsbreve" href="/nyhedsbreve/atom.xml"' in page


def test_a_feed_without_issues_and_one_with_odd_signs_can_be_read(
    stranger: FlaskClient, twin: Twin, filled: Filled
) -> None:
    with twin.database.begin() as tx:
        issue = tx.issues.get(filled.sent_issue)
        tx.issues.update(issue, replace(issue, title="Løg & <b>\x0b</b> 👩‍👧"))
    read = feedparser.parse(stranger.get("/nyhedsbreve/atom.xml").data)
    assert not read.bozo
    assert "Løg & <b>" in read.entries[0].title
    with twin.database.begin() as tx:
        issue = tx.issues.get(filled.sent_issue)
        tx.issues.update(issue, replace(issue, status="cancelled"))  # type: ignore[arg-type]
    empty = feedparser.parse(stranger.get("/nyhedsbreve/atom.xml").data)
    assert (empty.bozo, empty.entries) == (False, [])


def test_an_older_newsletter_is_listed_and_served_as_it_came(
    stranger: FlaskClient, paper: str
) -> None:
    page = stranger.get("/nyhedsbreve/").get_data(as_text=True)
    assert f'<a href="{paper}" type="application/pdf">Nyt i marts (PDF, 1 kB)</a>' in page
    assert "Sendt 4.3.2019" in page
    answer = stranger.get(paper)
    assert (answer.data, answer.mimetype) == (PAPER, "application/pdf")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_was_taken_out_is_gone(stranger: FlaskClient, twin: Twin, paper: str) -> None:
    archiving = Archiving(twin.database.begin, twin.files)
    later = twin.moment + timedelta(hours=1)
    archiving.take_out("2019/nyt-i-marts", "Ib Skov", "Samtykke", later)
    assert stranger.get(paper).status_code == 404
    assert paper not in stranger.get("/nyhedsbreve/").get_data(as_text=True)


def test_a_picture_of_an_issue_may_be_shown_in_a_mailbox_in_a_browser(
    stranger: FlaskClient, twin: Twin, filled: Filled
) -> None:
    with twin.database.begin() as tx:
        photo = tx.stories.get(filled.story).photos[0]
        draft = tx.drafts.get(filled.newsletter)
    assert draft.content.photos[0].digest == photo.digest
    answer = stranger.get(f"/nyhedsbreve/billede/{photo.digest}.jpg")
    assert answer.status_code == 200
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    page = stranger.get("/nyhedsbreve/")
    assert page.headers["Cross-Origin-Resource-Policy"] == "same-origin"
