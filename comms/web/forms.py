"""What was wrong with a form, said beside the field and in the summary (DKFDS: fejlopsummering)."""

from dataclasses import dataclass

from flask import request


@dataclass(frozen=True)
class Problem:
    """field: the id of the field on the page, '' when it is about the whole. says: in Danish."""

    field: str
    says: str


def text(name: str, limit: int = 20_000) -> str:
    """A field as it was typed, with line ends as \\n and no NUL; "" when it was not sent."""
    typed = request.form.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
    return typed.replace("\0", "")[:limit].strip()  # PostgreSQL keeps no NUL


def whole_number(name: str) -> int | None:
    """A hidden number, or None when it is none."""
    typed = request.form.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else None
