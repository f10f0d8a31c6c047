"""A strict, stateful stand-in for Facebook's Graph API, for practice mode, demo and tests."""

import threading
from pathlib import Path

from comms.practice.graph.faults import FAULTS, OPERATIONS, parse
from comms.practice.graph.public import PublicPhoto, PublicPost
from comms.practice.graph.server import PAGE_ID, TOKEN, VERSION, PracticeGraph

__all__ = [
    "FAULTS",
    "OPERATIONS",
    "PAGE_ID",
    "TOKEN",
    "VERSION",
    "PracticeGraph",
    "PublicPhoto",
    "PublicPost",
    "parse",
    "serve",
]


def serve(
    port: int,
    *faults: str,
    state: Path | None = None,
    app_secret: str = "",
    until: threading.Event | None = None,
) -> None:
    """Run the stand-in on loopback until `until` is set (never: until the process ends).

    faults: `NAME[:OPERATION[:TIMES]]`. Raises UsageError for an unknown one, OSError for a port
    that is taken.
    """
    graph = PracticeGraph(port=port, state=state, app_secret=app_secret)
    graph.start()
    try:
        for fault in faults:
            name, on, times = parse(fault)
            graph.fault(name, on, times)
        (until or threading.Event()).wait()
    finally:
        graph.close()
