"""Which photos keep a draft from going out, and what each of them lacks (DOMAIN rule 3)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from comms.model.hindrance import Hindrance
from comms.model.photo import Lack, Photo, PhotoUse, ended, lacks
from comms.model.privacy import WRITERS, Kind
from comms.model.story import Story
from comms.model.whereabouts import masked

WITHDRAWN = "Samtykket til bidraget er trukket tilbage. Det må ikke sendes ud."


def photo_hindrances(
    uses: Sequence[PhotoUse], photos: Sequence[Photo], on: date
) -> Iterator[Hindrance]:
    """What is missing of each photo that a draft shows. on: the day it would go out."""
    known = {photo.digest: photo for photo in photos}
    for number, use in enumerate(uses, 1):
        photo = known.get(use.digest)
        if photo is None:
            says = f"Billede {number} findes ikke længere hos bidraget. Tag det ud."
            yield Hindrance("photo_lost", says, WRITERS, photo=number)
        else:
            yield from _of(number, replace(photo, alt=use.alt), on)


def unfit(uses: Sequence[PhotoUse], story: Story, on: date) -> str:
    """Why a draft that was approved may not go out on that day after all, for staff; or ''."""
    if story.withdrawn_at is not None:
        return WITHDRAWN
    ends = [h.says for h in photo_hindrances(uses, story.photos, on) if h.kind == "photo_ended"]
    return " ".join(ends)


def _of(number: int, photo: Photo, on: date) -> Iterator[Hindrance]:
    name = f"Billede {number}"
    which = f"{name} ({masked(photo.name)})" if photo.name else name
    if over := ended(photo, on):
        says = f"{which} kan ikke bruges. {over} Tag det ud af udkastet."
        yield Hindrance("photo_ended", says, WRITERS, photo=number)
        return
    if not photo.alt.strip():
        says = f"{name} mangler en alternativ tekst, der siger, hvad det viser."
        yield Hindrance("alt_text", says, WRITERS, where=f"alt:{number}", photo=number)
    if says := _lacking(which, photo, lacks(photo)):
        where = f"photo:{number}"
        yield Hindrance(Kind.PHOTO_WITH_PEOPLE, says, WRITERS, where=where, photo=number)


def _lacking(which: str, photo: Photo, missing: Sequence[Lack]) -> str:
    if photo.people is None:
        return f"{which}: er der mennesker, som kan genkendes? Det skal besvares først."
    what = [one.what for one in missing if one.field != "alt"]
    shows = " viser mennesker og" if photo.people else ""
    return f"{which}{shows} mangler {_listed(what)}." if what else ""


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"
