"""What intake notices about people and rules in a mail: the findings of DOMAIN.md."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from comms.danish import names, people
from comms.danish.embargo import find_embargo
from comms.danish.name_lines import unsigned
from comms.danish.secrecy import is_secrecy
from comms.model.mail import Mail
from comms.model.organisations import find_sponsor, party_sender
from comms.model.photo import Photo
from comms.model.pictured import named_for_people, people_pictured, shows_people
from comms.model.privacy import Finding, Kind, Piece, cpr_numbers


def pieces(mail: Mail) -> tuple[Piece, ...]:
    """Everything in a mail that may hold words, with where it stands."""
    return tuple(piece for piece in _pieces(mail) if piece.text)


def _pieces(mail: Mail) -> Iterator[Piece]:
    yield Piece("body", mail.text)
    yield Piece("subject", mail.subject)
    yield Piece("intro", mail.intro)
    yield Piece("signature", mail.signature)
    yield Piece("quoted", mail.quoted)
    yield Piece("footer", "\n".join(mail.footers))
    yield Piece("form", _fields(mail))
    yield Piece("hidden", mail.hidden)
    for one in mail.documents:
        yield Piece(f"attachment:{one.name}", one.text)
        yield Piece(f"filename:{one.name}", one.name)
    for picture in mail.pictures:
        yield Piece(f"filename:{picture.name}", picture.name)
        yield Piece(f"alt:{picture.name}", picture.alt)
        yield _metadata(picture.name, picture.metadata)
    for invitation in mail.invitations:
        words = (invitation.summary, invitation.description, invitation.location)
        yield Piece("calendar", "\n".join(words))


def findings(
    mail: Mail, *, confidential: bool, embargo: bool, until: datetime | None = None
) -> tuple[Finding, ...]:
    """Everything to settle, except what depends on the kind of story.

    embargo: a time is told before which it may not go out; until: that time (aware).
    """
    told = (Piece("body", mail.text), *_flyers(mail))
    found = [
        *cpr_numbers(pieces(mail)),
        *_people(mail, told),
        *_pictures(mail),
        *_organisations(mail),
        *_embargo(
            (*told, Piece("subject", mail.subject), Piece("intro", mail.intro)),
            embargo=embargo,
            until=until,
        ),
    ]
    if confidential or _is_secret(mail):
        found.append(Finding(Kind.CONFIDENTIAL_FOOTER, "footer", text=" ".join(mail.footers)[:200]))
    return tuple(found)


def in_words(pieces: Iterable[Piece]) -> tuple[Finding, ...]:
    """CPR numbers and what is told of people in words that somebody wrote into a draft."""
    written = tuple(pieces)
    return (*cpr_numbers(written), *_told_of(written), *_named(written))


def in_photos(photos: Iterable[Photo]) -> tuple[Finding, ...]:
    """What stands on and in photos that came without a mail: names, texts, where it was taken."""
    told: list[Piece] = []
    found: list[Finding] = []
    for photo in photos:
        told.append(Piece(f"alt:{photo.name}", photo.alt))
        silent = (Piece(f"filename:{photo.name}", photo.name), _metadata(photo.name, photo.notes))
        found += cpr_numbers(silent)
        found += [Finding(Kind.EXIF_GPS, f"picture:{photo.name}")] if photo.gps else []
    return (*in_words(told), *found)


def _embargo(
    pieces: Iterable[Piece], *, embargo: bool, until: datetime | None
) -> Iterator[Finding]:
    for piece in pieces:
        if held := find_embargo(piece.text):
            yield replace(_at(Kind.PRESS_EMBARGO, piece, held.start, held.end), until=until)
            return
    if embargo:
        yield Finding(Kind.PRESS_EMBARGO, "body", until=until)


def _at(kind: Kind, piece: Piece, start: int, end: int) -> Finding:
    return Finding(kind, piece.where, start, end, piece.text[start:end][:200])


def _fields(mail: Mail) -> str:
    return "\n".join(f"{key}: {value}" for key, value in mail.form)


def _flyers(mail: Mail) -> tuple[Piece, ...]:
    return tuple(Piece(f"attachment:{d.name}", d.text) for d in mail.documents if d.text)


def _metadata(name: str, notes: str) -> Piece:
    return Piece(f"metadata:{name}", notes)


def _people(mail: Mail, told: tuple[Piece, ...]) -> Iterator[Finding]:
    """In all that may be told: text, flyers, headline, and the alternative texts of pictures."""
    yield from _told_of(told)
    fields = Piece("form", _fields(mail))
    yield from (_at(Kind.PHONE, fields, one.start, one.end) for one in people.phones(fields.text))
    alts = (Piece(f"alt:{one.name}", one.alt) for one in mail.pictures if one.editorial)
    intro = Piece("intro", unsigned(mail.intro))
    yield from _named((*told, intro, Piece("subject", mail.title), *alts))


def _told_of(pieces: Iterable[Piece]) -> Iterator[Finding]:
    """Phones, health, children and danger."""
    for piece in pieces:
        for kind, search in (
            (Kind.PHONE, people.phones),
            (Kind.HEALTH, people.health),
            (Kind.MINOR, people.minors),
            (Kind.ACUTE, people.danger),
        ):
            for one in search(piece.text):
                yield _at(kind, piece, one.start, one.end)


def _named(pieces: Iterable[Piece]) -> Iterator[Finding]:
    for piece in pieces:
        for name in names.find(piece.text):
            yield _at(Kind.NAMED_PERSON, piece, name.start, name.end)


def _pictures(mail: Mail) -> Iterator[Finding]:
    shown = [p for p in mail.pictures if p.editorial]
    for picture in shown:
        if picture.gps:
            yield Finding(Kind.EXIF_GPS, f"picture:{picture.name}")
    if not shown:
        return
    for piece in (Piece("body", mail.text), *_flyers(mail)):
        if told := people_pictured(piece.text):
            yield _at(Kind.PHOTO_WITH_PEOPLE, piece, told.start, told.end)
            return
    for picture in shown:
        if shows_people(picture.alt):
            yield Finding(
                Kind.PHOTO_WITH_PEOPLE,
                f"alt:{picture.name}",
                0,
                len(picture.alt),
                picture.alt[:200],
            )
            return
        if named_for_people(picture.name):
            yield Finding(
                Kind.PHOTO_WITH_PEOPLE,
                f"filename:{picture.name}",
                0,
                len(picture.name),
                picture.name,
            )
            return


def _organisations(mail: Mail) -> Iterator[Finding]:
    if words := party_sender(mail):
        yield Finding(Kind.PARTY, "sender", text=words)
    for piece in (Piece("body", mail.text), *_flyers(mail)):
        if span := find_sponsor(piece.text):
            yield _at(Kind.SPONSORED, piece, *span)
            return


def _is_secret(mail: Mail) -> bool:
    """Does any paragraph of the mail, or of what a forwarder put above it, bind to secrecy?"""
    texts = (mail.text, mail.intro, mail.signature, *mail.footers)
    return any(is_secrecy(part) for text in texts for part in text.split("\n\n"))
