"""What the file's checks say, as Danish sentences that tell what is allowed."""

from collections.abc import Callable, Mapping
from typing import Any

_OURS = {
    "must begin with http:// or https://": "Adressen skal begynde med http:// eller https://.",
    "must be a mail address": "Skriv én mailadresse, fx navn@example.dk.",
}
_NUMBER = "Skriv et tal, fx 1000 eller 5,2."
_WHOLE = "Skriv et helt tal."
_TIME = "Skriv klokkeslæt som 09:00."
_DAY = "Skriv datoen som 2027-12-31."
_KEY = (
    "Nøglen skal begynde med et bogstav og må kun rumme små bogstaver fra a til z, tal, - og _ "
    "(højst 40 tegn)."
)
_KINDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "greater_than_equal": lambda allowed: f"Skriv et tal, der er mindst {allowed['ge']}.",
    "greater_than": lambda allowed: f"Skriv et tal over {allowed['gt']}.",
    "less_than_equal": lambda allowed: f"Skriv et tal, der er højst {allowed['le']}.",
    "less_than": lambda allowed: f"Skriv et tal under {allowed['lt']}.",
    "string_too_short": lambda _: "Her skal stå noget.",
    "string_pattern_mismatch": lambda _: _KEY,
    "literal_error": lambda allowed: f"Vælg en af disse: {allowed['expected']}.",
    "finite_number": lambda _: _NUMBER,
    "missing": lambda _: "Her skal stå noget.",
}
_STARTS = {"int": _WHOLE, "float": _NUMBER, "time": _TIME, "date": _DAY}


def sentence(error: Mapping[str, Any]) -> str:
    """One error of pydantic's in Danish."""
    kind, allowed = str(error["type"]), error.get("ctx", {})
    if kind in _KINDS:
        return _KINDS[kind](allowed)
    said = str(error["msg"]).removeprefix("Value error, ")
    if said in _OURS:
        return _OURS[said]
    if "stands twice" in said:
        return "Nøglen er brugt i forvejen. Vælg en anden."
    start = kind.partition("_")[0]
    return _STARTS.get(start, "Det kan ikke bruges her.")
