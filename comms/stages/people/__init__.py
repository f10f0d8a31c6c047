"""People: who works here, and who asked for the newsletter."""

from comms.stages.people.absences import Absences
from comms.stages.people.accounts import Accounts
from comms.stages.people.door import Door, DoorRules
from comms.stages.people.post import ReaderPost
from comms.stages.people.subscribing import Subscribing

__all__ = ["Absences", "Accounts", "Door", "DoorRules", "ReaderPost", "Subscribing"]
