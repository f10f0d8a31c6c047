"""An answer to who wrote, in our own words: from a story's page, or from the mail's."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from comms.errors import CommsError, NotFound
from comms.model.delivery import DeliveryStatus
from comms.stages.intake import Addressee, Opening
from comms.store.letters import Answered
from comms.store.transaction import Transaction
from comms.web import inquiries, stories
from comms.web.errors import status_of
from comms.web.forms import Problem, text, whole_number
from comms.web.here import house, me, now
from comms.web.login import behind

room = behind(Blueprint("replies", __name__))
_SENT = {
    DeliveryStatus.PENDING: "venter på at blive sendt",
    DeliveryStatus.CLAIMED: "er ved at blive sendt",
    DeliveryStatus.SENT: "sendt",
    DeliveryStatus.FAILED: "kunne ikke sendes",
}


@dataclass(frozen=True)
class Answer:
    """One mail that may be answered, with what has been answered until now, and the form's text."""

    to: Addressee
    answered: Sequence[Answered]
    text: str
    openings: Sequence[Opening]
    open: bool


@room.app_context_processor
def _answers() -> dict[str, object]:
    return {"answers_to": answers_to, "sent_in_danish": lambda status: _SENT[status]}


def answers_to(item_ids: Sequence[int]) -> list[Answer]:
    """What the page needs to answer these mails: each one's own form."""
    with house().read() as tx:
        return [_answer(tx, item_id) for item_id in item_ids]


@room.post("/bidrag/<int:story_id>/besvar")
def from_story(story_id: int) -> ResponseReturnValue:
    """Answer a mail that the story came by: its own, or one of a story that was merged into it."""
    item_id = whole_number("item") or 0
    with house().read() as tx:
        told = (tx.stories.get(story_id), *tx.stories.merged_into(story_id))
    try:
        if item_id not in [one.item_id for one in told]:
            raise NotFound(f"Bidrag {story_id} kom ikke med mail {item_id}.")
        _send(item_id)
    except CommsError as error:
        field = f"reply-{item_id}"
        return stories.page(story_id, Problem(field, str(error))), status_of(error)
    return redirect(url_for("stories.show", story_id=story_id, _anchor="svar"), 303)


@room.post("/henvendelser/<int:item_id>/besvar")
def from_mail(item_id: int) -> ResponseReturnValue:
    """Answer a mail."""
    try:
        _send(item_id)
    except CommsError as error:
        field = f"reply-{item_id}"
        return inquiries.page(item_id, Problem(field, str(error))), status_of(error)
    return redirect(url_for("inquiries.show", item_id=item_id, _anchor="svar"), 303)


def _send(item_id: int) -> None:
    letter = house().replying.reply(item_id, text("text"), me(), now(), whole_number("seen"))
    with house().read() as tx:
        held = tx.holds.of("all")
    says = "Det bliver sendt, når stoppet er hævet." if held else "Det bliver sendt om lidt."
    flash(f"Svaret til {letter.to_name or letter.to_email} er skrevet. {says}")


def _answer(tx: Transaction, item_id: int) -> Answer:
    ours = house().replying
    to = ours.addressee(tx, item_id, now())
    typed = request.method == "POST" and request.blueprint == "replies"
    mine = typed and (whole_number("item") or item_id) == item_id
    chosen = next((one for one in ours.openings if one.key == request.args.get("svar")), None)
    begun = chosen.to(to.name) if chosen else ""
    return Answer(
        to,
        ours.answered(tx, [item_id]),
        text("text") if mine else begun,
        ours.openings,
        open=mine or chosen is not None,
    )
