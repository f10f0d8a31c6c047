"""Words and their stems, sentences, and what counts as one."""

import re
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[a-zA-ZæøåÆØÅéüöäÉÜÖÄ]+(?:-[a-zA-ZæøåÆØÅ]+)*")
_STOP = re.compile(r"(?<=[.!?])[\"”»)]*\s+(?=[\"”»(–-]*[A-ZÆØÅ0-9])|\n+")
# These end no sentence: "kl. 17", "ca. 20", "den 3. marts", "f.eks. kaffe".
_SHORT = re.compile(
    r"(?:\b(?:kl|ca|d|nr|tlf|bl\.a|f\.eks|m\.fl|m\.v|osv|dvs|inkl|ekskl|pr|evt|mio|kr|st|sct|jf|"
    r"cand)"
    r"|\b\d{1,2}|\b[A-ZÆØÅ])\.[\"”»)]*$",
    re.IGNORECASE,
)


def words(text: str) -> list[str]:
    """The words of a text in small letters, numbers left out."""
    return [word.lower() for word in _WORD.findall(text)]


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line break ends one too."""
    out: list[str] = []
    start = 0
    for match in _STOP.finditer(text):
        before = text[max(start, match.start() - 12) : match.start()]
        if "\n" not in match.group() and _SHORT.search(before):
            continue
        out.append(text[start : match.end()].strip())
        start = match.end()
    return [sentence for sentence in [*out, text[start:].strip()] if sentence]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a Danish word: "fællesskaber" and "fællesskabet" share one."""
    return str(_stemmer().stemWord(word.lower()))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("danish")
