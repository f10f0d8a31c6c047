"""The clock's shell: a tick becomes one call of a stage."""

from comms.scheduler.line import Line, lines
from comms.scheduler.scheduler import LEASE, Scheduler

__all__ = ["LEASE", "Line", "Scheduler", "lines"]
