"""What the tests of Facebook share: a client against a stand-in, a photo, a secret token."""

from typing import Any

from urllib3.util import Retry

from comms.practice.graph import PracticeGraph
from comms.wire.graph import Graph

TOKEN = "EAABtopsecrettoken"
SECRET = "appens-hemmelighed"
JPEG = b"\xff\xd8\xff\xe0 et billede \r\n--af havnen\r\n\x00\xff"
QUICK = Retry(total=2, backoff_factor=0)


def practice(**settings: Any) -> PracticeGraph:
    """A stand-in whose hangs end soon."""
    quick: dict[str, Any] = {"token": TOKEN, "app_secret": SECRET, "hang_seconds": 1.0}
    return PracticeGraph(**quick | settings)


def client(graph: PracticeGraph, **settings: Any) -> Graph:
    """A client that waits 0.3 s for an answer and never sleeps between tries."""
    quick: dict[str, Any] = {"app_secret": SECRET, "timeout": 0.3, "retries": QUICK}
    return Graph(graph.url, graph.version, TOKEN, **quick | settings)
