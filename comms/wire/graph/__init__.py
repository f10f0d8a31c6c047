"""Facebook's Graph API over HTTP, knowing nothing of stories."""

from comms.wire.graph.client import DEFAULT_URL, DEFAULT_VERSION, Graph
from comms.wire.graph.errors import (
    Blocked,
    Gone,
    GraphRefused,
    Invalid,
    LinkRefused,
    MaybeDuplicate,
    NotPermitted,
    NotReached,
    PhotoRefused,
    Reach,
    Silence,
    TokenRejected,
    TooManyCalls,
)
from comms.wire.graph.operations import NotListedError
from comms.wire.graph.usage import Usage
from comms.wire.graph.values import InsightValue, PageFigures, RemotePost, TokenFacts

__all__ = [
    "DEFAULT_URL",
    "DEFAULT_VERSION",
    "Blocked",
    "Gone",
    "Graph",
    "GraphRefused",
    "InsightValue",
    "Invalid",
    "LinkRefused",
    "MaybeDuplicate",
    "NotListedError",
    "NotPermitted",
    "NotReached",
    "PageFigures",
    "PhotoRefused",
    "Reach",
    "RemotePost",
    "Silence",
    "TokenFacts",
    "TokenRejected",
    "TooManyCalls",
    "Usage",
]
