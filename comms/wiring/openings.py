"""Words to begin an answer with (templates/mail/answers.yaml)."""

from collections.abc import Sequence
from pathlib import Path

import yaml

from comms.stages.intake import Opening


def openings(templates: Path) -> Sequence[Opening]:
    """In the order of the file."""
    told = yaml.safe_load((templates / "mail" / "answers.yaml").read_text(encoding="utf-8"))
    return [Opening(one["key"], one["name"], one["text"]) for one in told]
