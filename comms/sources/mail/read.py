"""Raw bytes → Mail: the one way in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from comms.errors import BadInput
from comms.model.mail import NOBODY, Address, Document, Invitation, Mail, Picture
from comms.sources.mail import (
    body,
    documents,
    edges,
    forms,
    hidden,
    history,
    invitations,
    pictures,
    tnef,
)
from comms.sources.mail.addresses import address, addresses, behind_list, moment
from comms.sources.mail.layout import tidy
from comms.sources.mail.limits import Limits
from comms.sources.mail.signature import split_signature
from comms.sources.mail.tree import Letter, Part, read_tree
from comms.sources.mail.words import header

DEFAULT = Limits()
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_PROTECTED = ("application/x-microsoft-rpmsg-message",)
_TWO_FORMS = "mailens to former siger ikke det samme: den, der ikke vises, ligger ved citaterne"
_KEPT_APART = ("message/delivery-status", "message/disposition-notification", "text/rfc822-headers")


@dataclass(frozen=True)
class Beside:
    """What lies beside the text."""

    pictures: tuple[Picture, ...] = ()
    documents: tuple[Document, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    problems: tuple[str, ...] = ()


def read(raw: bytes, limits: Limits = DEFAULT, mailbox: str = "") -> Mail:
    """Read a mail. mailbox: our own address, so that our own mail in a quote is known as ours.

    Raises TooBig beyond a limit and BadInput when it is no mail or is encrypted; nothing else.
    """
    letter = read_tree(raw, limits)
    return _whole(letter, limits, mailbox)


def _whole(letter: Letter, limits: Limits, mailbox: str) -> Mail:
    """The mail; where another is attached, that one (to the innermost) is the contribution."""
    _refuse_sealed(letter)
    outer = _one(letter, limits, mailbox)
    inside = [_whole(inner, limits, mailbox) for inner in letter.attached]
    if letter.mime == "multipart/report":  # what came back is ours, and is searched as a quote is
        came_back = (_as_file(one).text for one in inside)
        return replace(outer, quoted=tidy("\n\n".join(filter(None, [outer.quoted, *came_back]))))
    if not inside:
        return outer
    return _beside_it(_as_forward(outer, inside[0]), inside[1:])


def _beside_it(mail: Mail, others: list[Mail]) -> Mail:
    """More attached mails are kept as files: what they say is searched and shown, too."""
    if not others:
        return mail
    files = tuple(_as_file(other) for other in others)
    problem = f"mailen har {len(others) + 1} vedhæftede mails: den første er læst som bidraget"
    return replace(
        mail,
        documents=mail.documents + files + tuple(d for o in others for d in o.documents),
        pictures=mail.pictures + tuple(p for o in others for p in o.pictures),
        invitations=mail.invitations + tuple(i for o in others for i in o.invitations),
        problems=(*mail.problems, problem),
    )


def _as_file(mail: Mail) -> Document:
    said = [mail.title, mail.text, mail.signature, mail.quoted, *mail.footers]
    text = tidy("\n\n".join(filter(None, said)))
    return Document(f"{mail.title or 'mail'}.eml", "message/rfc822", len(text), text)


def _refuse_sealed(letter: Letter) -> None:
    """Encrypted mail is for staff with the key; a clear-signed one can be read (RFC 8551, 3.5)."""
    for part in letter.parts:
        if part.mime in _PROTECTED:
            raise BadInput("mailen er beskyttet (Microsoft): læs den i postkassen")
        if part.mime not in _SEALED and not part.name.lower().endswith(".p7m"):
            continue
        if "signed-data" in letter.header("content-type"):
            raise BadInput("mailen er underskrevet og lukket (S/MIME): læs den i postkassen")
        raise BadInput("mailen er krypteret (S/MIME eller PGP): læs den i postkassen")


def _one(letter: Letter, limits: Limits, mailbox: str) -> Mail:
    parts, problems = _unpacked(letter.parts, limits)
    sender = behind_list(
        address(_raw(letter, "from") or _raw(letter, "sender")),
        address(_raw(letter, "x-original-from")),
        addresses(_raw(letter, "reply-to")),
    )
    subject = letter.header("subject")
    written = body.read_body(parts, limits)
    text = edges.cut_banner(edges.unarmoured(written.text))
    past = history.split(text, subject, lambda who: who.email.lower() == mailbox.lower() != "")
    inner = edges.cut_banner(past.text) if past.forwarded else past.text
    form = None if past.forwarded else forms.read_form(inner)
    author = past.author if past.forwarded else form.author if form else sender
    said, footers = edges.cut_footers(form.message if form else inner)
    said, signature = split_signature(said, author.name, author.email.partition("@")[0])
    intro, intro_footers = edges.cut_footers(past.intro)
    beside = _beside(parts, limits, said)
    said = _with_comments(said, beside.invitations)
    title = past.subject if past.forwarded and past.subject else history.title_of(subject)
    sent = moment(_raw(letter, "date"))
    return Mail(
        sender=sender,
        author=author if author != NOBODY else sender,
        forwarded_by=sender if past.forwarded else None,
        to=addresses(_raw(letter, "to")) + addresses(_raw(letter, "cc")),
        subject=subject,
        title=title,
        written=past.sent or sent,
        sent=sent,
        message_id=_raw(letter, "message-id").strip()[:400],
        headers=tuple((name, header(value)) for name, value in letter.headers),
        text=said,
        intro=intro,
        signature=signature,
        quoted=tidy("\n\n".join(filter(None, [past.quoted, written.other]))),
        footers=(*footers, *intro_footers),
        hidden=hidden.hidden_words(parts, limits),
        form=form.fields if form else (),
        pictures=beside.pictures,
        documents=beside.documents,
        invitations=beside.invitations,
        parts=(letter.mime, *(part.mime for part in letter.parts)),
        problems=(*problems, *([_TWO_FORMS] if written.other else []), *beside.problems),
    )


def _with_comments(said: str, invitations: tuple[Invitation, ...]) -> str:
    """An answer to an invitation may hold its words in the calendar part alone."""
    answers = [one for one in invitations if one.method in ("REPLY", "COUNTER")]
    words = [one.comment for one in answers if one.comment and one.comment not in said]
    return tidy("\n\n".join([said, *words]))


def _unpacked(parts: Iterable[Part], limits: Limits) -> tuple[tuple[Part, ...], list[str]]:
    """The parts with those of winmail.dat in its place."""
    out: list[Part] = []
    problems = []
    parts = tuple(parts)
    has_text = any(body.is_text(p) and p.raw.strip() for p in parts)
    for part in parts:
        if tnef.is_tnef(part):
            inside, problem = tnef.unpacked(part, limits)
            out += [p for p in inside if not (has_text and body.is_text(p))]
            problems += [problem] if problem else []
        else:
            out.append(part)
    return tuple(out), problems


def _beside(parts: tuple[Part, ...], limits: Limits, said: str) -> Beside:
    found = Beside()
    logos = _logo_places(said)
    room = pictures.Room(limits.bitmaps)
    for part in parts:
        if body.is_text(part) or part.mime in _KEPT_APART or part.mime.startswith("multipart/"):
            continue
        if pictures.is_picture(part):
            room.left = room.left if len(found.pictures) < limits.pictures else 0
            in_signature = part.content_id in logos
            one = pictures.read_picture(part, limits, in_signature=in_signature, room=room)
            if _is_repeated(part, parts):
                one = replace(one, editorial=False)
            found = replace(found, pictures=(*found.pictures, one))
        elif invitations.is_calendar(part):
            # Google and Outlook send the same calendar as a part and as a file.
            told = invitations.read_invitations(part)
            more = tuple(one for one in told if one not in found.invitations)
            found = replace(found, invitations=(*found.invitations, *more))
        elif part.mime not in ("application/pkcs7-signature", "application/pgp-signature"):
            one_more = documents.read_document(part, limits)
            found = replace(found, documents=(*found.documents, one_more))
    files: tuple[Picture | Document, ...] = (*found.pictures, *found.documents)
    broken = [f"{file.name}: {file.problem}" for file in files if file.problem]
    broken += [i.problem for i in found.invitations if i.problem]
    broken += [_renewed(i.sequence) for i in found.invitations if i.sequence and not i.cancelled]
    return replace(found, problems=tuple(broken))


def _is_repeated(part: Part, parts: tuple[Part, ...]) -> bool:
    """A picture that the text shows twice is a logo or a line; a file sent twice is one photo."""
    same = [one for one in parts if len(one.raw) == len(part.raw) and one.raw == part.raw]
    shown = [one for one in same if one.content_id and one.disposition != "attachment"]
    return len(shown) > 1 or same[0] is not part


def _renewed(sequence: int) -> str:
    return f"kalenderen: ændring nr. {sequence} af noget, vi er inviteret til før"


def _logo_places(said: str) -> frozenset[str]:
    return frozenset(re.findall(r"\[cid:([^\]\s]{1,200})\]", said))


def _as_forward(outer: Mail, inner: Mail) -> Mail:
    """The attached mail is the contribution; who attached it is its forwarder."""
    return replace(
        outer,
        author=inner.author,
        forwarded_by=outer.sender,
        title=inner.title or outer.title,
        written=inner.written or outer.written,
        text=inner.text,
        intro=tidy("\n\n".join(filter(None, [outer.text, outer.signature, inner.intro]))),
        signature=inner.signature,
        quoted=tidy("\n\n".join(filter(None, [outer.quoted, inner.quoted]))),
        footers=outer.footers + inner.footers,
        hidden=tidy("\n".join(filter(None, [outer.hidden, inner.hidden]))),
        pictures=inner.pictures + outer.pictures,
        documents=inner.documents + outer.documents,
        invitations=inner.invitations + outer.invitations,
        parts=outer.parts + inner.parts,
        problems=outer.problems + inner.problems,
    )


def _raw(letter: Letter, name: str) -> str:
    return next((value for key, value in letter.headers if key == name), "")


def is_ours(who: Address, mailbox: str) -> bool:
    """Is it the mailbox itself?"""
    return bool(mailbox) and who.email.lower() == mailbox.lower()
