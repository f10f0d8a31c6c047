"""The themes, as data in the file that schedules.yaml names."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from comms.errors import SettingsError
from comms.model.themes import Theme, from_rows, with_examples

# The same safe loader in C where PyYAML was built with it: the word lists are long.
_QUICKEST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_themes(path: Path) -> tuple[Theme, ...]:
    """The themes of a file, with the examples that lie beside it: `x.yaml`, `x.examples.jsonl`.

    Raises SettingsError: what, in which file.
    """
    try:
        text = path.read_text(encoding="utf-8")
        rows = (yaml.load(text, Loader=_QUICKEST) or {})["themes"]  # noqa: S506
        return with_examples(from_rows(rows), _examples(path.with_suffix(".examples.jsonl")))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from None
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise SettingsError(f"{path.name}: must hold a list `themes:` ({reason})") from None


def _examples(path: Path) -> Iterator[tuple[str, Sequence[int]]]:
    """Rows {"text", "themes"}; none where there is no such file."""
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            yield str(row["text"]), [int(one) for one in row["themes"]]
        except (ValueError, KeyError, TypeError):
            told = f'{path.name}: line {number}: must be {{"text": …, "themes": [4, 7]}}'
            raise SettingsError(told) from None
