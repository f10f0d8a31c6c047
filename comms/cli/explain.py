"""What intake makes of a mail and why, storing nothing. Reads only what it needs to start."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click

from comms.cli.answer import PROJECT
from comms.cli.kept import kept
from comms.config.mail_examples import MailExamples
from comms.config.schedules import Schedules
from comms.config.settings import Settings
from comms.config.themes import load_themes
from comms.errors import BadInput, UsageError
from comms.model.judge import Context
from comms.sources.mail.explain import explain as explained
from comms.sources.mail.explain import explain_text
from comms.sources.mail.limits import Limits


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE.eml…")
@click.option("--texts", type=click.Path(path_type=Path), help='JSON lines {"text","ref"}.')
@click.option("--json", "as_json", is_flag=True, help="One JSON document a line, a line a file.")
@click.pass_context
def explain(ctx: click.Context, files: tuple[Path, ...], texts: Path | None, as_json: bool) -> None:
    """What intake makes of mails, and why. Nothing is stored.

    No database is opened, so what staff's corrections of themes have taught is left out:
    `themes try` asks that too.
    """
    if not files and texts is None:
        raise click.UsageError("name a FILE.eml or --texts FILE.jsonl")
    settings = Settings.load(PROJECT)
    schedules = Schedules.load(settings.schedules_file)
    themes = load_themes(settings.root / schedules.themes)
    context = Context(
        schedules.organisation.mailbox,
        themes,
        schedules.venues,
        examples=MailExamples(settings.root / schedules.mail_examples),
    )
    limits = Limits(size=schedules.limits.mail_mb * 1_000_000, pixels=schedules.limits.photo_pixels)
    failed = 0
    with kept(PROJECT / "comms" / "__pycache__"):
        for told in _all(files, texts, context, limits):
            failed += "set_aside" in told
            click.echo(json.dumps(told, ensure_ascii=False) if as_json else _in_words(told))
    ctx.exit(1 if failed else 0)


def _all(
    files: tuple[Path, ...], texts: Path | None, context: Context, limits: Limits
) -> Iterator[dict[str, Any]]:
    for path in files:
        yield _mail(path, context, limits)
    if texts is not None:
        for number, line in enumerate(_read(texts).decode("utf-8", "replace").splitlines(), 1):
            if line.strip():
                yield _text(number, line, context)


def _mail(path: Path, context: Context, limits: Limits) -> dict[str, Any]:
    try:
        return {"file": str(path), **explained(_read(path), context, limits)}
    except BadInput as error:
        return {"file": str(path), "set_aside": str(error)}
    except UsageError as error:
        return {"file": str(path), "set_aside": str(error)}


def _text(number: int, line: str, context: Context) -> dict[str, Any]:
    try:
        row = json.loads(line)
        text, moment = str(row["text"]), _moment(str(row["ref"]))
    except (ValueError, KeyError, TypeError) as error:
        reason = f'must be {{"text": …, "ref": ISO 8601}} ({error})'
        return {"line": number, "set_aside": reason}
    return {"line": number, **explain_text(text, moment, context)}


def _moment(text: str) -> datetime:
    """The moment of reading; a bare date is read in its morning, without offset: local time."""
    from comms.danish.calendar import COPENHAGEN

    if "T" not in text and " " not in text:
        return datetime.combine(date.fromisoformat(text), time(8), COPENHAGEN)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=COPENHAGEN)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None


def _in_words(told: dict[str, Any]) -> str:
    where = told.get("file") or f"linje {told.get('line')}"
    if "set_aside" in told:
        return f"{where}: lagt til side: {told['set_aside']}"
    lines = [f"{where}: {told['disposition']} · {told['kind'] or '–'} · {told['title']}"]
    lines += [f"  {e['start']} – {e['end'] or ''} {e['place'] or ''}" for e in told["events"]]
    lines.append(f"  temaer {told['themes']} · fund {told['flags']} · {told['images']} billeder")
    return "\n".join([*lines, *(f"  · {why}" for why in told["why"])])
