"""What each channel takes, and how long its texts are read to the end."""

from dataclasses import dataclass

from comms.errors import UsageError
from comms.model.draft import Act, Content

TITLE_LENGTH = 120
LINK_LENGTH = 2000
ALT_LENGTH = 500


@dataclass(frozen=True)
class Takes:
    """text: characters at most. good: longer texts are seldom read to the end (advice).

    good_title: characters of a heading that is taken in at a glance (advice).
    photos: at most so many.
    """

    text: int
    good: int
    photos: int
    good_title: int = TITLE_LENGTH


# Graph API, Page feed: a message holds 63,206 characters, attached_media ten photos.
TAKES: dict[str, Takes] = {
    "facebook": Takes(text=63_206, good=1500, photos=10),
    "newsletter": Takes(text=10_000, good=700, photos=1, good_title=60),
    "press": Takes(text=20_000, good=3000, photos=3, good_title=80),
}
_ANY = Takes(text=10_000, good=1500, photos=10)


NAMES = {"facebook": "Facebook", "newsletter": "Nyhedsbrev", "press": "Presse"}


def called(channel: str, act: Act = Act.POST) -> str:
    """What staff call a draft: by its channel, a correction by what it does there."""
    name = NAMES.get(channel, channel)
    if act is Act.TAKE_DOWN:
        return f"Tag ned fra {name}"
    return f"Rettelse på {name}" if act is Act.EDIT else name


@dataclass(frozen=True)
class Wrong:
    """field: title, text, link or photos. says: a Danish sentence."""

    field: str
    says: str


def takes(channel: str) -> Takes:
    """The limits of a channel; those of an ordinary post for one that is not known."""
    return TAKES.get(channel, _ANY)


def wrong_with(channel: str, content: Content) -> tuple[Wrong, ...]:
    """Everything that keeps `content` from being kept as a draft of the channel."""
    most = takes(channel)
    found = [*_words(content, most), *_link(content.link)]
    if len(content.photos) > most.photos:
        only = "ét billede" if most.photos == 1 else f"{most.photos} billeder"
        found.append(Wrong("photos", f"Der er valgt {len(content.photos)} billeder. Tag {only}."))
    return tuple(found)


def refuse(channel: str, content: Content) -> None:
    """Raises UsageError with all that is wrong at once."""
    if found := wrong_with(channel, content):
        raise UsageError(" ".join(one.says for one in found))


def _words(content: Content, most: Takes) -> list[Wrong]:
    found = []
    if not content.title.strip():
        found.append(Wrong("title", "Skriv en overskrift."))
    if (length := len(content.title)) > TITLE_LENGTH:
        says = f"Overskriften er på {length} tegn. Højst {TITLE_LENGTH}."
        found.append(Wrong("title", says))
    if not content.text.strip():
        found.append(Wrong("text", "Skriv en tekst."))
    if (length := len(content.text)) > most.text:
        found.append(Wrong("text", f"Teksten er på {length} tegn. Højst {most.text}."))
    return found


def _link(link: str) -> list[Wrong]:
    if not link:
        return []
    if not link.startswith(("http://", "https://")) or len(link.split()) > 1:
        return [Wrong("link", "Et link skal begynde med http:// eller https://.")]
    if len(link) > LINK_LENGTH:
        return [Wrong("link", f"Linket er på {len(link)} tegn. Højst {LINK_LENGTH}.")]
    return []
