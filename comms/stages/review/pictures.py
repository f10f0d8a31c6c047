"""What staff know of a photo, and how it reaches the drafts that show it (DOMAIN rule 3)."""

from dataclasses import replace
from datetime import datetime

from comms.danish.calendar import long_date
from comms.errors import NotAllowed, NotFound, UsageError
from comms.model.clearance import Clearance
from comms.model.draft import Act, Draft, Status
from comms.model.event import day_of
from comms.model.grounds import GROUNDS, PhotoGround, read_ground
from comms.model.photo import Photo, PhotoUse
from comms.stages.review.ground import reword
from comms.store.transaction import Transaction


def settle(tx: Transaction, photo: Photo, who: str, now: datetime) -> Photo:
    """Store what is known of a photo. Its alternative text reaches the drafts of all channels.

    Raises UsageError for a ground that is none or a last day that is past, NotAllowed when the
    consent was withdrawn.
    """
    before = _stored(tx, photo)
    if before.withdrawn_at is not None:
        raise NotAllowed("Samtykket til billedet er trukket tilbage. Det kan ikke bruges.")
    if photo.expires_on is not None and photo.expires_on < day_of(now):
        raise UsageError(f"Sidste dag er gået: {long_date(photo.expires_on)}.")
    told = _checked(photo)
    tx.stories.settle_photo(told)
    words = {"people": told.people, "ground": told.ground, "ref": told.reference}
    tx.audit.record(who, "settle photo", "story", photo.story_id, now, photo.digest, **words)
    if told.alt and told.alt != before.alt:
        _retell(tx, before, told, who, now)
    return told


def adopt(tx: Transaction, draft: Draft, who: str, now: datetime) -> None:
    """What a draft says of a photo that has no alternative text yet becomes the photo's own, and
    reaches the other drafts: it is typed once. What differs after that is that draft's alone.
    """
    said = {use.digest: use.alt.strip() for use in draft.content.photos if use.alt.strip()}
    for photo in tx.stories.get(draft.story_id).photos:
        if photo.digest in said and not photo.alt and photo.withdrawn_at is None:
            told = replace(photo, alt=said[photo.digest])
            tx.stories.settle_photo(told)
            tx.audit.record(who, "settle photo", "story", photo.story_id, now, photo.digest)
            _retell(tx, photo, told, who, now)


def show_people(tx: Transaction, answer: Clearance, who: str, now: datetime) -> None:
    """One answer for all photos of a story of which nobody said that they show no one."""
    for photo in tx.stories.get(answer.story_id).photos:
        if photo.people is not False and photo.withdrawn_at is None:
            told = replace(
                photo,
                people=True,
                ground=answer.ground,
                purpose=photo.purpose or answer.reason,
                reference=answer.reference or photo.reference,
            )
            settle(tx, told, who, now)


def _stored(tx: Transaction, photo: Photo) -> Photo:
    for one in tx.stories.get(photo.story_id).photos:
        if one.id == photo.id:
            return one
    raise NotFound(f"Bidrag {photo.story_id} har intet billede {photo.id}.")


def _checked(photo: Photo) -> Photo:
    names = ("alt", "credit", "ground", "purpose", "reference", "permission")
    told = replace(photo, **{name: getattr(photo, name).strip() for name in names})
    if not told.people:
        return replace(told, ground="", purpose="", reference="")
    if not told.ground:
        return told
    ground = read_ground(told.ground, PhotoGround)
    if ground is None:
        allowed = ", ".join(f"{one} ({GROUNDS[one]})" for one in PhotoGround)
        raise UsageError(f"{told.ground!r} er intet grundlag. Vælg: {allowed}.")
    return replace(told, ground=ground)


def _retell(tx: Transaction, before: Photo, told: Photo, who: str, now: datetime) -> None:
    """Drafts that show the photo without words, or with its old ones, get the new ones.

    Any change waits again, so each is a new version; words of a draft's own are left alone.
    """
    for draft in tx.drafts.all(story_id=told.story_id):
        if draft.act is not Act.POST or draft.status not in (Status.DRAFTED, Status.APPROVED):
            continue
        uses = tuple(
            PhotoUse(use.digest, told.alt)
            if use.digest == told.digest and use.alt in ("", before.alt)
            else use
            for use in draft.content.photos
        )
        if uses != draft.content.photos:
            reword(tx, draft, replace(draft.content, photos=uses), who, now)
