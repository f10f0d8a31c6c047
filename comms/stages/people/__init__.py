"""People: who works here, and who asked for the newsletter."""

from comms.stages.people.accounts import Accounts

__all__ = ["Accounts"]
