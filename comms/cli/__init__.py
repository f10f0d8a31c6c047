"""The command line: each command is one call of a stage."""

from comms.cli.root import main

__all__ = ["main"]
