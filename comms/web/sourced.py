"""Where a story came from, with the words marked that gave something."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from comms.model.privacy import Finding
from comms.model.story import Story
from comms.model.whereabouts import LONGEST
from comms.sources.mail.history import title_of
from comms.store.items import StoredItem
from comms.store.readings import File, Reading, Told
from comms.web.marks import Marked, Sort, Span, marked, of_events, of_findings, of_themes, sorts_in

NOTHING = Reading()


@dataclass(frozen=True)
class Cut:
    """A part of a mail that is kept apart. name: in Danish."""

    name: str
    text: Marked

    @property
    def is_marked(self) -> bool:
        """Does a finding stand in it?"""
        return bool(sorts_in([self.text]))


@dataclass(frozen=True)
class ReadFile:
    """A file beside the mail, with its words marked. number: counts from 0 in the mail."""

    file: File
    number: int
    text: Marked


@dataclass(frozen=True)
class Origin:
    """A mail or an entry, or what somebody typed, as it came.

    item: None for what was typed. sorts: what is marked anywhere in it.
    """

    item: StoredItem | None
    title: Marked
    body: Marked
    cuts: tuple[Cut, ...]
    files: tuple[ReadFile, ...]
    sorts: frozenset[Sort]

    @property
    def mail_id(self) -> int | None:
        """The mail that can be shown as it looked; None for what came by no mail."""
        item = self.item
        by_mail = item is not None and item.raw_id and not item.source.startswith("feed:")
        return item.id if item is not None and by_mail else None

    @property
    def proposals(self) -> tuple[ReadFile, ...]:
        """Pictures in which a machine read something."""
        return tuple(one for one in self.files if one.file.picture and one.file.text)


def origin(
    story: Story,
    item: StoredItem | None,
    reading: Reading | None,
    found: Sequence[Finding],
    themes: Mapping[int, str],
) -> Origin:
    """found: the story's findings. themes: names by number."""
    read, why = reading or NOTHING, item.why if item else ()
    subject = item.subject if item else story.title
    said = item.body if item else story.text
    title = marked(
        subject,
        [
            *of_findings(subject, found, ("subject", "title")),
            *of_events(read.told, "subject", _stripped(subject)),
            *of_themes(subject, why, themes),
        ],
    )
    body = marked(
        said,
        [
            *of_findings(said, found, ("body", "text")),
            *of_events(read.told, "body"),
            *(span for one in read.files for span in _of_file(one, said, found, read.told)),
            *of_themes(said, why, themes),
        ],
    )
    cuts = _cuts(item, read, found) if item else ()
    files = tuple(_file(one, n, found, read.told) for n, one in enumerate(read.files))
    texts = [title, body, *(cut.text for cut in cuts), *(one.text for one in files)]
    return Origin(item, title, body, cuts, files, sorts_in(texts))


def _of_file(
    file: File, said: str, found: Sequence[Finding], told: Sequence[Told]
) -> Iterator[Span]:
    """A flyer's words stand below the mail's own in what was told."""
    at = said.find(file.text) if file.text and not file.picture else -1
    if at >= 0:
        for one in _spans(file, found, told):
            yield replace(one, start=one.start + at, end=one.end + at)


def _spans(file: File, found: Sequence[Finding], told: Sequence[Told]) -> Iterator[Span]:
    places = (f"{'picture' if file.picture else 'attachment'}:{file.name}"[:LONGEST],)
    yield from of_findings(file.text, found, places)
    yield from of_events(told, f"file:{file.name}")


def _file(file: File, number: int, found: Sequence[Finding], told: Sequence[Told]) -> ReadFile:
    return ReadFile(file, number, marked(file.text, _spans(file, found, told)))


def _cuts(item: StoredItem, read: Reading, found: Sequence[Finding]) -> tuple[Cut, ...]:
    parts = (
        ("Skrevet over den videresendte mail", read.intro, "intro"),
        ("Signatur", item.signature, "signature"),
        ("Citeret fra tidligere mails", item.quoted, "quoted"),
        ("Fast tekst nederst", read.footers, "footer"),
    )
    return tuple(
        Cut(name, marked(text, of_findings(text, found, (place,))))
        for name, text, place in parts
        if text.strip()
    )


def _stripped(subject: str) -> int:
    """How much stands before the title: "SV: ", "VS: "."""
    title = title_of(subject)
    return len(subject) - len(title) if title and subject.endswith(title) else 0
