"""Builds everything from settings: the only place that knows every concrete class."""

from comms.wiring.house import House

__all__ = ["House"]
