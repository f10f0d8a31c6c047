"""Letters: one-off mail. One text template each; its HTML is the same words in the same look."""

import re
from dataclasses import dataclass

from comms.channels.newsletter.press import Press
from comms.errors import UsageError

KINDS = (
    "notice",
    "reminder",
    "confirm",
    "report",
    "alert",
    "skipped",
    "acknowledgement",
    "left",
    "forward",
    "answer",
    "password_link",
    "sent_back",
    "alone",
    "waiting",
    "morning",
)
SUBJECT = "Emne: "
_GAP = re.compile(r"\n\s*\n\s*\n")  # what a condition in a template leaves behind


@dataclass(frozen=True)
class LetterWords:
    """A letter's words, ready to be written to the pile."""

    subject: str
    text: str
    html: str


def write(press: Press, kind: str, **facts: object) -> LetterWords:
    """The words of one letter.

    kind: one of KINDS. facts: what its template names; a missing one is an error of ours.
    The first line of a template is its subject.
    """
    if kind not in KINDS:
        raise UsageError(f"there is no letter {kind!r} (allowed: {', '.join(KINDS)})")
    template = press.templates.get_template(f"mail/{kind}.txt.j2")
    whole = template.render(facts, sender=press.sender)
    first, _, words = whole.strip().partition("\n")
    subject = " ".join(first.removeprefix(SUBJECT).split())
    words = _GAP.sub("\n\n", words).strip() + "\n"
    return LetterWords(
        subject=f"[Testtilstand] {subject}" if press.banner else subject,
        text=f"*** {press.banner} ***\n\n{words}" if press.banner else words,
        html=_html(press, subject, words),
    )


def _html(press: Press, subject: str, words: str) -> str:
    page = press.templates.get_template("mail/letter.html.j2")
    return page.render(
        subject=subject,
        words=words,
        banner=press.banner,
        light=press.look.light,
        dark=press.look.dark,
        look=press.look,
    )
