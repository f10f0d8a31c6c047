"""What waits for whom: on the first page, in the morning mail, and in reminders."""

from comms.stages.waiting.pile import Bundle, Pile
from comms.stages.waiting.waiting import Waiting, WaitingRules

__all__ = ["Bundle", "Pile", "Waiting", "WaitingRules"]
