"""A process that sends an issue (DATABASE_URL FOLDER PORT ISSUE), for tests that kill it."""

import sys
from pathlib import Path

from comms.stages.dispatch import until_signal
from comms.store.database import Database
from tests.clock import NOON
from tests.stages.issue_house import IssueHouse

if __name__ == "__main__":
    url, folder, port, issue_id = sys.argv[1:]
    database = Database(url)
    house = IssueHouse(database, Path(folder), NOON, int(port))
    with until_signal() as stopping:
        tally = house.mailroom.send(int(issue_id), stopping=stopping)
    database.close()
    sys.stdout.write(f"{tally.sent} {tally.pending}\n")
