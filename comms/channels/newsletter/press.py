"""The press that an issue goes through: content → MJML → HTML and text → one compiled message."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from comms.channels.newsletter import markup, prose
from comms.channels.newsletter.compiled import Compiled
from comms.channels.newsletter.content import IssueContent, Sender
from comms.channels.newsletter.look import Look
from comms.wire.smtp_header import mailbox, wire_address, words
from comms.wire.smtp_mould import Hole, body, message

PRACTICE_BANNER = "Testtilstand: intet bliver sendt"
PERSONAL = ("greeting", "leave")
_GAP = re.compile(r"\n(?:[ \t]*\n){2,}")  # what conditions and loops of a template leave behind


@dataclass(frozen=True)
class Rendered:
    """Both parts, with a mark where each personal value goes. marks: mark → name of the value.

    mjml: what the HTML was compiled from.
    """

    html: str
    text: str
    marks: Mapping[str, str]
    mjml: str


class Press:
    """Renders and compiles issues with the templates of one folder.

    templates: the folder that holds `newsletter/` and `mail/`. practice: every mail says that
    nothing is sent. Raises SettingsError when the look cannot be read by everyone.
    """

    def __init__(self, templates: Path, sender: Sender, *, practice: bool) -> None:
        self.sender = sender
        self.banner = PRACTICE_BANNER if practice else ""
        self.look = Look.load(templates / "newsletter" / "look.yaml")
        self.templates = environment(templates)

    def compile(self, issue: IssueContent) -> Compiled:
        """The issue's bytes, encoded once, and its public page."""
        rendered = self.render(issue)
        prefix = "[Testtilstand] " if self.banner else ""
        subject = prefix + (issue.subject or issue.title)
        mould = message(
            self._headers(subject),
            body(rendered.text, _holes(rendered, "t")),
            body(rendered.html, _holes(rendered, "x")),
        )
        return Compiled(subject, mould.raw, self.archive(issue), issue)

    def render(self, issue: IssueContent) -> Rendered:
        """HTML and text before they are encoded."""
        marks = _marks(issue)
        facts = {
            "issue": issue,
            "sender": self.sender,
            "practice": self.banner,
            "look": self.look,
            "light": self.look.light,
            "dark": self.look.dark,
            "marks": {name: mark for mark, name in marks.items()},
        }
        source = self.templates.get_template("newsletter/issue.mjml.j2").render(facts)
        text = self.templates.get_template("newsletter/issue.txt.j2").render(facts)
        return Rendered(markup.to_html(source), _GAP.sub("\n\n", text), marks, source)

    def archive(self, issue: IssueContent) -> str:
        """The public page's body: the same content, no recipient in it."""
        page = self.templates.get_template("newsletter/archive.html.j2")
        return page.render(issue=issue, sender=self.sender)

    def _headers(self, subject: str) -> list[tuple[str, str | Hole]]:
        """RFC 5322; RFC 2369 and 8058 for leaving, RFC 2919 for List-Id, RFC 3834."""
        sender = self.sender
        domain = wire_address(sender.address).rpartition("@")[2]
        return [
            ("From", mailbox(sender.strategy, sender.address)),
            ("Reply-To", mailbox(sender.strategy, sender.reply_to)),
            ("To", Hole("h", "to")),
            ("Subject", words(subject)),
            ("Date", Hole("h", "date")),
            ("Message-ID", Hole("h", "message_id")),
            ("List-Id", f"<nyhedsbrev.{domain}>"),
            ("List-Unsubscribe", Hole("h", "list_unsubscribe")),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ("Auto-Submitted", "auto-generated"),
        ]


def environment(templates: Path) -> Environment:
    """Jinja2 with our filters. HTML and MJML escape what they are given; text does not."""
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=select_autoescape(disabled_extensions=("txt.j2",), default=True),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        finalize=_finished,
    )
    made.filters.update(
        prose=prose.to_html,
        link=prose.safe_link,
        wrapped=prose.to_lines,
        underlined=prose.underlined,
    )
    return made


def _finished(value: object) -> object:
    """No control sign reaches a page or a mail, whatever field it came in by."""
    return prose.clean(value) if type(value) is str else value


def _marks(issue: IssueContent) -> dict[str, str]:
    """Signs that stand for a personal value until the parts are encoded.

    They hold a digest of the content, so no text can hold them by itself.
    """
    secret = hashlib.sha256(repr(issue).encode("utf-8", "replace")).hexdigest()[:24]
    return {f"mark-{secret}-{name}": name for name in PERSONAL}


def _holes(rendered: Rendered, kind: str) -> dict[str, Hole]:
    return {mark: Hole("x" if kind == "x" else "t", name) for mark, name in rendered.marks.items()}
