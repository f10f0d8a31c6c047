"""With what each route and each command is tried. What stands in no table here gets `USUAL`.

Words in braces name things of the house (tests/roles/filling.py). A key may be a route, a command,
or "Handling: route" where two rows of the table have the same route.
"""

import io
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Where a route has <int:draft_id>, draft "draft" of the house is meant; and so on.
PLACES: Mapping[str, str] = {
    "absence_id": "{absence_other}",
    "account_id": "{idle_id}",
    "bounce_id": "{bounce}",
    "correction_id": "{correction}",
    "digest": "{photo}",
    "draft_id": "{draft}",
    "filename": "opslag.css",
    "issue_id": "{composed}",
    "item_id": "{mail}",
    "name": "ingen",
    "number": "1",
    "photo_id": "{photo_id}",
    "raw_id": "{aside}",
    "rejection_id": "{rejection}",
    "story_id": "{ready}",
    "task_id": "{task}",
    "token": "{reader_token}",
    "week": "uge-47",
    "year": "2026",
}
# Other things than those, for routes that need them.
OTHER_PLACES: Mapping[str, Mapping[str, str]] = {
    "GET /adgang/<token>": {"token": "{link}"},
    "GET /nyhedsbreve/<int:year>/<name>.pdf": {"year": "2018", "name": "efteraar"},
    "POST /adgang/<token>": {"token": "{link}"},
    "POST /bekraeft/<token>": {"token": "ny"},
    "POST /bidrag/<int:story_id>/besvar": {"story_id": "{story}"},
    "POST /bidrag/<int:story_id>/billede/<int:photo_id>": {"story_id": "{story}"},
    "POST /bidrag/<int:story_id>/brug-tekst": {"story_id": "{story}"},
    "POST /bidrag/<int:story_id>/lav-udkast": {"story_id": "{waiting}"},
    "POST /bidrag/<int:story_id>/lad-det-staa": {"story_id": "{moved}"},
    "POST /bidrag/<int:story_id>/ret-det-sendte": {"story_id": "{moved}"},
    "POST /bidrag/<int:story_id>/samtykke-trukket": {"story_id": "{story}"},
    "POST /bidrag/<int:story_id>/skil-ad": {"story_id": "{merged}"},
    "POST /bidrag/<int:story_id>/svar": {"story_id": "{story}"},
    "Svare på fund, der kræver en godkender: POST /bidrag/<int:story_id>/svar": {
        "story_id": "{party}"
    },
    "POST /bidrag/<int:story_id>/tag-navn-ud": {"story_id": "{story}"},
    "POST /konto/enheder/<int:number>/log-ud": {"number": "{session}"},
    "Aflyse sit fravær: POST /fravaer/<int:absence_id>/aflys": {"absence_id": "{my_absence}"},
    "POST /udgaver/<int:issue_id>/drop": {"issue_id": "{fix}"},
    "POST /udgaver/<int:issue_id>/aflys": {"issue_id": "{sending}"},
    "POST /udgaver/<int:issue_id>/fortsaet": {"issue_id": "{paused}"},
    "POST /udgaver/<int:issue_id>/giv-fri": {"issue_id": "{held}"},
    "POST /udgaver/<int:issue_id>/pause": {"issue_id": "{sending}"},
    "POST /udgaver/<int:issue_id>/ret": {"issue_id": "{sent_issue}"},
    "POST /udgaver/<int:issue_id>/skriv-om": {"issue_id": "{fix}"},
    "POST /udkast/<int:draft_id>/ret-opslaget": {"draft_id": "{out}"},
    "POST /udkast/<int:draft_id>/tag-ned": {"draft_id": "{out}"},
    "POST /udkast/<int:draft_id>/godkend-alene": {"draft_id": "{own}"},
    "POST /udkast/<int:draft_id>/traek-tilbage": {"draft_id": "{approved}"},
}
# Fields that a form gets unless FORMS says more.
USUAL: Mapping[str, str] = {"reason": "Aftalt med formanden", "text": "Nye ord.", "how": "Ringet."}
_DAYS = {"first": "2026-12-21", "last": "2026-12-22"}
_NEW = {"new": "solsikker i regnvejr", "again": "solsikker i regnvejr"}
FORMS: Mapping[str, Mapping[str, Any]] = {
    "POST /adgang/<token>": _NEW,
    "POST /bidrag/<int:story_id>/besvar": {"item": "{story_item}"},
    "POST /bidrag/<int:story_id>/billede/<int:photo_id>": {
        "people": "nej",
        "alt": "En kop",
        "purpose": "Vise caféen",
        "credit": "Kaj Holm",
        "permission": "Sendt ind til os",
    },
    "POST /bidrag/<int:story_id>/billeder": {"photo": "file"},
    "POST /bidrag/<int:story_id>/brug-tekst": {"file": "0"},
    "POST /bidrag/<int:story_id>/godkend": {"seen": "{draft}:{version}"},
    "POST /bidrag/<int:story_id>/del": {"title": "Ny", "rest_title": "Gammel", "rest_text": "Før."},
    "POST /bidrag/<int:story_id>/laeg-sammen": {"other": "{twin}"},
    "POST /bidrag/<int:story_id>/ret": {"title": "Ny overskrift", "kind": "story"},
    "POST /bidrag/<int:story_id>/svar": {
        "kind": "named_person",
        "ground": "public_role",
        "draft": "{facebook}",
    },
    "Svare på fund, der kræver en godkender: POST /bidrag/<int:story_id>/svar": {"kind": "party"},
    "POST /bidrag/<int:story_id>/tag-navn-ud": {
        "draft": "{facebook}",
        "words": "Karen Damgaard",
    },
    "POST /bidrag/<int:story_id>/temaer": {"theme": "10", "first": "10"},
    "POST /bidrag/afvis": {"story": "{ready}"},
    "POST /brugere": {"name": "Ny Kollega", "email": "nk@example.dk", "role": "writer"},
    "POST /brugere/<int:account_id>/rolle": {"role": "approver"},
    "Skrive andres fravær: POST /fravaer": {"who": "{other}", **_DAYS},
    "Skrive sit fravær: POST /fravaer": {"who": "{me}", **_DAYS},
    "POST /henvendelser/<int:item_id>/afmeld": {"email": "laeser@example.dk"},
    "POST /henvendelser/<int:item_id>/ret": {"disposition": "bulk"},
    "POST /henvendelser/<int:item_id>/send-videre": {"department": "borgerservice"},
    "POST /henvendelser/<int:item_id>/skriv-igen": {"email": "pause@example.dk"},
    "POST /henvendelser/<int:item_id>/tilmeld": {"email": "kommer@example.dk"},
    "POST /indstillinger/fjern": {"key": "feeds/kommunen", "version": "0"},
    "POST /indstillinger/gem": {"key": "core_story", "version": "1", "core_story": "Ny fortælling"},
    "POST /indstillinger/tilbage": {"key": "core_story", "version": "1", "to": "0"},
    "POST /konto/adgangskode": {"old": "{password}", **_NEW},
    "POST /konto/navn": {"name": "Et Nyt Navn"},
    "POST /login": {"who": "{idle}", "password": "{password}"},
    "POST /morgenmail": {"wanted": "ja"},
    "POST /skriv": {"title": "Ny historie"},
    "POST /skriv/hent": {"link": "https://www.example.dk/nyhed"},
    "POST /tilmeld": {"email": "kommer@example.dk", "name": "K", "consent": "ja"},
    "POST /udgaver/<int:issue_id>/flyt": {"draft": "{second_block}", "to": "1"},
    "POST /udgaver/<int:issue_id>/saet-ind": {"draft": "{second_block}"},
    "POST /udgaver/<int:issue_id>/tag-ud": {"draft": "{second_block}"},
    "POST /udgaver/modtaget/svar": {"email": "laeser@example.dk"},
    "POST /udkast/<int:draft_id>/gendan": {"restore": "1", "version": "{version}"},
    "POST /udkast/<int:draft_id>/ret": {"version": "{version}", "title": "Ny"},
    "POST /udkast/<int:draft_id>/tag-ud": {"version": "{version}", "words": "Nye", "title": "Ny"},
    "POST /udkast/<int:draft_id>/tidspunkt": {"day": "2026-12-01", "hour": "10:00"},
}
QUERIES: Mapping[str, str] = {"GET /indstillinger/historik": "?key=core_story"}
# Routes that take a POST and change nothing in the store when all is well, with the reason.
STILL: Mapping[str, str] = {
    "POST /skriv/hent": "a proposal; the form is sent after",
    "POST /udgaver/modtaget/svar": "asked by POST to keep the address out of the URL",
    "POST /udkast/<int:draft_id>/aaben": "who is here is told from a table that looking fills",
    "POST /udkast/<int:draft_id>/vis": "a preview",
    "POST /udkast/<int:draft_id>/vis/mail": "a preview",
    "POST /webhooks/facebook": "what Facebook tells names persons, so nothing of it is kept",
}
# Answers to whoever may, when they are other than 200 or a redirect, with the reason.
SAYS: Mapping[str, tuple[int, str]] = {
    "GET /nyhedsbreve/<name>": (404, "there is no special issue in the house"),
    "GET /webhooks/facebook": (403, "without the key that was agreed on"),
    "POST /skriv/hent": (400, "practice mode asks nobody outside"),
    "POST /webhooks/facebook": (403, "without a signature"),
}


@dataclass(frozen=True)
class Command:
    """Arguments but for `--by`. ends: how it ends for whoever may.

    unnamed: other arguments when nobody is named; None: the same.
    """

    args: str = ""
    stdin: str = ""
    end: int = 0
    unnamed: str | None = None


# Words as a shell takes them.
COMMANDS: Mapping[str, Command] = {
    "drafts approve": Command("{draft}"),
    "Godkende sine egne ord i en nødsituation: drafts approve": Command(
        "{own} --alone 'Det haster'"
    ),
    "drafts correct": Command("{out} --text {words}", end=3),
    "drafts take-down": Command("{out} --reason Fejl", end=3),
    "drafts edit": Command("{draft} --text {words}"),
    "drafts reject": Command("{draft} --reason Dublet"),
    "drafts schedule": Command("{draft} --at 2026-12-01T10:00"),
    "drafts send-back": Command("{draft} --reason Kortere"),
    "drafts show": Command("{draft}"),
    "drafts withdraw": Command("{approved}"),
    "explain": Command("{eml}"),
    "followers import": Command("{counts}"),
    "followers record": Command("950 --day 2026-11-20"),
    "items as-story": Command("{question}"),
    "items correct": Command("{mail} --as bulk"),
    "items dismiss": Command("{aside} --reason Reklame"),
    "items forward": Command("{mail} --to borgerservice"),
    "items handle": Command("{mail}"),
    "items raw": Command("{aside} --out {folder}/raa.eml"),
    "items read-again": Command("{aside}"),
    "items show": Command("{mail}"),
    "newsletter approve": Command("{composed}"),
    "newsletter cancel": Command("{composed} --reason Ferie"),
    "newsletter compose": Command("--week 2026-W49"),
    "newsletter correct": Command("{sent_issue} --text {words}", end=3),
    "newsletter drop": Command("{composed} {second_block}"),
    "newsletter hold": Command("{composed}"),
    "newsletter move": Command("{composed} {second_block} --to 1"),
    "newsletter pin": Command("{composed} {second_block}"),
    "newsletter pause": Command("{sending}"),
    "newsletter received": Command("laeser@example.dk"),
    "newsletter resume": Command("{paused}"),
    "newsletter preview": Command("{composed} --out {folder}/brev.html"),
    "newsletter send": Command("{sent_issue}"),
    "newsletter show": Command("{composed}"),
    "newsletter status": Command("{sent_issue}"),
    "newsletter unhold": Command("{held}"),
    "newsletter archive-add": Command("{pdf} --title Forår --date 2019-03-04"),
    "newsletter archive-remove": Command("2018/efteraar --reason Samtykke"),
    "newsletter words": Command("{composed} --subject 1"),
    "settings back": Command("core_story"),
    "settings history": Command("core_story"),
    "stories add": Command("--title 'Ny historie' --text {words}"),
    "stories answer": Command("{story} --text {words}"),
    "stories approve": Command("{ready}"),
    "stories cancel": Command("{ready}"),
    "stories correct": Command("{moved}", end=3),
    "stories clear": Command(
        "{story} --flag named_person --reason Aftalt --ground public_role", end=3
    ),
    "Svare på fund, der kræver en godkender: stories clear": Command(
        "{party} --flag party --reason Aftalt"
    ),
    "stories merge": Command("{ready} {twin}"),
    "stories photo": Command("{story} 1 --people no --alt 'En kop'", end=3),
    "stories show": Command("{story}"),
    "stories split": Command("{ready} --title Ny --text {words}"),
    "stories tasks": Command("--done {task}", unnamed=""),
    "stories themes": Command("{ready} --set 10"),
    "stories twins": Command("{ready}"),
    "stories unmerge": Command("{merged}"),
    "stories withdraw-consent": Command("{story}", end=3),
    "subscribers export": Command("{folder}/ud.csv"),
    "subscribers import": Command("{readers} --consent 'Ja tak'"),
    "subscribers leave": Command("laeser@example.dk --reason Ringede"),
    "subscribers restore": Command("pause@example.dk --reason Ringede"),
    "themes forget": Command("{correction}"),
    "themes try": Command("--text {words}"),
    "users add": Command(
        "'Ny Kollega' --email nk@example.dk --role writer --password-stdin",
        "solsikker i regnvejr\n",
    ),
    "users disable": Command("{idle}"),
    "users enable": Command("{idle}"),
    "users link": Command("{idle}"),
    "users password": Command("{idle} --password-stdin", "solsikker i regnvejr\n"),
    "users role": Command("{idle} approver"),
}
# Commands that take no name and need not be run here, with the reason.
ELSEWHERE: Mapping[str, str] = {
    "demo": "tests/journeys/test_demo.py",
    "graph-practice": "serves until it is stopped",
    "report": "tests/stages/measure: drawing takes seconds",
    "run": "serves until it is stopped",
    "scheduler": "serves until it is stopped",
    "web": "serves until it is stopped",
}


def form_of(action: str, route: str, things: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are sent, filled in."""
    said = FORMS.get(f"{action}: {route}", FORMS.get(route, {}))
    made = {name: value.format_map(things) for name, value in {**USUAL, **said}.items()}
    if made.get("photo") == "file":
        made["photo"] = (io.BytesIO(Path(things["folder"], "nyt.jpg").read_bytes()), "nyt.jpg")
    return made


def path_of(action: str, route: str, things: Mapping[str, Any]) -> str:
    """Where to ask: the route with its places filled in."""
    places = {**PLACES, **OTHER_PLACES.get(route, {}), **OTHER_PLACES.get(f"{action}: {route}", {})}
    path = route.partition(" ")[2]
    for name, thing in places.items():
        for kind in ("", "int:", "path:"):
            path = path.replace(f"<{kind}{name}>", thing.format_map(things))
    assert "<" not in path, f"{route}: say in PLACES ({__name__}) what to put there"
    return path + QUERIES.get(route, "")


def command_of(
    action: str, name: str, things: Mapping[str, Any], *, named: bool = True
) -> tuple[list[str], Command]:
    """The arguments of a command, filled in, without `--by`."""
    told = COMMANDS.get(f"{action}: {name}", COMMANDS.get(name, Command()))
    given = told.args if named or told.unnamed is None else told.unnamed
    return [*name.split(), *(one.format_map(things) for one in shlex.split(given))], told
