"""Mail: raw bytes in, `Mail` out. Nothing in here reaches out or keeps anything."""

from comms.sources.mail.limits import Limits
from comms.sources.mail.read import read

__all__ = ["Limits", "read"]
