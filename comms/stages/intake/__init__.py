"""Intake: what comes in becomes items, and contributions become stories."""

from comms.stages.intake.acknowledge import Acknowledging
from comms.stages.intake.correspondence import Correspondence
from comms.stages.intake.counts import Counts
from comms.stages.intake.feeds import Answer, Feeds
from comms.stages.intake.inbox import Inbox
from comms.stages.intake.linking import Linking, Proposed
from comms.stages.intake.replying import Addressee, Opening, Replying

__all__ = [
    "Acknowledging",
    "Addressee",
    "Answer",
    "Correspondence",
    "Counts",
    "Feeds",
    "Inbox",
    "Linking",
    "Opening",
    "Proposed",
    "Replying",
]
