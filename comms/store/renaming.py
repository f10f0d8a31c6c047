"""A new name for somebody of the staff, everywhere the old one decides something."""

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.errors import UsageError
from comms.store.tables import metadata, staff, staff_names

# Columns that hold the name of who did something. Four eyes compare them, so they follow the name.
_NAMES = ("by", "written_by", "approved_by", "created_by", "handled_by", "done_by")
# The record is a chain that nobody may rewrite: it keeps the name of its day.
_RECORD = "audit_events"


def rename(db: Connection, account_id: int, old: str, new: str) -> None:
    """Give the account `new`; keep `old` from others. Raises UsageError when `new` is taken."""
    key = new.lower()
    owner = db.execute(select(staff_names.c.staff_id).where(staff_names.c.name == key)).scalar()
    if owner not in (None, account_id):
        raise UsageError(f"Navnet {new} har været en anden brugers.")
    try:
        with db.begin_nested():
            db.execute(update(staff).where(staff.c.id == account_id).values(name=new))
    except IntegrityError:
        raise UsageError(f"Der er allerede en bruger med navnet {new}.") from None
    db.execute(delete(staff_names).where(staff_names.c.name == key))
    if old.lower() != key:
        db.execute(insert(staff_names).values(name=old.lower(), staff_id=account_id))
    _follow(db, old, new)


def _follow(db: Connection, old: str, new: str) -> None:
    for table in metadata.sorted_tables:
        if table.name == _RECORD:
            continue
        for column in table.c:
            if column.name in _NAMES:
                db.execute(update(table).where(column == old).values({column.name: new}))
