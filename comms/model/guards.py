"""What intake notices about people and rules in a mail: the findings of DOMAIN.md."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from comms.danish import names, people
from comms.model.mail import Mail
from comms.model.photo import Photo
from comms.model.privacy import Finding, Kind, Piece, cpr_numbers

_PARTY = re.compile(
    r"\b(?:Socialdemokrati(?:et|erne)?|Venstre|Det\s+Konservative\s+Folkeparti|Konservative|"
    r"Radikale(?:\s+Venstre)?|SF|Socialistisk\s+Folkeparti|Enhedslisten|Liberal\s+Alliance|"
    r"Dansk\s+Folkeparti|Danmarksdemokraterne|Moderaterne|Alternativet|Nye\s+Borgerlige|"
    r"Kristendemokraterne|Borgernes\s+Parti|Frie\s+Grønne|DSU|VU|KU|SFU)\b"
)
_PARTY_ROLE = re.compile(
    r"\b(?:byrådskandidat|folketingskandidat|kandidat|gruppeformand|partiforening|"
    r"vælgerforening|valgkamp|"
    r"stem\s+på|stem\s+personligt|liste\s+[A-ZÆØÅ]|byrådsgruppe|spidskandidat|"
    r"regionsrådskandidat|partiet)\b",
    re.IGNORECASE,
)
_PARTY_DOMAIN = re.compile(
    r"(?:^|[.@-])(?:socialdemokrat\w*|venstre|konservativ\w*|radikale|sf|enhedslisten|"
    r"liberalalliance|"
    r"danskfolkeparti|danmarksdemokraterne|moderaterne|alternativet|nyeborgerlige|kd)(?:[.-]|$)"
)
_SPONSOR = re.compile(
    r"\b(?:hoved|guld|sølv)?sponsor(?:er|eret|erne|en|ater|at)?\b[^.!?\n]{0,80}"
    r"|\bsponsorere[ts]?\b|\b(?:betalt|støttet|doneret|leveret|skænket|finansieret|sponseret|"
    r"givet)\s+af\s+"
    r"[^.!?\n]{0,60}\b(?:A/S|ApS|I/S|IVS|Fonden?|Bank|Sparekasse)\b"
    r"|\bsponse?re[ts]?\s+(?:af|præmi)\w*",
    re.IGNORECASE,
)
_NO_SPONSOR = re.compile(
    r"\b(?:ingen|uden|søger|mangler|leder\s+efter)\s+(?:\w+\s+)?sponsor", re.IGNORECASE
)
_EMBARGO = re.compile(
    r"\bklausul(?:er\w*)?\b|\bembargo\b|\b(?:må|kan)\s+(?:ikke|først|"
    r"tidligst)\s+(?:offentliggøres|udgives|bringes|"
    r"omtales|deles|citeres|trykkes|lægges\s+op)\b|\bpressen\s+må\s+(?:først\s+)?(?:skrive|"
    r"bringe|omtale)|"
    r"\btil\s+offentliggørelse\s+(?:den|fra|tidligst)|\bvent\w*\s+med\s+at\s+(?:dele|bringe|"
    r"offentliggøre|lægge)",
    re.IGNORECASE,
)
_IN_PICTURE = re.compile(
    r"\b(?:på|af)\s+(?:\w+\s+)?(?:billede\w*|foto\w*|den\s+ene|det\s+ene|"
    r"det\s+første)\b[^.!?\n]{0,60}"
    r"\b(?:ses|ser|er\s+det|står|sidder|spiller|smiler|fra\s+venstre)\b"
    r"|\b(?:billede|foto|portræt)\w*\s+(?:er\s+)?af\s+(?!(?:huset|haven|salen|lokalet|bænken|"
    r"plakaten|maden|bygningen)\b)"
    r"|\bfra\s+venstre\b|\bpå\s+billed\w+\s+(?:ses|er)\b|\bbilled\w+\s+viser\s+(?!hus|have|sal)|"
    r"\bgruppebillede|\bholdbillede"
    r"|\bjeg\s+er\s+(?:selv\s+)?(?:på|med\s+på)\s+billed|\bbillede\w*\s+(?:af|med)\s+(?:os|mig|"
    r"holdet|gruppen|deltager)",
    re.IGNORECASE,
)
_IN_NAME = re.compile(
    r"gruppe|hold|deltager|portr[æa]t|familie|børn|boern|frivillige|publikum|folk|mennesker|"
    r"bestyrelse|team|selfie|"
    r"ved\s+bordet|personale|medlemmer",
    re.IGNORECASE,
)
_IN_THE_PICTURE = re.compile(
    r"\b(?:plakat\w*|flyer\w*|opslag\w*|program(?:met)?|invitation\w*|indbydelse\w*|billede\w*|"
    r"vedhæft\w*|folder\w*)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://\S+|www\.\S+")


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
    yield Piece("form", "\n".join(f"{key}: {value}" for key, value in mail.form))
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
        *_embargo((*told, Piece("subject", mail.subject)), embargo=embargo, until=until),
    ]
    if confidential:
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
        if match := _EMBARGO.search(piece.text):
            start, end = match.span()
            yield replace(_at(Kind.PRESS_EMBARGO, piece, start, end), until=until)
            return
    if embargo:
        yield Finding(Kind.PRESS_EMBARGO, "body", until=until)


def only_in_picture(mail: Mail) -> bool:
    """Does the mail point to a poster, and say neither time nor place itself?"""
    return bool(
        any(p.editorial and not p.problem for p in mail.pictures)
        and not mail.flyer
        and len(mail.text.split()) < 60
        and re.search(
            r"\b(?:plakat|flyer|opslag|program|invitation|indbydelse)",
            f"{mail.title} {mail.text}",
            re.IGNORECASE,
        )
        and _IN_THE_PICTURE.search(mail.text)
    )


def only_behind_link(mail: Mail) -> bool:
    """Is a link all there is?"""
    bare = _LINK.sub("", mail.text)
    return bool(_LINK.search(mail.text) and len(bare.split()) <= 20 and not mail.flyer)


def _at(kind: Kind, piece: Piece, start: int, end: int) -> Finding:
    return Finding(kind, piece.where, start, end, piece.text[start:end][:200])


def _flyers(mail: Mail) -> tuple[Piece, ...]:
    return tuple(Piece(f"attachment:{d.name}", d.text) for d in mail.documents if d.text)


def _metadata(name: str, notes: str) -> Piece:
    return Piece(f"metadata:{name}", notes)


def _people(mail: Mail, told: tuple[Piece, ...]) -> Iterator[Finding]:
    """In all that may be told: text, flyers, headline, and the alternative texts of pictures."""
    yield from _told_of(told)
    alts = (Piece(f"alt:{one.name}", one.alt) for one in mail.pictures if one.editorial)
    intro = Piece("intro", _without_signoff(mail.intro))
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


def _without_signoff(intro: str) -> str:
    """What a forwarder wrote, without greeting, name and title below it."""
    head = re.split(
        r"\n\W*(?:\w+\s+){0,3}(?:hilsen|hilsner|mvh|vh|kh|venligst|/\s?[A-ZÆØÅ])",
        intro,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]
    return head.strip()


def _pictures(mail: Mail) -> Iterator[Finding]:
    shown = [p for p in mail.pictures if p.editorial]
    for picture in shown:
        if picture.gps:
            yield Finding(Kind.EXIF_GPS, f"picture:{picture.name}")
    if not shown:
        return
    if match := _IN_PICTURE.search(mail.text):
        yield Finding(
            Kind.PHOTO_WITH_PEOPLE, "body", match.start(), match.end(), match.group()[:200]
        )
        return
    for picture in shown:
        stem = re.sub(r"[_-]+", " ", picture.name.rpartition(".")[0])
        if _IN_NAME.search(stem) or any(
            names.is_given_name(w) for w in stem.split() if w[:1].isupper()
        ):
            yield Finding(
                Kind.PHOTO_WITH_PEOPLE,
                f"filename:{picture.name}",
                0,
                len(picture.name),
                picture.name,
            )
            return


def _organisations(mail: Mail) -> Iterator[Finding]:
    sender = f"{mail.author.name} {mail.signature}"
    match = _PARTY.search(sender)
    role = _PARTY_ROLE.search(f"{sender} {mail.text}")
    if (
        match
        or _PARTY_DOMAIN.search(mail.author.email.lower())
        or (role and _PARTY.search(mail.text))
    ):
        yield Finding(Kind.PARTY, "sender", text=(match.group() if match else mail.author.email))
    for piece in (Piece("body", mail.text), *_flyers(mail)):
        found = _SPONSOR.search(piece.text)
        if found and not _NO_SPONSOR.search(piece.text):
            yield _at(Kind.SPONSORED, piece, found.start(), found.end())
            return
