"""What it costs to take in a mail without attachments, against the bare parse by imap_tools.

In a warm reading process, as intake runs it: parsed, cut, dated, themed, guarded and judged. The
bare parse reads subject, sender, date, text and HTML. Medians of one run, mail by mail in turn.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
ROUNDS = 15
AIM = 20.0
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_LONGER = """Kære alle

Igen i år inviterer vi til {what} i Sejlhuset, Mastevej 14, 7000 Fredericia. Vi mødes {when}, og
der er plads til alle, også dem der kommer alene. Det koster 40 kr., og man betaler ved døren.

Sidste år kom der over halvtreds, og vi fik talt om ensomhed, økonomi og alt det, der er svært.
Har du spørgsmål, så ring på 00 12 34 56. Tilmelding senest onsdag den 2. december.

Venlig hilsen
Rigmor Tangaa
Sejlhuset
"""


def mails() -> dict[str, bytes]:
    """Mails of samples/ without attachments, and some written here."""
    from tests.sources.mails import mail, raw

    found = {
        path.stem: path.read_bytes()
        for path in sorted((ROOT / "samples" / "inbox").rglob("*.eml"))
        if b"attachment" not in (held := path.read_bytes()) and b"image/" not in held
    }
    found["short"] = raw()
    for name, when in (("plain", "torsdag den 3. december kl. 17.30-20"), ("week", "i uge 50")):
        found[name] = raw(_LONGER.format(what="fællesspisning", when=when))
    both = mail(_LONGER.format(what="julefrokost", when="lørdag den 12. december kl. 13"))
    page = "".join(f"<p>{part}</p>" for part in both.get_content().split("\n\n"))
    both.add_alternative(f"<html><body>{page}</body></html>", subtype="html")
    found["two forms"] = both.as_bytes()
    only = mail("x")
    only.set_content(f"<html><body>{page}</body></html>", subtype="html")
    found["HTML only"] = only.as_bytes()
    return found


def bare(raw: bytes) -> int:
    """What imap_tools makes of it."""
    from imap_tools.message import MailMessage

    message = MailMessage.from_bytes(raw)
    said = (message.subject, message.from_values, message.date, message.text, message.html)
    return len(str(said))


def seconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """Print a line for each mail and the ratio of the medians."""
    from comms.config.themes import load_themes
    from comms.errors import BadInput
    from comms.model.judge import Context
    from comms.sources.mail.limits import Limits
    from comms.sources.mail.worker import Reader

    themes = load_themes(ROOT / "templates" / "themes.da.yaml")
    context = Context("post@example.dk", themes, ("Sejlhuset",))
    with Reader(context, Limits(), 60) as reader:
        wholes, parses = [], []
        for name, raw in mails().items():
            try:
                reader(raw, NOW)  # warm: what is worked out once is worked out
            except BadInput:
                continue  # a sample of what is set aside
            whole_of, parse_of = partial(reader, raw, NOW), partial(bare, raw)
            pairs = [(seconds(whole_of), seconds(parse_of)) for _ in range(ROUNDS)]
            whole, parse = (statistics.median(column) for column in zip(*pairs, strict=True))
            wholes.append(whole)
            parses.append(parse)
            print(f"  {name:32} {whole * 1000:6.2f} ms; bare {parse * 1000:5.2f} ms;"
                  f" ratio {whole / parse:5.1f}")  # fmt: skip
    ratio = statistics.median(wholes) / statistics.median(parses)
    print(f"intake of a mail without attachments: {ratio:.1f} x the bare parse (aim: {AIM:g})")


if __name__ == "__main__":
    main()
