"""Mails as people write them, each with what it is: data in the file that schedules.yaml names."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from comms.errors import SettingsError
from comms.model.disposition import Disposition

# No machine's return and no mail of our own is told by its words.
_NEVER = (Disposition.BOUNCE, Disposition.LOOP)
_KNOWN = frozenset(str(one) for one in Disposition if one not in _NEVER)


@dataclass(frozen=True)
class MailExamples:
    """The rows {"text", "disposition"} of a file, read when first asked for; none without one."""

    path: Path

    def __call__(self) -> Sequence[tuple[str, str]]:
        """(text, disposition). Raises SettingsError: which line, and what it needs."""
        if not self.path.is_file():
            return ()
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return [self._row(number, line) for number, line in enumerate(lines, 1) if line.strip()]

    def _row(self, number: int, line: str) -> tuple[str, str]:
        try:
            row = json.loads(line)
            text, disposition = str(row["text"]), str(row["disposition"])
        except (ValueError, KeyError, TypeError):
            text = disposition = ""
        if not text or disposition not in _KNOWN:
            known = " | ".join(sorted(_KNOWN))
            told = f'must be {{"text": …, "disposition": {known}}}'
            raise SettingsError(f"{self.path.name}: line {number}: {told}")
        return text, disposition
