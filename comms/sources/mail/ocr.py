"""Words in a picture, read by Tesseract where it is installed: a proposal for a person.

What a machine reads in a poster may be wrong by a digit, so it is kept apart from the mail's own
text and never becomes an event by itself. Source: Tesseract's manual, `tesseract --help-extra`.
"""

import os
import resource
import shutil
import subprocess
import time
from dataclasses import replace
from functools import cache

from comms.model.item import Item
from comms.model.mail import Picture
from comms.model.privacy import Piece, cpr_numbers
from comms.sources.mail.words import clean

LANGUAGE = "dan"
SECONDS = 10.0  # for one picture
MOST = 3  # pictures of one mail
_MOST_TEXT = 4000  # characters
_MEMORY = 800_000_000  # bytes of address space
_LITTLE = 15  # letters: less is dust on a photo


def is_installed() -> bool:
    """Is Tesseract there, with its Danish letters?"""
    return LANGUAGE in _languages()


def read_picture_text(picture: bytes, seconds: float = SECONDS) -> str:
    """The words in a picture (PNG or JPEG), or nothing when none are found in time."""
    if not is_installed():
        return ""
    told = _run(["stdin", "stdout", "-l", LANGUAGE, "--psm", "3"], picture, seconds)
    lines = [" ".join(line.split()) for line in clean(told).split("\n")]
    said = "\n".join(line for line in lines if sum(map(str.isalnum, line)) > 1)[:_MOST_TEXT]
    return said if sum(map(str.isalpha, said)) >= _LITTLE else ""


def with_readings(item: Item, seconds: float = SECONDS) -> Item:
    """The item with what its pictures say, and a CPR number in one found as in any other text.

    seconds: for all its pictures together.
    """
    end = time.monotonic() + seconds
    pictures: list[Picture] = []
    for picture in item.pictures:
        left = end - time.monotonic()
        wanted = picture.editorial and picture.data and len(pictures) < MOST and left > 0.5
        said = read_picture_text(picture.data, left) if wanted else ""
        pictures.append(replace(picture, reading=said) if said else picture)
    read = [picture for picture in pictures if picture.reading]
    found = cpr_numbers(Piece(f"picture:{picture.name}", picture.reading) for picture in read)
    return replace(
        item,
        pictures=tuple(pictures),
        findings=(*item.findings, *found),
        why=(*item.why, *map(_proposal, read)),
    )


def _proposal(picture: Picture) -> str:
    said = " / ".join(picture.reading.split("\n"))
    return f"læst i billedet {picture.name} af en maskine, et forslag at se efter: {said}"


@cache
def _languages() -> frozenset[str]:
    return frozenset(_run(["--list-langs"], b"", 10).split("\n")[1:])


def _run(arguments: list[str], given: bytes, seconds: float) -> str:
    program = shutil.which("tesseract")
    if program is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 our own arguments; the picture goes by stdin
            [program, *arguments],
            input=given,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**_quiet_environment(), "OMP_THREAD_LIMIT": "1"},
            preexec_fn=lambda: _limit(seconds),
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _quiet_environment() -> dict[str, str]:
    """Nothing of ours that it does not need."""
    return {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "TESSDATA_PREFIX", "HOME")}


def _limit(seconds: float) -> None:
    """So that it ends even when the process that waits for it is killed."""
    whole = int(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
