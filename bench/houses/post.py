"""One sending for `bench/dispatch.py`, in a process of its own: how long, how dear, how big.

    python bench/houses/post.py DATABASE_URL FOLDER PORT CONNECTIONS engine|naive

Everything is loaded and composed before it says `ready`; it begins at the next line it is given.
Then it prints one JSON object: seconds, processor seconds (this process and its threads), peak
resident memory in MB, messages and bytes of one message.
"""

import json
import resource
import smtplib
import sys
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from comms.model.delivery import Delivery
from comms.stages.dispatch import PostRules
from comms.stages.dispatch.outbox import IssueOutbox
from comms.store.database import Database
from tests.clock import NOON
from tests.stages.issue_house import IssueHouse, utc_now

STORIES = ("Fællesspisning i Medborgerhuset", "Gåtur for alle", "Café for pårørende", "Fællessang")


def main() -> None:
    """Make ready, wait for the word, send, tell."""
    url, folder, port, connections, how = sys.argv[1:]
    database = Database(url)
    house = IssueHouse(database, Path(folder), NOON, int(port))
    house.post = PostRules(connections=int(connections))
    for title in STORIES:
        house.block(title)
    issue_id = house.composed()
    house.desk.approve(issue_id, "Anna", NOON)
    size = len(_message(house, issue_id))
    send = _engine(house, issue_id) if how == "engine" else _naive(house, issue_id, int(port))
    print("ready", flush=True)
    sys.stdin.readline()
    began, used = time.perf_counter(), time.process_time()
    sent = send()
    told = {
        "seconds": time.perf_counter() - began,
        "processor": time.process_time() - used,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "messages": sent,
        "bytes": size,
    }
    print(json.dumps(told), flush=True)
    database.close()


def _engine(house: IssueHouse, issue_id: int) -> Callable[[], int]:
    """What `newsletter send` does, the ledger's rows included."""
    return lambda: house.mailroom.send(issue_id).sent


def _naive(house: IssueHouse, issue_id: int, port: int) -> Callable[[], int]:
    """What one writes first: an EmailMessage and smtplib for each reader, no ledger."""
    compiled = house.desk.preview(issue_id)
    html, text = compiled.html(), compiled.text()
    with house.database.begin() as tx:
        tx.deliveries.fill(issue_id)
    with house.database.read() as tx:
        rows = tx.deliveries.batch(issue_id, 0, utc_now(), 1_000_000)

    def send() -> int:
        with smtplib.SMTP("127.0.0.1", port) as relay:
            for row in rows:
                relay.send_message(_plain(row, compiled.subject, text, html))
        return len(rows)

    return send


def _plain(row: Delivery, subject: str, text: str, html: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Strategi for Udsathed <nyt@example.dk>"
    mail["To"] = row.email
    mail["Subject"] = subject
    mail["Date"] = format_datetime(utc_now())
    mail["Message-ID"] = f"<{row.id}@example.dk>"
    mail["List-Unsubscribe"] = f"<https://nyt.example.dk/afmeld/{row.token}>"
    mail.set_content(text.replace("Hej,", f"Hej {row.name},"))
    mail.add_alternative(html.replace("Hej,", f"Hej {row.name},"), subtype="html")
    return mail


def _message(house: IssueHouse, issue_id: int) -> bytes:
    with house.database.read() as tx:
        issue = tx.issues.get(issue_id)
    outbox = IssueOutbox(issue, house.desk.compiled(issue), house.desk.places, "example.dk")
    return outbox.message(Delivery(1, "nr1@example.dk", "Læser 1", "x" * 43), utc_now())


if __name__ == "__main__":
    main()
