"""Who is away, and who looks after what waits for them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from comms.danish.calendar import local
from comms.errors import NotAllowed, UsageError
from comms.model.account import Absence, Account, Role
from comms.store.database import Begin
from comms.store.transaction import Transaction

LONGEST = timedelta(days=366)


class Absences:
    """Everybody says it of themselves; an admin may say it of others, who may be ill.

    A stand-in gets the reminders and nothing else: they act under their own name, with their own
    role, so that four eyes hold as ever.
    """

    def __init__(self, begin: Begin, read: Begin) -> None:
        self.begin = begin
        self.read = read

    def add(
        self,
        who: str,
        first_day: date,
        last_day: date,
        stand_in: str,
        by: str,
        now: datetime,
    ) -> Absence:
        """Both days included. stand_in: a name, or '' for nobody.

        Raises UsageError when the days or the stand-in cannot be used, NotAllowed for another's.
        """
        _days(first_day, last_day, _today(now))
        with self.begin() as tx:
            away, by = _own(tx, who, by)
            helper = _stand_in(tx, stand_in, away)
            if any(
                one.who == away.name and one.first_day <= last_day and one.last_day >= first_day
                for one in tx.absences.since(first_day)
            ):
                raise UsageError("Der er allerede et fravær i de dage. Aflys det først.")
            helper_id = helper.id if helper else None
            made = tx.absences.add(away.id, first_day, last_day, helper_id, by, now)
            tx.audit.record(by, "add absence", "account", away.id, now, absence=made)
            return tx.absences.get(made)

    def cancel(self, absence_id: int, by: str, now: datetime) -> None:
        """They are here after all."""
        with self.begin() as tx:
            away, by = _own(tx, tx.absences.get(absence_id).who, by)
            if tx.absences.cancel(absence_id, now):
                tx.audit.record(by, "cancel absence", "account", away.id, now, absence=absence_id)

    def coming(self, now: datetime) -> Sequence[Absence]:
        """Those under way and those to come, the next one first."""
        with self.read() as tx:
            return tx.absences.since(_today(now))


def _own(tx: Transaction, who: str, by: str) -> tuple[Account, str]:
    """Whose absence it is, and the name of who says so."""
    acting, away = tx.staff.named(tx.staff.acting(by)), tx.staff.named(who)
    if away is None or not away.active:
        raise UsageError(f"{who} er ikke en aktiv bruger.")
    if acting is None or (acting.id != away.id and acting.role is not Role.ADMIN):
        raise NotAllowed("Kun en administrator kan skrive andres fravær.")
    return away, acting.name


def _stand_in(tx: Transaction, name: str, away: Account) -> Account | None:
    if not name.strip():
        return None
    found = tx.staff.named(name)
    if found is None or not found.active:
        raise UsageError(f"{name} er ikke en aktiv bruger og kan ikke være stedfortræder.")
    if found.id == away.id:
        raise UsageError("Vælg en anden end den, der er væk.")
    return found


def _days(first: date, last: date, today: date) -> None:
    if last < first:
        raise UsageError("Den sidste dag må ikke ligge før den første.")
    if last < today:
        raise UsageError("Fraværet er forbi. Vælg en sidste dag, der ikke er gået.")
    if last - first > LONGEST:
        raise UsageError("Et fravær kan højst vare et år. Spær brugeren i stedet.")


def _today(now: datetime) -> date:
    here = local(now)
    return here.date() if isinstance(here, datetime) else here
