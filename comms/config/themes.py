"""The themes, as data in the file that schedules.yaml names."""

from pathlib import Path

import yaml

from comms.errors import SettingsError
from comms.model.themes import Theme, from_rows

# The same safe loader in C where PyYAML was built with it: the word lists are long.
_QUICKEST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_themes(path: Path) -> tuple[Theme, ...]:
    """The themes of a file. Raises SettingsError: what, in which file."""
    try:
        text = path.read_text(encoding="utf-8")
        rows = (yaml.load(text, Loader=_QUICKEST) or {})["themes"]  # noqa: S506
        return from_rows(rows)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from None
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise SettingsError(f"{path.name}: must hold a list `themes:` ({reason})") from None
