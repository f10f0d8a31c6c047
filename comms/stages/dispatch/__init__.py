"""Dispatch: the week's issue is composed, approved, sent; letters go the same way."""

from comms.stages.dispatch.answers import PostRules
from comms.stages.dispatch.arranging import Arranging
from comms.stages.dispatch.corrections import IssueCorrections
from comms.stages.dispatch.desk import Composed, IssueDesk
from comms.stages.dispatch.mailroom import LettersSent, Mailroom, until_signal
from comms.stages.dispatch.places import Places
from comms.stages.dispatch.underway import Underway

__all__ = [
    "Arranging",
    "Composed",
    "IssueCorrections",
    "IssueDesk",
    "LettersSent",
    "Mailroom",
    "Places",
    "PostRules",
    "Underway",
    "until_signal",
]
