"""An issue's page: what a mailbox shows is chosen there, and what the issue is made of is told."""

from dataclasses import replace
from html import unescape

import pytest
from flask.testing import FlaskClient

from comms.channels.newsletter import compiled
from comms.model.draft import Content, Draft
from comms.model.issue import IssueItem, IssueStatus
from comms.model.story import Story
from tests.web.twin import Filled, Twin, post


def page(client: FlaskClient, issue: int) -> str:
    return unescape(client.get(f"/udgaver/{issue}").get_data(as_text=True))


def test_a_writer_chooses_among_the_proposed_subjects(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    known = twin.newsletter.proposals(filled.issue)
    shown = page(writer, filled.issue)
    assert all(f'value="{one}"' in shown for one in (*known.subjects, *known.preheaders))
    words = {"subject": known.subjects[-1], "preheader": known.preheaders[-1]}
    assert post(writer, f"/udgaver/{filled.issue}/emne", **words).status_code == 303
    with twin.read() as tx:
        issue = tx.issues.get(filled.issue)
    assert (issue.subject, issue.preheader) == (words["subject"], words["preheader"])
    assert f"<b>{words['subject']}</b>" in page(writer, filled.issue)


def test_words_of_ones_own_are_refused_and_the_page_says_so(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    answer = post(approver, f"/udgaver/{filled.issue}/emne", subject="Vind en bil")
    assert answer.status_code == 400
    assert "Vælg et af de foreslåede emner." in answer.get_data(as_text=True)
    with twin.read() as tx:
        assert tx.issues.get(filled.issue).subject == ""


def test_an_issue_with_its_yes_offers_no_other_words(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    frozen = twin.files.put(twin.newsletter.preview(filled.issue).to_bytes())
    with twin.database.begin() as tx:
        issue = tx.issues.get(filled.issue)
        after = replace(issue, status=IssueStatus.APPROVED, frozen=frozen)
        tx.issues.update(issue, after)
    assert f'action="/udgaver/{filled.issue}/emne"' not in page(approver, filled.issue)
    answer = post(approver, f"/udgaver/{filled.issue}/emne")
    assert answer.status_code == 409


def test_the_page_tells_the_calendar_and_the_core_storys_version(
    approver: FlaskClient, twin: Twin, filled: Filled
) -> None:
    told = "Vi gør det sammen, hver dag."
    twin.staff_settings.change("core_story", told, "Ib Skov", twin.moment, 0)
    with twin.database.begin() as tx:
        issue = tx.issues.get(filled.issue)
        tx.issues.update(issue, replace(issue, core_version=1, due_at=twin.moment))
    shown = page(approver, filled.issue)
    link = '<a href="/indstillinger/historik?key=core_story">version 1</a>, ændret af Ib Skov'
    assert link in shown
    assert "<h3>Det sker</h3>" in shown
    with twin.database.begin() as tx:
        issue = tx.issues.get(filled.issue)
        tx.issues.update(issue, replace(issue, core_version=0))
    assert "Kernefortælling: den fra filen" in page(approver, filled.issue)


def test_a_mail_near_gmails_fold_is_warned_of(
    approver: FlaskClient, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "uden billeder" in page(approver, filled.issue)
    monkeypatch.setattr(compiled.Compiled, "weight", 90_000)
    assert "Mailen fylder 90 kB. Over 100 kB" in page(approver, filled.issue)
    monkeypatch.setattr(compiled.Compiled, "weight", 120_000)
    assert "Mailen fylder 120 kB. Gmail viser kun de første 100 kB" in page(approver, filled.issue)


def test_stories_are_moved_taken_out_and_put_in_again_on_the_page(
    writer: FlaskClient, twin: Twin, filled: Filled
) -> None:
    with twin.database.begin() as tx:
        story = tx.stories.add(Story("Kage", "Vi bager kage."), twin.moment)
        draft = Draft(story, "newsletter", Content("Kage", "Vi bager kage."))
        second = tx.drafts.add(draft, twin.moment)
        assert second is not None
        issue = tx.issues.get(filled.issue)
        more = IssueItem(second, 1, tx.drafts.get(second).content_hash, 1)
        tx.issues.update(issue, replace(issue, items=(*issue.items, more)))
    at = f"/udgaver/{filled.issue}"
    first = issue.items[0].draft_id

    def order() -> list[int]:
        with twin.read() as tx:
            return [item.draft_id for item in tx.issues.get(filled.issue).items]

    assert "Op<span" in page(writer, filled.issue)
    assert post(writer, f"{at}/flyt", draft=second, to=1).status_code == 303
    assert order() == [second, first]
    assert post(writer, f"{at}/tag-ud", draft=first).status_code == 303
    assert order() == [second]
    assert f'action="{at}/saet-ind"' in page(writer, filled.issue)
    last = post(writer, f"{at}/tag-ud", draft=second)
    assert (last.status_code, "for lidt" in last.get_data(as_text=True)) == (403, True)
    assert post(writer, f"{at}/flyt", draft=second, to=9).status_code == 400
