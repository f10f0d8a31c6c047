"""Review: staff say yes, no, or say it better. The rules hold here, not in the page."""

from comms.stages.review.consents import Pulled
from comms.stages.review.review import Review

__all__ = ["Pulled", "Review"]
