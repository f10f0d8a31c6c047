"""What a page asks of the running application: its house, and who is asking."""

from datetime import datetime
from typing import cast

from flask import current_app
from flask_login import current_user

from comms.model.account import Account
from comms.web.house import House


def house() -> House:
    """The house these pages belong to."""
    return cast("House", current_app.extensions["house"])


def now() -> datetime:
    """The time by the house's clock."""
    return house().clock()


def account() -> Account | None:
    """Who is logged in, or None."""
    return current_user.account if current_user.is_authenticated else None


def me() -> str:
    """The name of whoever is logged in, for the record. Only behind the login."""
    who = account()
    assert who is not None
    return who.name


def session_id() -> int:
    """The session that asks; 0 when nobody is logged in."""
    return current_user.session.id if current_user.is_authenticated else 0


def has_part(part: str) -> bool:
    """Are the staff (or the public) pages served by this application?"""
    return current_app.extensions["part"] in ("all", part)
