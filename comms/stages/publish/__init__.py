"""Publishing: what is approved and due goes out once, or staff are told what to look at."""

from comms.stages.publish.ports import Channel, Outcome
from comms.stages.publish.run import LEASE, Publishing

__all__ = ["LEASE", "Channel", "Outcome", "Publishing"]
