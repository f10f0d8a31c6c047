"""Mails that a person takes care of: read, sent on, answered, or called something else."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from comms.errors import BadInput, CommsError, UsageError
from comms.model.bounce import Bounce, in_danish
from comms.model.called import CHOICES, FOR_A_PERSON, IN_DANISH
from comms.model.disposition import Disposition
from comms.model.letter import Letter
from comms.model.privacy import Kind
from comms.model.referral import Proposal
from comms.model.subscriber import Subscriber, address
from comms.store.audit import AuditEvent
from comms.store.items import StoredItem
from comms.store.listed import COUNTED, Page
from comms.store.listings import MAILBOX
from comms.store.transaction import Transaction
from comms.web.aside import as_file
from comms.web.asked_for import Choice, links, narrowed, place, question, tidy, unanswerable
from comms.web.errors import status_of
from comms.web.forms import Problem, text
from comms.web.here import house, me, now
from comms.web.login import behind
from comms.web.words import FINDINGS, came_from

room = behind(Blueprint("inquiries", __name__))
WAITING = "venter"


@dataclass(frozen=True)
class Returning:
    """An address that a mail of ours came back from, in words, and the reader who has it."""

    bounce: Bounce
    says: str
    reader: Subscriber | None


@dataclass(frozen=True)
class Inquiry:
    """One mail with all that a person needs to take care of it, read at one moment."""

    item: StoredItem
    story_ids: Sequence[int]
    letters: Sequence[Letter]
    returned: Sequence[Returning]
    reader: Subscriber | None
    events: Sequence[AuditEvent]
    has_file: bool
    proposal: Proposal | None

    @property
    def waits(self) -> bool:
        """Must a person still do something?"""
        return self.item.handled_at is None and self.item.disposition in FOR_A_PERSON


@room.get("/henvendelser/")
def index() -> ResponseReturnValue:
    """All mails, newest first; those that wait unless another kind is asked for."""
    return tidy() or _index()


@room.get("/henvendelser/<int:item_id>")
def show(item_id: int) -> str:
    """One mail."""
    return page(item_id)


@room.get("/henvendelser/<int:item_id>/mail.eml")
def file(item_id: int) -> ResponseReturnValue:
    """The mail as it came, to be opened in a mail program."""
    with house().read() as tx:
        item = tx.items.get(item_id)
        raw = None if item.raw_id is None else tx.raw_messages.get(item.raw_id)
    if raw is None:
        abort(404)
    return as_file(raw, f"henvendelse-{item_id}")


@room.post("/henvendelser/<int:item_id>/klaret")
def handle(item_id: int) -> ResponseReturnValue:
    """Somebody has taken care of it."""
    try:
        house().correspondence.handle(item_id, me(), now(), text("how", 2000))
    except CommsError as error:
        return page(item_id, Problem("handle-how", str(error))), status_of(error)
    flash("Henvendelsen er klaret og taget af listen.")
    return redirect(url_for("today.show"), 303)


@room.post("/henvendelser/<int:item_id>/send-videre")
def forward(item_id: int) -> ResponseReturnValue:
    """Send it on to a department."""
    try:
        house().correspondence.forward(
            item_id, text("department", 40), me(), now(), text("note", 2000)
        )
    except CommsError as error:
        return page(item_id, Problem("forward-department", str(error))), status_of(error)
    flash("Mailen er lagt til afsendelse til afdelingen.")
    return redirect(url_for("inquiries.show", item_id=item_id), 303)


@room.post("/henvendelser/<int:item_id>/ret")
def correct(item_id: int) -> ResponseReturnValue:
    """It is something else than we took it for."""
    try:
        to = _disposition(text("disposition", 20))
        story_id = house().correspondence.correct(item_id, to, me(), now())
        if story_id is not None:
            house().drafting.draft_missing(now())
        house().reader_post.take(now())
    except CommsError as error:
        return page(item_id, Problem("correct-disposition", str(error))), status_of(error)
    if story_id is not None:
        flash("Mailen er blevet til et bidrag.")
        return redirect(url_for("stories.show", story_id=story_id), 303)
    flash(f"Rettet: mailen er {IN_DANISH[to]}.")
    return redirect(url_for("inquiries.show", item_id=item_id), 303)


@room.post("/henvendelser/<int:item_id>/tilmeld")
def invite(item_id: int) -> ResponseReturnValue:
    """Write to an address whether it wants the newsletter."""
    try:
        house().reader_post.invite(item_id, text("email", 320), me(), now())
    except CommsError as error:
        return page(item_id, Problem("invite-email", str(error))), status_of(error)
    flash("Vi har skrevet til adressen. Den kommer på listen, når der bliver svaret ja.")
    return redirect(url_for("inquiries.show", item_id=item_id), 303)


@room.post("/henvendelser/<int:item_id>/afmeld")
def take_off(item_id: int) -> ResponseReturnValue:
    """Take an address off the list."""
    try:
        house().reader_post.take_off(item_id, text("email", 320), me(), now())
    except CommsError as error:
        return page(item_id, Problem("leave-email", str(error))), status_of(error)
    flash("Adressen er taget af listen.")
    return redirect(url_for("inquiries.show", item_id=item_id), 303)


@room.post("/henvendelser/<int:item_id>/skriv-igen")
def restore(item_id: int) -> ResponseReturnValue:
    """Write to a reader again whose mail came back."""
    try:
        house().subscribing.restore(
            text("email", 320), me(), f"set på henvendelse {item_id}", now()
        )
    except CommsError as error:
        return page(item_id, Problem("", str(error))), status_of(error)
    flash("Læseren får nyhedsbrevet igen fra næste udgave.")
    return redirect(url_for("inquiries.show", item_id=item_id), 303)


@room.post("/retur/<int:bounce_id>/klaret")
def settle(bounce_id: int) -> ResponseReturnValue:
    """Somebody has seen that a letter came back."""
    house().correspondence.settle_bounce(bounce_id, me(), now())
    flash("Det er noteret.")
    return redirect(url_for("today.show"), 303)


def _index() -> str:
    chosen = request.args.get("vis", WAITING)
    if chosen != WAITING and chosen not in [str(one) for one in Disposition]:
        abort(404)
    choices = _choices()
    with house().read() as tx:
        found = Page(()) if unanswerable() else _listed(tx, chosen, choices)
        counts, waiting = tx.listings.mail_counts(FOR_A_PERSON)
    return render_template(
        "inquiries.html",
        page=found,
        links=links(found, url_for("inquiries.index")),
        question=question(),
        choices=choices,
        narrowed=narrowed(choices),
        unanswerable=unanswerable(),
        chosen=chosen,
        counts=counts,
        waiting=waiting,
        most=COUNTED,
    )


def _choices() -> tuple[Choice, ...]:
    """Its kind and whether it waits stand above the list."""
    sources = [MAILBOX, *(f"feed:{feed.key}" for feed in house().schedules.feeds)]
    return (
        Choice("fund", "Fund", tuple((str(one), FINDINGS.get(one, one)) for one in Kind)),
        Choice("kilde", "Kilde", tuple((one, came_from(one)) for one in sources)),
    )


def _listed(tx: Transaction, chosen: str, choices: tuple[Choice, ...]) -> Page[StoredItem]:
    waits = chosen == WAITING
    kinds = FOR_A_PERSON if waits else (Disposition(chosen),)
    finding, source = (one.chosen for one in choices)
    return tx.listings.items(
        kinds,
        waiting=waits,
        question=question(),
        finding=finding,
        source=source,
        place=place(),
    )


def page(item_id: int, *problems: Problem) -> str:
    """The mail with what was wrong with the form that was sent."""
    ours = house().correspondence
    with house().read() as tx:
        item = tx.items.get(item_id)
        seen = Inquiry(
            item,
            tx.items.stories_of(item_id),
            tx.letters.about(item_id),
            [_returning(tx, one) for one in tx.bounces.of_item(item_id)],
            _reader(tx, item.sender.email),
            tx.audit.about("item", item_id),
            _has_file(tx, item),
            ours.propose(item),
        )
    return render_template(
        "inquiry.html",
        seen=seen,
        item=item,
        problems=problems,
        departments=ours.departments,
        choices=[(one, IN_DANISH[one]) for one in CHOICES if one is not item.disposition],
        called=IN_DANISH,
    )


def _returning(tx: Transaction, bounce: Bounce) -> Returning:
    return Returning(bounce, in_danish(bounce), _reader(tx, bounce.email))


def _reader(tx: Transaction, email: str) -> Subscriber | None:
    try:
        return tx.subscribers.by_email(address(email))
    except BadInput:
        return None


def _has_file(tx: Transaction, item: StoredItem) -> bool:
    return item.raw_id is not None and tx.raw_messages.get(item.raw_id).digest is not None


def _disposition(name: str) -> Disposition:
    try:
        return Disposition(name)
    except ValueError:
        raise UsageError("Vælg, hvad mailen er.") from None
