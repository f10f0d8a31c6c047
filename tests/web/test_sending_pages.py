"""An issue on its way, on its page; and what one reader was sent."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from comms.model.issue import IssueStatus
from comms.store.ledger import Ledger
from tests.web.twin import Filled, Twin, post


@pytest.fixture
def under_way(twin: Twin, filled: Filled) -> int:
    """The coming issue, with its one reader's row not sent yet."""
    with twin.database.begin() as tx:
        issue = tx.issues.get(filled.issue)
        tx.issues.update(issue, replace(issue, status=IssueStatus.SENDING))
        assert tx.deliveries.fill(filled.issue) == 1
    return filled.issue


def _page(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def test_a_sending_is_paused_by_anybody_and_let_go_on_by_an_approver(
    writer: FlaskClient, approver: FlaskClient, twin: Twin, under_way: int
) -> None:
    path = f"/udgaver/{under_way}"
    page = _page(writer, path)
    assert 'max="1" value="0"' in page
    assert f'<a href="{path}" data-refresh>Opdatér</a>' in page
    assert "Aflys resten" not in page
    assert post(writer, f"{path}/pause").status_code == 303
    assert "Sat på pause af Åse Bæk" in _page(writer, path)
    assert "Fortsæt afsendelsen" not in _page(writer, path)
    assert post(writer, f"{path}/fortsaet").status_code == 403
    assert post(approver, "/genoptag").status_code == 303
    assert "Fortsæt afsendelsen" in _page(approver, path)  # the switch is another thing
    assert post(approver, f"{path}/fortsaet").status_code == 303
    part = _page(approver, f"{path}/fremgang")
    assert 'data-progress="on"' in part
    assert "<html" not in part
    assert "ved at blive sendt" in part


def test_the_rest_is_cancelled_with_a_reason(
    writer: FlaskClient, approver: FlaskClient, twin: Twin, under_way: int
) -> None:
    path = f"/udgaver/{under_way}"
    assert post(writer, f"{path}/aflys", reason="Fejl").status_code == 403
    bare = post(approver, f"{path}/aflys", reason=" ")
    assert bare.status_code == 400
    assert 'id="cancel-reason-error"' in bare.get_data(as_text=True)
    assert post(approver, f"{path}/aflys", reason="Forkert dato").status_code == 303
    page = _page(approver, path)
    assert "<b>1</b> fik den ikke" in page
    assert "aflyste udgaven" in page
    assert 'data-progress="over"' in _page(approver, f"{path}/fremgang")
    assert post(approver, f"{path}/pause").status_code == 409


def test_what_one_reader_was_sent_is_told_with_the_servers_words(
    writer: FlaskClient, twin: Twin, under_way: int
) -> None:
    with twin.database.begin() as tx:
        [row] = tx.deliveries.batch(under_way, 0, twin.moment, 10)
    path = "/udgaver/modtaget/svar"
    assert "Venter" in post(writer, path, email=row.email.upper()).get_data(as_text=True)
    with Ledger(twin.database.engine, "en:1:2:3", "newsletter") as ledger:
        assert ledger.turn([], [row], twin.moment) == [row]
        ledger.turn([(row, "250 2.0.0 taget som 42")], [], twin.moment)
    page = post(writer, path, email=row.email).get_data(as_text=True)
    assert "<b>Sendt</b>" in page
    assert "250 2.0.0 taget som 42" in page
    assert "ikke sendt noget til den" in post(writer, path, email="x@example.dk").get_data(
        as_text=True
    )
    wrong = post(writer, path, email="ingen adresse")
    assert wrong.status_code == 400
    assert 'id="email-error"' in wrong.get_data(as_text=True)
