"""Subscribers in and out as lists: import with a statement of consent, export."""

import csv
import io
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from comms.errors import BadInput, UsageError
from comms.model.subscriber import Subscriber, SubscriberStatus, address, keyed_hash
from comms.store.database import Begin
from comms.store.transaction import Transaction

# Rows stored in one transaction: an import that is killed goes on where it was when run again.
BATCH = 1000
LONGEST = 200
_FALLBACK = "cp1252"  # what a Danish Excel writes when it does not write UTF-8


@dataclass(frozen=True)
class Row:
    """One row of the file. line: counted from 1, the header included."""

    line: int
    values: Mapping[str, str]
    problem: str = ""


@dataclass
class Imported:
    """added: new. known: on the list already. departed: left before, and not added again."""

    added: int = 0
    known: int = 0
    departed: int = 0
    problems: list[str] = field(default_factory=list)


class SubscriberLists:
    """key: what hashes of those who left are keyed with."""

    def __init__(self, begin: Begin, read: Begin, key: str) -> None:
        self.begin = begin
        self.read = read
        self.key = key

    def import_csv(self, data: bytes, consent: str, by: str, now: datetime) -> Imported:
        """Add the people of a CSV with `email` and perhaps `name`; other columns are attributes.

        consent: the words they agreed to, kept with each of them. Bad and doubled rows are told
        by line, the good ones go on. Raises UsageError without a consent, BadInput when the
        whole file cannot be read.
        """
        if not consent.strip():
            raise UsageError("Skriv, hvad modtagerne har sagt ja til (--consent).")
        rows = read_rows(data)
        done, seen = Imported(), dict[str, int]()
        with self.begin() as tx:
            who = tx.staff.operating(by)
            consent_id = tx.subscribers.add_consent(consent.strip(), f"import: {who}", now)
        while batch := list(islice(rows, BATCH)):
            with self.begin() as tx:
                for row in batch:
                    self._take(tx, row, consent_id, seen, done, now)
        with self.begin() as tx:
            tx.audit.record(who, "import", "subscribers", consent_id, now, added=done.added)
        return done

    def export_csv(self, status: SubscriberStatus | None = SubscriberStatus.ACTIVE) -> str:
        """The list as CSV: email, name and the attributes, one column each."""
        with self.read() as tx:
            people = list(tx.subscribers.all(status))
        names = sorted({name for person in people for name in person.attributes})
        out = io.StringIO()
        write = csv.writer(out, lineterminator="\n")
        write.writerow(["email", "name", *names])
        for person in people:
            extra = [person.attributes.get(name, "") for name in names]
            write.writerow([_cell(value) for value in (person.email, person.name, *extra)])
        return out.getvalue()

    def _take(
        self,
        tx: Transaction,
        row: Row,
        consent_id: int,
        seen: dict[str, int],
        done: Imported,
        now: datetime,
    ) -> None:
        try:
            person = _subscriber(row, consent_id)
        except BadInput as error:
            done.problems.append(f"linje {row.line}: {error}")
            return
        if person.email in seen:
            told = f"{person.email} står også på linje {seen[person.email]}"
            done.problems.append(f"linje {row.line}: {told}")
            return
        seen[person.email] = row.line
        known = tx.subscribers.by_email(person.email)
        gone = known is not None and known.status is not SubscriberStatus.ACTIVE
        if gone or tx.subscribers.has_departed(keyed_hash(person.email, self.key)):
            done.departed += 1
        elif tx.subscribers.add(person, now) is None:
            done.known += 1
        else:
            done.added += 1


def read_rows(data: bytes) -> Iterator[Row]:
    """The rows of a CSV; commas or semicolons; UTF-8 or what a Danish Excel writes.

    Raises BadInput at once when there is no header with `email`.
    """
    if b"\0" in data:
        raise BadInput("Filen er ikke tekst: gem den som CSV (UTF-8).")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode(_FALLBACK, errors="replace")
    lines = text.splitlines()
    if not lines:
        raise BadInput("Filen er tom: første linje skal være email,name.")
    mark = ";" if lines[0].count(";") > lines[0].count(",") else ","
    names = [name.strip().lower() for name in next(csv.reader([lines[0]], delimiter=mark))]
    if "email" not in names:
        raise BadInput(f"linje 1: der er ingen kolonne email (kolonnerne er: {', '.join(names)}).")
    return _rows(lines[1:], names, mark)


def _rows(lines: Iterable[str], names: list[str], mark: str) -> Iterator[Row]:
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        try:
            cells = next(csv.reader([line], delimiter=mark, strict=True))
        except csv.Error as error:
            yield Row(number, {}, f"rækken kan ikke læses ({error})")
            continue
        if len(cells) > len(names):
            yield Row(number, {}, f"rækken har {len(cells)} felter, overskriften {len(names)}")
        else:
            yield Row(number, dict(zip(names, (cell.strip() for cell in cells), strict=False)))


def _subscriber(row: Row, consent_id: int) -> Subscriber:
    if row.problem:
        raise BadInput(row.problem)
    values = dict(row.values)
    email, name = values.pop("email", ""), values.pop("name", "")
    if not email:
        raise BadInput("feltet email er tomt")
    if len(name) > LONGEST or not name.isprintable():
        raise BadInput(f"navnet må være højst {LONGEST} tegn, uden linjeskift")
    return Subscriber(
        address(email),
        secrets.token_urlsafe(24),
        name,
        attributes={key: value for key, value in values.items() if value},
        consent_id=consent_id,
    )


def _cell(value: str) -> str:
    """A cell that a spreadsheet will not take for a formula (OWASP, CSV injection)."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t")) else value
