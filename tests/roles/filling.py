"""Something for each action of the table to be done to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from comms.model.account import COMMAND_LINE
from comms.model.answer import Answer
from comms.model.bounce import Returned
from comms.model.disposition import Disposition
from comms.model.draft import Content, Draft
from comms.model.event import Event
from comms.model.issue import Issue, IssueItem, IssueStatus
from comms.model.item import Item
from comms.model.mail import Address, Picture
from comms.model.moved import Change, EventChange
from comms.model.privacy import Finding, Kind
from comms.model.story import Story, StoryStatus
from comms.model.subscriber import Subscriber, SubscriberStatus
from comms.store.holds import of_issue
from comms.store.raw_messages import RawMessage, RawState
from comms.store.tasks import TAKE_DOWN, Task
from comms.wiring import House
from tests.clock import NOON
from tests.sources.attachments import pdf
from tests.sources.mails import raw as mail_bytes
from tests.web.twin import PASSWORD, Twin, fill, picture, put_out

WHO = {"Skribent": "Åse Bæk", "Godkender": "Ib Skov", "Administrator": "Eva Lund"}
OTHER, IDLE, BARRED = "Bo Dal", "Ea Krog", "Kim Lund"
TOMORROW = NOON + timedelta(days=1)


def filled(house: House, folder: Path) -> dict[str, Any]:
    """What the tries may name, each by a word."""
    twin = Twin(house.database, house.files, NOON)
    there = vars(fill(twin))
    for name, role in ((OTHER, "approver"), (IDLE, "writer"), (BARRED, "admin")):
        mail = f"{name.split()[0].lower()}@example.dk"
        twin.accounts.add(name, mail, role, PASSWORD, COMMAND_LINE, NOON)
    twin.accounts.disable(BARRED, COMMAND_LINE, NOON)
    there |= {"folder": str(folder), "password": PASSWORD, "other": OTHER, "idle": IDLE}
    there |= _words(house) | _kept_back(house) | _of_the_first_story(house, there)
    house.staff_settings.change("core_story", "Vi gør det sammen.", OTHER, NOON, 0)
    day = NOON.date().replace(year=2018)
    house.archiving.add(pdf("Nyt om efteråret"), "Efterår", day, "Ib Skov", NOON)
    there |= _post(house) | _issues(house, there["approved_block"]) | _people(house)
    return there | _files(folder)


def _story(house: House, title: str, by: str = OTHER) -> tuple[int, Mapping[str, int]]:
    """A story without findings, and its drafts by channel."""
    text = f"{title}: vi mødes hver uge, og alle er velkomne."
    story = house.drafting.add_story(title, text, by, NOON)
    house.drafting.draft_missing(NOON)
    with house.read() as tx:
        return story.id, {one.channel: one.id for one in tx.drafts.all(story_id=story.id)}


def _words(house: House) -> dict[str, Any]:
    ready, drafts = _story(house, "Strikkecafé")
    with house.read() as tx:
        content = tx.drafts.get(drafts["facebook"]).content
    longer = replace(content, text=f"{content.text} Kom selv.")
    version = house.review.edit(drafts["facebook"], longer, OTHER, NOON).version
    (_, yes), (_, free) = (_story(house, title) for title in ("Kaffe og kage", "Gåtur"))
    for draft in (*yes.values(), *free.values()):
        house.review.approve(draft, "Ib Skov", NOON)
    moved, posted = _story(house, "Besøg på museet")
    out = posted["facebook"]
    put_out(house.database, out, NOON)
    event = Event(TOMORROW, place="Museet")
    change = EventChange(moved, Change.CANCELLED, (event,), (), OTHER)
    with house.database.begin() as tx:
        tx.event_changes.add(change, NOON)
    own = {f"own_{role}": _story(house, f"Eget {role}", who)[1] for role, who in WHO.items()}
    return {
        "ready": ready,
        "draft": drafts["facebook"],
        "version": version,
        "approved": yes["facebook"],
        "out": out,
        "moved": moved,
        "approved_block": yes["newsletter"],
        **{name: made["facebook"] for name, made in own.items()},
    }


def _kept_back(house: House) -> dict[str, Any]:
    """Stories that wait, were rejected, or need an approver; a correction of themes; a stop."""
    waiting, _ = _story(house, "Venter")
    gone, _ = _story(house, "Dublet")
    party, _ = _story(house, "Valgmøde")
    twin, _ = _story(house, "Valgmøde igen")
    merged, _ = _story(house, "Lagt sammen")
    house.grouping.merge(gone, merged, OTHER, NOON)
    rejection = house.sorting.reject([gone], OTHER, "Dublet", NOON).id
    house.theming.correct(party, [12], OTHER, NOON)
    with house.database.begin() as tx:
        tx.stories.move(waiting, tx.stories.get(waiting).status, StoryStatus.WAITING)
        tx.findings.add(party, [Finding(Kind.PARTY, "body", 0, 8, "Valgmøde")], NOON)
        tx.holds.put("facebook", "Adgangen er udløbet", OTHER, NOON)
        (correction,) = tx.theme_corrections.all()
    return {
        "waiting": waiting,
        "party": party,
        "twin": twin,
        "merged": merged,
        "rejection": rejection,
        "correction": correction.id,
    }


def _of_the_first_story(house: House, there: Mapping[str, Any]) -> dict[str, Any]:
    """A task, and what a machine read in a poster."""
    poster = Picture("plakat.jpg", b"x", reading="Loppemarked lørdag 10-15")
    with house.database.begin() as tx:
        tx.tasks.add(Task("ned", TAKE_DOWN, "Tag opslaget ned", story_id=there["story"]), NOON)
        story = tx.stories.get(there["story"])
        assert story.item_id is not None
        tx.readings.put(story.item_id, Item(Disposition.STORY, "event", "", "", pictures=(poster,)))
        (task,) = tx.tasks.open(TAKE_DOWN)
    return {"task": task.id, "story_item": story.item_id, "photo_id": story.photos[0].id}


def _post(house: House) -> dict[str, Any]:
    """A mail with its bytes, one that came back, one that was set aside."""
    raw = mail_bytes(subject="Må hunden komme med?", text="Må hunden komme med?")
    digest = house.files.put(raw)
    mette = Address("Mette Holm", "mette.holm@example.dk")
    with house.database.begin() as tx:
        kept = RawMessage("inbox", "9", digest, len(raw), NOON, RawState.READ)
        raw_id = tx.raw_messages.add(kept)
        asked = Item(Disposition.QUESTION, None, "", "Må hunden med?", sender=mette, subject="Hund")
        asked = replace(asked, answer=Answer(mette.email))
        mail = tx.items.add(asked, source="inbox", external_key="9", raw_id=raw_id, received=NOON)
        back = replace(asked, disposition=Disposition.BOUNCE)
        item = tx.items.add(back, source="inbox", external_key="8", raw_id=None, received=NOON)
        assert item is not None
        tx.bounces.add(item, [Returned("a@example.dk", "failed", "5.1.1", "")], NOON)
        (bounce,) = tx.bounces.of_item(item)
        aside = RawMessage("inbox", "7", digest, len(raw), NOON, RawState.SET_ASIDE, "For stor.")
        return {"mail": mail, "bounce": bounce.id, "aside": tx.raw_messages.add(aside)}


def _issues(house: House, block: int) -> dict[str, Any]:
    """One to approve, one held back, one on its way, one paused, and a correction of one sent."""
    with house.database.begin() as tx:
        draft = tx.drafts.get(block)
        one = Issue(
            title="Nyt fra Strategi for Udsathed – uge 50",
            preheader="Kaffe og kage",
            week="2026-W50",
            items=(IssueItem(block, draft.version, draft.content_hash, 0),),
            due_at=NOON + timedelta(days=14),
        )
        held = replace(one, week="2026-W51", status=IssueStatus.HELD, items=())
        story = tx.stories.add(Story("Kage", "Vi bager kage."), NOON)
        second = tx.drafts.add(Draft(story, "newsletter", Content("Kage", "Vi bager.")), NOON)
        assert second is not None
        more = IssueItem(second, 1, tx.drafts.get(second).content_hash, 1)
        composed = tx.issues.add(replace(one, items=(*one.items, more)), NOON)
        old = tx.issues.add(replace(held, week="2026-W46", status=IssueStatus.SENT), NOON)
        on_its_way = replace(held, week="2026-W52", status=IssueStatus.SENDING)
        paused = tx.issues.add(replace(on_its_way, week="2026-W53"), NOON)
        assert old is not None
        assert paused is not None
        tx.holds.put(of_issue(paused), "Vent", OTHER, NOON)
        made = {
            "composed": composed,
            "second_block": second,
            "held": tx.issues.add(held, NOON),
            "sending": tx.issues.add(on_its_way, NOON),
            "paused": paused,
        }
    fix = house.issue_corrections.correct(old, "Det er onsdag, ikke tirsdag.", OTHER, NOON)
    return {**made, "fix": fix.id}


def _people(house: House) -> dict[str, Any]:
    """Readers, absences, a link, a session of each: what people's own actions are about."""
    told: dict[str, Any] = {}
    with house.database.begin() as tx:
        paused = Subscriber("pause@example.dk", "pause", "P", SubscriberStatus.SUPPRESSED)
        tx.subscribers.add(paused, NOON)
        tx.subscribers.add(Subscriber("ny@example.dk", "ny", "N", SubscriberStatus.PENDING), NOON)
        accounts = {one.name: one.id for one in tx.staff.all()}
        tx.password_links.add(accounts[IDLE], "et-link", OTHER, NOON, TOMORROW)
    for role, who in {**WHO, "other": OTHER}.items():
        away = house.absences.add(who, TOMORROW.date(), TOMORROW.date(), "", who, NOON)
        told[f"absence_{role}"] = away.id
    return {**told, "idle_id": accounts[IDLE], "link": "et-link"}


def _files(folder: Path) -> dict[str, Any]:
    """What commands read."""
    texts = {
        "words": ("ord.txt", "Vi mødes hver uge.\n"),
        "readers": ("laesere.csv", "email,name\nkaj@example.dk,Kaj\n"),
        "counts": ("tal.csv", "date,followers\n2026-11-01,940\n"),
        "eml": ("mail.eml", mail_bytes(subject="Hej", text="Vi mødes.").decode()),
    }
    for name, text in texts.values():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "nyt.jpg").write_bytes(picture("#aa3377"))
    (folder / "foraar.pdf").write_bytes(pdf("Nyt om foråret i byen"))
    made = {key: str(folder / name) for key, (name, _) in texts.items()}
    return {**made, "pdf": str(folder / "foraar.pdf")}
