"""`.env` and `schedules.yaml` as frozen dataclasses. All errors are told at once."""

import os

# pydantic would read what every installed package says of itself, to look for plugins of its own.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

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
