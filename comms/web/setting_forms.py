"""The settings page's forms: which fields each card has, and what was typed in them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from comms.danish.calendar import number

Kind = Literal[
    "text", "long", "lines", "words", "clocks", "time", "number", "day", "choice", "tick"
]


@dataclass(frozen=True)
class Field:
    """One field. name: the one in schedules.yaml. choices: (value, words)."""

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Form:
    """One card. alone: its value is that of its only field, not a mapping."""

    title: str
    fields: tuple[Field, ...]
    lead: str = ""
    alone: bool = False


GOAL_KINDS = (
    ("at_least", "Mindst så mange"),
    ("at_most", "Højst så mange"),
    ("more", "Flere end ved start"),
    ("hold", "Hold samme niveau"),
    ("down_by", "Ned med så mange procent"),
    ("down_to", "Ned til"),
)
FEED_KINDS = (("rss", "RSS"), ("atom", "Atom"), ("ical", "Kalender (iCal)"))
FORMS: Mapping[str, Form] = {
    "core_story": Form(
        "Kernefortælling",
        (Field("core_story", "Tekst", "long", required=False),),
        "Den faste fortælling om jer. Den står i hvert nyhedsbrev.",
        alone=True,
    ),
    "newsletter": Form(
        "Nyhedsbrevets faste tekster",
        (
            Field(
                "title",
                "Overskrift",
                hint="{week} bliver til ugens nummer og {strategy} til strategiens navn.",
            ),
            Field("contribute", "Opfordring til at skrive til jer", "long", required=False),
            Field(
                "consent",
                "Det, læserne siger ja til",
                "long",
                "Gælder nye læsere. Hver læser beholder den tekst, de sagde ja til.",
            ),
        ),
    ),
    "acknowledgement": Form(
        "Svar til dem, der skriver",
        (
            Field("send", "Send et svar med det samme", "tick"),
            Field("story", "Til den, der fortæller en historie", "long", required=False),
            Field("question", "Til den, der spørger om noget", "long", required=False),
            Field("ambassador", "Til den, der vil være ambassadør", "long", required=False),
        ),
        "Svaret begynder med en tak og slutter med »Ved akut fare: ring 112«. Er en tekst tom, "
        "bliver der ikke svaret.",
    ),
    "facebook": Form(
        "Tider på Facebook",
        (
            Field("slots", "Faste tider", "clocks", "Klokkeslæt med komma imellem: 09:00, 15:00"),
            Field("at_most_a_day", "Højst så mange opslag om dagen", "number"),
            Field("quiet_from", "Ro fra", "time"),
            Field("quiet_until", "Ro til", "time"),
        ),
        "Et godkendt opslag uden tidspunkt får den næste ledige tid.",
    ),
    "venues": Form(
        "Steder",
        (Field("venues", "Ét sted på hver linje", "lines", required=False),),
        "Et sted, der står her, bliver genkendt i en mail.",
        alone=True,
    ),
    "feeds": Form(
        "Feed",
        (
            Field("organiser", "Arrangør", hint="Navnet, læserne ser."),
            Field("url", "Adresse", hint="Begynder med https://"),
            Field("kind", "Slags", "choice", choices=FEED_KINDS),
            Field("theme", "Tema", "choice", required=False),
            Field("place", "Sted", hint="Bruges, når feedet ikke selv siger hvor.", required=False),
            Field(
                "times",
                "Klokkeslæt uden tidszone",
                "choice",
                choices=(("local", "er dansk tid"), ("utc", "er UTC")),
            ),
            Field("active", "Hent fra dette feed", "tick"),
        ),
    ),
    "departments": Form(
        "Afdeling",
        (
            Field("name", "Navn"),
            Field("email", "Mailadresse"),
            Field(
                "words",
                "Ord, den bliver foreslået ved",
                "words",
                "Med komma imellem. Ordene bliver fundet i alle deres former.",
                required=False,
            ),
        ),
    ),
    "goals": Form(
        "Mål",
        (
            Field("name", "Navn"),
            Field("kind", "Slags", "choice", choices=GOAL_KINDS),
            Field("target", "Mål", "number"),
            Field("baseline", "Ved start", "number", required=False),
            Field("source", "Kilde", hint="Et tal vises aldrig uden kilde og år."),
            Field("year", "År", "number"),
            Field("by", "Skal være nået", "day", required=False),
        ),
    ),
}
LISTS = {"feeds": "Feeds", "departments": "Afdelinger", "goals": "Mål"}


def form_of(key: str) -> Form:
    """The card of 'venues' or 'feeds/kommunen'."""
    return FORMS[key.partition("/")[0]]


def typed(form: Form, sent: Mapping[str, str]) -> Any:
    """What was typed, as JSON knows it. What cannot be read stays as it is, for the check to say.

    An empty field that may be left out is None or '' by its kind.
    """
    values = {field.name: _read(field, sent.get(field.name, "")) for field in form.fields}
    return values[form.fields[0].name] if form.alone else values


def shown(form: Form, value: Any) -> dict[str, str]:
    """The value as the fields show it."""
    values = {form.fields[0].name: value} if form.alone else value or {}
    return {field.name: _show(field, values.get(field.name)) for field in form.fields}


def told(form: Form, value: Any) -> str:
    """The value in words, a line each, for a history that people read."""
    if value is None:
        return ""
    lines = shown(form, value)
    if form.alone:
        return lines[form.fields[0].name]
    return "\n".join(f"{one.label}: {_said(one, lines[one.name])}" for one in form.fields)


def title_of(key: str, value: Any) -> str:
    """What a person calls it."""
    name = key.partition("/")[0]
    if name not in LISTS or not isinstance(value, Mapping):
        return FORMS[name].title if name not in LISTS else key.partition("/")[2]
    return str(value.get("name") or value.get("organiser") or key.partition("/")[2])


def new_key(name: str, values: Mapping[str, Any], taken: Sequence[str]) -> str:
    """A key for a new entry, made of its name: 'Bolig & økonomi' → 'bolig-oekonomi'."""
    host = urlsplit(str(values.get("url", ""))).hostname or "" if "url" in values else ""
    said = str(values.get("name") or values.get("organiser") or host)
    for letter, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        said = said.lower().replace(letter, plain)
    said = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", said).strip("-0123456789")[:36].rstrip("-") or "ny"
    keys = [f"{name}/{base}", *(f"{name}/{base}-{count}" for count in range(2, 100))]
    return next(key for key in keys if key not in taken)


def _read(field: Field, sent: str) -> Any:
    said = sent.strip()
    if field.kind == "tick":
        return bool(said)
    if field.kind == "lines":
        return [line.strip() for line in said.splitlines() if line.strip()]
    if field.kind in ("words", "clocks"):
        return [_clock(one) if field.kind == "clocks" else one for one in _parts(said)]
    if field.kind == "time":
        return _clock(said)
    if field.kind == "number":
        return _number(said, field)
    if field.kind == "day" or field.name == "theme":
        return said or None
    return " ".join(said.split()) if field.kind == "text" else said


def _parts(said: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n]", said) if part.strip()]


def _clock(said: str) -> str:
    """'kl. 9.30' and '9:30' are '09:30'."""
    found = re.fullmatch(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?", said)
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else said


def _number(said: str, field: Field) -> str | None:
    """'1.000' is a thousand and '5,2' five and a fifth, as Danes write them."""
    if not said and not field.required:
        return None
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", said):
        said = said.replace(".", "")
    return said.replace(",", ".")


def _show(field: Field, value: Any) -> str:
    if value is None:
        return ""
    if field.kind == "tick":
        return "ja" if value else ""
    if field.kind == "lines":
        return "\n".join(map(str, value))
    if field.kind in ("words", "clocks"):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return number(value, 0 if value.is_integer() else 1).replace(".", "")
    return str(value)


def _said(field: Field, value: str) -> str:
    if field.kind == "tick":
        return value or "nej"
    return dict(field.choices).get(value, value) or "(tom)"
