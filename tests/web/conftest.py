"""The pages' house, filled, and a client for each who asks."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.web import create_app
from tests.web.twin import Filled, Twin, fill, log_in


@pytest.fixture
def twin(memory: Database, files: FolderFiles, now: datetime) -> Twin:
    """A house without anything in it."""
    return Twin(memory, files, now)


@pytest.fixture
def filled(twin: Twin) -> Filled:
    """The same house, with people and things in it."""
    return fill(twin)


@pytest.fixture
def app(twin: Twin) -> Flask:
    """All pages."""
    return create_app(twin)


@pytest.fixture
def stranger(app: Flask, filled: Filled) -> FlaskClient:
    """Somebody from outside."""
    return app.test_client()


@pytest.fixture
def approver(app: Flask, filled: Filled) -> FlaskClient:
    """Ib Skov, who may approve."""
    client = app.test_client()
    log_in(client)
    return client


@pytest.fixture
def writer(app: Flask, filled: Filled) -> FlaskClient:
    """Åse Bæk, who writes."""
    client = app.test_client()
    log_in(client, "Åse Bæk")
    return client
