"""What an issue is made of when it is rendered; nothing here knows of drafts or the store."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """url: absolute, where the public can fetch it. width, height: pixels of the file."""

    url: str
    alt: str
    width: int
    height: int
    credit: str = ""


@dataclass(frozen=True)
class Block:
    """One story. text: plain; a blank line begins a paragraph, `- ` an item of a list."""

    title: str
    text: str
    link: str = ""
    picture: Picture | None = None
    section: str = ""


@dataclass(frozen=True)
class Occasion:
    """One line under `Det sker`. when: already Danish, `tirsdag den 3. marts kl. 17.00–19.00`."""

    title: str
    when: str
    place: str = ""


@dataclass(frozen=True)
class IssueContent:
    """One issue in the order it is read. preheader: what a mailbox shows after the subject."""

    title: str
    preheader: str
    blocks: tuple[Block, ...]
    intro: str = ""
    occasions: tuple[Occasion, ...] = ()
    contribute: str = ""
    core_story: str = ""
    archive_url: str = ""


@dataclass(frozen=True)
class Sender:
    """Who speaks. address: what the mail comes from; reply_to: the shared mailbox."""

    organisation: str
    strategy: str
    address: str
    reply_to: str
    website: str = ""
    facebook_url: str = ""
    was_url: str = ""
    privacy_url: str = ""
    postal_address: str = ""
