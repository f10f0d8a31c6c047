"""Publishing against the practice page."""

from collections.abc import Iterator

import pytest

from comms.practice.graph import PracticeGraph
from comms.store.database import Database
from comms.store.files import FolderFiles
from tests.practice.graph_help import client, practice
from tests.stages.publish.publish_help import Office


@pytest.fixture
def page() -> Iterator[PracticeGraph]:
    with practice() as graph:
        yield graph


@pytest.fixture
def office(memory: Database, files: FolderFiles, page: PracticeGraph) -> Iterator[Office]:
    """On SQLite in memory."""
    with client(page) as graph:
        yield Office(memory, files, page, graph)


@pytest.fixture
def either(database: Database, files: FolderFiles, page: PracticeGraph) -> Iterator[Office]:
    """On SQLite and on PostgreSQL."""
    with client(page) as graph:
        yield Office(database, files, page, graph)
