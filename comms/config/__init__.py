"""`.env` and `schedules.yaml` as frozen dataclasses. All errors are told at once."""

from comms.config.newsletter import NewsletterRules
from comms.config.schedules import Feed, Goal, Job, Organisation, Schedules
from comms.config.settings import Mode, Security, Settings

__all__ = [
    "Feed",
    "Goal",
    "Job",
    "Mode",
    "NewsletterRules",
    "Organisation",
    "Schedules",
    "Security",
    "Settings",
]
