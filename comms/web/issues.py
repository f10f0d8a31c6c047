"""The newsletter's issues, seen before they go: held back or let go."""

import re

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from comms.channels.newsletter import MOST_HTML, NEARLY
from comms.danish.calendar import when
from comms.errors import BadInput, CommsError
from comms.model.delivery import OUTCOME_IN_DANISH as OUTCOMES
from comms.model.issue import Issue, IssueStatus
from comms.model.subscriber import address
from comms.store.holds import of_issue
from comms.store.transaction import Transaction
from comms.web.errors import status_of
from comms.web.forms import Problem, text, whole_number
from comms.web.here import account, house, me, now
from comms.web.login import behind
from comms.web.security import as_mail

room = behind(Blueprint("issues", __name__, url_prefix="/udgaver"))
_PUBLIC_PHOTO = re.compile(
    r"https?://[^\s\"'<>]*/(?:fotos|nyhedsbreve/billede)/([0-9a-f]{64})(?:\.jpg)?"
)


@room.get("/")
def index() -> str:
    """Every issue, newest first."""
    with house().read() as tx:
        issues = tx.issues.all()
        tallies = {issue.id: tx.deliveries.tally(issue.id) for issue in issues[:50]}
    return render_template("issues.html", issues=issues, tallies=tallies)


@room.get("/modtaget")
def ask_received() -> str:
    """Did somebody get it? The address is asked for by a form that leaves it out of the URL."""
    return render_template("received.html", email="", found=None, problems=())


@room.post("/modtaget/svar")
def received() -> ResponseReturnValue:
    """What one address was sent, when, and what its mail server said. Changes nothing."""
    email = text("email", 320)
    try:
        who = address(email)
    except BadInput as error:
        problems = (Problem("email", str(error)),)
        page = render_template("received.html", email=email, found=None, problems=problems)
        return page, 400
    with house().read() as tx:
        found = tx.deliveries.received(who)
    return render_template("received.html", email=who, found=found, problems=(), says=OUTCOMES)


@room.get("/<int:issue_id>")
def show(issue_id: int) -> str:
    """One issue as its readers will see it."""
    return _page(issue_id)


@room.get("/<int:issue_id>/mail")
def mail(issue_id: int) -> ResponseReturnValue:
    """The mail itself, for the frame on the page: nothing in it runs."""
    html = house().newsletter.preview_html(issue_id)
    # Its pictures have public addresses, where they are not shown before the issue is approved.
    return as_mail(_PUBLIC_PHOTO.sub(r"/billede/\1", html))


@room.post("/<int:issue_id>/hold")
def hold(issue_id: int) -> ResponseReturnValue:
    """Keep it from going by itself."""
    reason = text("reason", 300)
    if not reason:
        return _page(issue_id, Problem("hold-reason", "Skriv, hvorfor den holdes tilbage.")), 400
    try:
        house().newsletter.hold(issue_id, me(), reason, now())
    except CommsError as error:
        return _page(issue_id, Problem("hold-reason", str(error))), status_of(error)
    return _done(issue_id, "Udgaven er holdt tilbage.")


@room.post("/<int:issue_id>/emne")
def choose_words(issue_id: int) -> ResponseReturnValue:
    """Take one of the proposed subjects and preheaders."""
    subject, preheader = text("subject", 200), text("preheader", 200)
    try:
        house().newsletter.choose_words(issue_id, subject, preheader, me(), now())
    except CommsError as error:
        return _page(issue_id, Problem("subject-1", str(error))), status_of(error)
    return _done(issue_id, "Emnet er valgt.")


@room.post("/<int:issue_id>/flyt")
def move(issue_id: int) -> ResponseReturnValue:
    """Give a story another place in it."""
    draft, to = whole_number("draft") or 0, whole_number("to") or 0
    try:
        house().newsletter.arranging.move(issue_id, draft, to, me(), now())
    except CommsError as error:
        return _page(issue_id, Problem("items-heading", str(error))), status_of(error)
    return _done(issue_id, "Historien er flyttet.")


@room.post("/<int:issue_id>/saet-ind")
def pin(issue_id: int) -> ResponseReturnValue:
    """Put a story in again that was taken out."""
    try:
        house().newsletter.arranging.pin(issue_id, whole_number("draft") or 0, me(), now())
    except CommsError as error:
        return _page(issue_id, Problem("items-heading", str(error))), status_of(error)
    return _done(issue_id, "Historien er med i udgaven.")


@room.post("/<int:issue_id>/tag-ud")
def take_out(issue_id: int) -> ResponseReturnValue:
    """Leave a story for the next issue."""
    try:
        house().newsletter.arranging.drop(issue_id, whole_number("draft") or 0, me(), now())
    except CommsError as error:
        return _page(issue_id, Problem("items-heading", str(error))), status_of(error)
    return _done(issue_id, "Historien er taget ud. Den kan komme med i den næste udgave.")


@room.post("/<int:issue_id>/godkend")
def approve(issue_id: int) -> ResponseReturnValue:
    """Say yes to the issue as it stands: its bytes are frozen."""
    try:
        issue = house().newsletter.approve(issue_id, me(), now(), text("words", 64))
    except CommsError as error:
        return _page(issue_id, Problem("approve", str(error))), status_of(error)
    return _done(issue_id, f"Udgaven er godkendt. {_goes(issue)}".rstrip())


@room.post("/<int:issue_id>/ret")
def correct(issue_id: int) -> ResponseReturnValue:
    """Tell those who got it what was wrong and what is right, once somebody has said yes."""
    try:
        made = house().issue_corrections.correct(issue_id, text("text", 20_000), me(), now())
    except CommsError as error:
        return _page(issue_id, Problem("correct-text", str(error))), status_of(error)
    return _done(made.id, "Rettelsen er skrevet. Den bliver sendt, når en anden har godkendt den.")


@room.post("/<int:issue_id>/skriv-om")
def reword(issue_id: int) -> ResponseReturnValue:
    """Other words for a correction that is not on its way."""
    try:
        house().issue_corrections.reword(issue_id, text("text", 20_000), me(), now())
    except CommsError as error:
        return _page(issue_id, Problem("correct-text", str(error))), status_of(error)
    return _done(issue_id, "Rettelsen er skrevet om. Den venter på et ja.")


@room.post("/<int:issue_id>/drop")
def drop(issue_id: int) -> ResponseReturnValue:
    """Do without a correction."""
    try:
        house().issue_corrections.drop(issue_id, me(), now())
    except CommsError as error:
        return _page(issue_id, Problem("drop", str(error))), status_of(error)
    return _done(issue_id, "Rettelsen er droppet. Intet er sendt.")


@room.post("/<int:issue_id>/giv-fri")
def unhold(issue_id: int) -> ResponseReturnValue:
    """Let it go at its hour again."""
    try:
        issue = house().newsletter.unhold(issue_id, me(), now())
    except CommsError as error:
        return _page(issue_id, Problem("unhold", str(error))), status_of(error)
    return _done(issue_id, f"Udgaven er givet fri. {_goes(issue)}".rstrip())


@room.get("/<int:issue_id>/fremgang")
def progress(issue_id: int) -> str:
    """How far the sending is, for the page that is open: the same part of it, as it is now."""
    with house().read() as tx:
        told = _progress(tx, tx.issues.get(issue_id))
    return render_template("issue_progress.html", **told)


@room.post("/<int:issue_id>/pause")
def pause(issue_id: int) -> ResponseReturnValue:
    """Stop a sending; what is in flight is finished."""
    try:
        house().underway.pause(issue_id, me(), text("reason", 300), now())
    except CommsError as error:
        return _page(issue_id, Problem("pause", str(error))), status_of(error)
    return _done(issue_id, "Afsendelsen er sat på pause.")


@room.post("/<int:issue_id>/fortsaet")
def resume(issue_id: int) -> ResponseReturnValue:
    """Let a paused sending go on."""
    try:
        house().underway.resume(issue_id, me(), now())
    except CommsError as error:
        return _page(issue_id, Problem("resume", str(error))), status_of(error)
    return _done(issue_id, "Afsendelsen går videre inden for få minutter.")


@room.post("/<int:issue_id>/aflys")
def cancel(issue_id: int) -> ResponseReturnValue:
    """End a sending where it is."""
    reason = text("reason", 300)
    if not reason:
        return _page(issue_id, Problem("cancel-reason", "Skriv, hvorfor resten ikke sendes.")), 400
    try:
        house().underway.cancel(issue_id, me(), reason, now())
    except CommsError as error:
        return _page(issue_id, Problem("cancel-reason", str(error))), status_of(error)
    return _done(issue_id, "Resten bliver ikke sendt.")


def _progress(tx: Transaction, issue: Issue) -> dict[str, object]:
    tally = tx.deliveries.tally(issue.id)
    if issue.status is IssueStatus.CANCELLED:
        tally = tally.cancelled()
    return {"issue": issue, "tally": tally, "paused": tx.holds.of(of_issue(issue.id))}


def _page(issue_id: int, *problems: Problem) -> str:
    who = account()
    with house().read() as tx:
        issue = tx.issues.get(issue_id)
        drafts = [tx.drafts.get(item.draft_id) for item in issue.items]
        dropped = [tx.drafts.get(item.draft_id) for item in issue.dropped]
        progress = _progress(tx, issue)
        events = tx.audit.about("issue", issue_id)
        corrections = tx.issues.corrections(issue_id)
        corrected = None if issue.corrects is None else tx.issues.get(issue.corrects)
        core = tx.settings.of("core_story") if issue.core_version else []
    seen = house().newsletter.preview(issue_id)
    return render_template(
        "issue.html",
        **progress,
        drafts=drafts,
        dropped=dropped,
        occasions=seen.content.occasions if seen.content else (),
        core=next((one for one in core if one.version == issue.core_version), None),
        proposed=house().newsletter.proposals(issue_id),
        weight=seen.weight,
        nearly=NEARLY,
        most=MOST_HTML,
        events=events,
        problems=problems,
        corrections=corrections,
        corrected=corrected,
        must_approve=issue.corrects or house().schedules.newsletter.approval == "required",
        may_approve=who is not None and who.approves,
    )


def _goes(issue: Issue) -> str:
    """When it goes now: one that was let go late does so as soon as readers may be written to."""
    if issue.corrects is not None or issue.due_at is None:
        return ""
    return f"Den går ud {when(issue.due_at)}."


def _done(issue_id: int, says: str) -> ResponseReturnValue:
    flash(says)
    return redirect(url_for("issues.show", issue_id=issue_id), 303)
