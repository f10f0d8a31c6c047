"""A sender in a process of its own: DATABASE FILES GRAPH, each as a word on its command line."""

import sys
from pathlib import Path

from comms.channels.facebook import Facebook
from comms.practice.graph import PAGE_ID, VERSION
from comms.stages.publish import Publishing
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.wire.graph import Graph
from tests.clock import NOON
from tests.practice.graph_help import SECRET, TOKEN


def send(database_url: str, folder: str, graph_url: str) -> None:
    """Publish what is due, in no hurry."""
    with Graph(graph_url, VERSION, TOKEN, SECRET, timeout=30) as graph:
        channel = Facebook(graph, PAGE_ID)
        database = Database(database_url)
        Publishing(database.begin, channel, FolderFiles(Path(folder)), lambda: NOON).all_due()
        database.close()


if __name__ == "__main__":
    send(*sys.argv[1:])
