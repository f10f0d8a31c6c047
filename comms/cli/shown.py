"""A draft as JSON tells it, and a text as a file holds it."""

import sys
from pathlib import Path
from typing import Any

from comms.errors import UsageError
from comms.model.draft import Draft


def shown(draft: Draft) -> dict[str, Any]:
    """A draft as JSON tells it."""
    return {
        "id": draft.id,
        "story": draft.story_id,
        "channel": draft.channel,
        "status": draft.status,
        "version": draft.version,
        "title": draft.content.title,
        "text": draft.content.text,
        "link": draft.content.link,
        "photos": [{"digest": p.digest, "alt": p.alt} for p in draft.content.photos],
        "hash": draft.content_hash,
        "written_by": draft.written_by,
        "approved_by": draft.approved_by,
        "approved_hash": draft.approved_hash,
        "scheduled_at": draft.scheduled_at,
        "reason": draft.reason,
        "act": draft.act,
        "corrects": draft.corrects,
    }


def text_of(path: Path) -> str:
    """The text in a file; `-` is standard input. Raises UsageError."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"{path}: cannot be read ({reason})") from None
    return text.replace("\0", "")
