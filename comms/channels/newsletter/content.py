"""What an issue is made of when it is rendered; nothing here knows of drafts or the store."""

from dataclasses import dataclass
from itertools import groupby

from comms.model.issue import KNOWLEDGE

MORE = "Flere historier"  # the heading of stories without a section


@dataclass(frozen=True)
class Picture:
    """url: absolute, where the public can fetch it. width, height: pixels of the file.

    digest: of its bytes, so that it can be found again when its consent is withdrawn.
    """

    url: str
    alt: str
    width: int
    height: int
    credit: str = ""
    digest: str = ""

    def within(self, width: int, height: int) -> tuple[int, int]:
        """The size it is shown in, in CSS pixels, its sides in proportion; never enlarged."""
        if self.width < 1 or self.height < 1:
            return (width, 0)
        scale = min(width / self.width, height / self.height, 1.0)
        return (max(1, round(self.width * scale)), max(1, round(self.height * scale)))


@dataclass(frozen=True)
class Block:
    """One story. text: plain; a blank line begins a paragraph, `- ` an item of a list."""

    title: str
    text: str
    link: str = ""
    picture: Picture | None = None
    section: str = ""
    story_id: int = 0


@dataclass(frozen=True)
class Occasion:
    """One line under `Det sker`. when: already Danish, `tirsdag den 3. marts kl. 17.00–19.00`.

    signup_by: the last day of signing up, in Danish too. price: as a person wrote it.
    """

    title: str
    when: str
    place: str = ""
    signup_by: str = ""
    price: str = ""
    story_id: int = 0


@dataclass(frozen=True)
class Part:
    """Stories under one heading."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class IssueContent:
    """One issue in the order it is read; the first block is the lead.

    title: its heading. subject: what a mailbox shows, the title when it is empty; preheader: what
    it shows after it. core_version: which version of the core story that is; None: there is none.
    """

    title: str
    preheader: str
    blocks: tuple[Block, ...]
    intro: str = ""
    occasions: tuple[Occasion, ...] = ()
    contribute: str = ""
    core_story: str = ""
    archive_url: str = ""
    subject: str = ""
    core_version: int | None = None

    @property
    def lead(self) -> Block | None:
        """What stands on top."""
        return self.blocks[0] if self.blocks else None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The stories after the lead, by section; knowledge stands by itself."""
        told = [block for block in self.blocks[1:] if block.section != KNOWLEDGE]
        found = groupby(told, key=lambda block: block.section)
        return tuple(Part(name or MORE, tuple(blocks)) for name, blocks in found)

    @property
    def knowledge(self) -> tuple[Block, ...]:
        """What is worth knowing."""
        return tuple(block for block in self.blocks[1:] if block.section == KNOWLEDGE)


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
