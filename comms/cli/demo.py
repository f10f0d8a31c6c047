"""The whole path once, on the samples, in practice mode: `make demo`."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
import yaml

from comms.cli.answer import PROJECT, Answer, command
from comms.config import Mode, Schedules, Settings
from comms.errors import CommsError, NotAllowed
from comms.model.draft import Status
from comms.stages.intake import Counts
from comms.wiring import House

# The samples are of this week, so the demo happens in it, whatever the calendar says today.
MONDAY = "2026-11-23T09:00"
THURSDAY = "2026-11-26T10:00"
WEEK = "2026-W48"
WRITER, APPROVER = "Skribent", "Godkender"
TYPED = "Vinterjakker søger nye ejere"
PERMISSION = "Sendt ind til os, så vi kan vise det"
LINKED = "Nyt overblik over tilbud i julen"
LINK = "https://www.julehjaelp.example.dk/overblik"


@command()
@click.option("--keep", type=click.Path(path_type=Path), help="Folder; data/demo when left out.")
def demo(keep: Path | None) -> Answer:
    """The whole path once on samples/, in practice mode. A second run adds nothing twice."""
    folder = (keep or PROJECT / "data" / "demo").absolute()
    with house_at(folder) as (house, clock):
        walk = Walk(house, folder)
        for step in (walk.collect, walk.write, walk.review, walk.publish):
            step()
        walk.subscribers()
        clock.at(THURSDAY)
        walk.newsletter()
        clock.at(MONDAY)
        walk.measure()
    return Answer({"folder": str(folder), **walk.told}, walk.lines, 1 if walk.failed else 0)


class Clock:
    """Shows the time the demo happens at."""

    def __init__(self, schedules: Schedules) -> None:
        self.zone = schedules.zone
        self.at(MONDAY)

    def at(self, moment: str) -> None:
        """Set the hands."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=self.zone)

    def __call__(self) -> datetime:
        """The time now, aware."""
        return self.now


@contextmanager
def house_at(folder: Path) -> Iterator[tuple[House, Clock]]:
    """A house of the demo's own: practice mode and the project's samples, whatever .env says."""
    settings = replace(
        Settings.load(PROJECT, {}, env_file="no .env"),
        comms_mode=Mode.PRACTICE,
        data_dir=folder,
        database_url=f"sqlite:///{folder}/comms.db",
    )
    schedules = Schedules.load(settings.schedules_file)
    clock = Clock(schedules)
    house = House(settings, schedules, clock)
    try:
        house.database.make_ready()
        yield house, clock
    finally:
        house.close()


class Walk:
    """One walk down the path. told: the figures for --json; lines: what a person reads."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house, self.folder = house, folder
        self.told: dict[str, Any] = {}
        self.failed = False
        self.lines = ["Testtilstand: intet bliver sendt.", ""]

    def collect(self) -> None:
        """1 and 2: mail from the maildir, feeds over HTTP on loopback; stories out of both."""
        self.house.first_login()
        mail, feeds = self.house.collect_inbox(), self.house.collect_feeds()
        self.told["collect"] = {"inbox": mail.contract(), "feeds": feeds.contract()}
        self._say("Indbakke", _collected(mail))
        self._say("Feeds", _collected(feeds))

    def write(self) -> None:
        """3: a story and a link typed in, then the drafts that are missing."""
        house, now = self.house, self.house.clock()
        with house.read() as tx:
            titles = {story.title for story in tx.stories.all(limit=None)}
        if TYPED not in titles:
            text = (PROJECT / "samples" / "indtastet.md").read_text(encoding="utf-8")
            house.drafting.add_story(TYPED, text, WRITER, now)
        if LINKED not in titles:
            house.drafting.add_story(LINKED, "", WRITER, now, LINK)
        written = house.drafting.draft_missing(now)
        self.told["drafts"] = written
        self._say("Udkast", f"{written} nye")

    def review(self) -> None:
        """4: a writer says what the pictures show; somebody else approves what may go out."""
        self._settle_pictures()
        with self.house.read() as tx:
            waiting = tx.drafts.all(Status.DRAFTED)
        approved, kept = 0, []
        for draft in waiting:
            try:
                self.house.review.approve(draft.id, APPROVER, self.house.clock())
                approved += 1
            except NotAllowed as refused:
                kept.append((draft, str(refused).partition(". ")[2]))
        self.told["approved"], self.told["waiting"] = approved, len(kept)
        self._say("Godkendt", f"{approved} udkast; {len(kept)} venter på et menneske")
        for draft, reason in kept:
            if draft.channel == "facebook":
                self._say("", f"– {draft.content.title}: {reason}")

    def publish(self) -> None:
        """5: everything approved goes to the stand-in for Facebook."""
        outcomes = self.house.publishing.all_due()
        public = self.house.world.graph.public_posts()
        self.told["posts"] = {"sent": len(outcomes), "public": len(public)}
        self._say("Facebook", f"{len(outcomes)} opslag lagt op nu, {len(public)} på siden i alt")
        self._lies("siden, som den står på det efterlignede Facebook", "practice/facebook.json")

    def subscribers(self) -> None:
        """Readers, with what they agreed to; the three bad rows are told by line."""
        data = (PROJECT / "samples" / "subscribers.csv").read_bytes()
        consent = "Sagde ja på papir ved stormødet, november 2026"
        done = self.house.subscriber_lists.import_csv(data, consent, APPROVER, self.house.clock())
        self.told["subscribers"] = {"added": done.added, "known": done.known}
        self._say("Modtagere", f"{done.added} nye, {done.known} kendte")
        for problem in done.problems:
            self._say("", f"– {problem}")

    def newsletter(self) -> None:
        """6: the week's issue is composed and goes by itself at its hour."""
        house = self.house
        house.newsletter.tick(house.clock() - timedelta(days=1))  # staff are told the day before
        composed = house.newsletter.compose(house.clock(), WEEK)
        if composed.issue is None:
            self.failed = True
            self._say("Nyhedsbrev", composed.skipped)
            return
        issue = composed.issue
        house.mailroom.send_due()
        tally = house.mailroom.tally(issue.id)
        self.failed |= tally.sent != tally.recipients
        self.told["newsletter"] = {"issue": issue.id, "items": len(issue.items), **vars(tally)}
        told = f"{issue.title}: {len(issue.items)} bidrag til {tally.sent} af {tally.recipients}"
        self._say("Nyhedsbrev", told)
        page = self.folder / "nyhedsbrev.html"
        page.write_text(self._with_pictures(issue.id), encoding="utf-8")
        self._lies("udgaven, som den læses", "nyhedsbrev.html")
        self._lies("hver modtagers mail (.eml)", "practice/mail/")

    def measure(self) -> None:
        """7: followers so far, today's count, the forecast and the report."""
        house, now = self.house, self.house.clock()
        history = (PROJECT / "samples" / "followers.csv").read_bytes()
        imported = house.followers.import_history(history, APPROVER, now)
        today = house.followers.snapshot(house.facebook, now)
        made = house.report(WEEK, None, self.folder / "rapport")
        self.told["followers"] = {"imported": imported.added, "today": today.followers}
        self.told["report"] = [path.name for path in made.files]
        self._say("Følgere", f"{imported.added} dage hentet ind, {today.followers} i dag")
        self._say("Prognose", _outlook(house, now))
        for path in made.files:
            self._lies("rapport", f"rapport/{path.name}")
        for reason in made.left_out:
            self._say("Udeladt", reason)

    def _with_pictures(self, issue_id: int) -> str:
        """The page, its pictures in a folder beside it: no server need be up to look at it."""
        html = self.house.newsletter.preview_html(issue_id)
        folder = self.folder / "billeder"
        folder.mkdir(exist_ok=True)
        for url, digest in set(re.findall(r'src="([^"]*/([0-9a-f]{64})\.jpg)"', html)):
            (folder / f"{digest}.jpg").write_bytes(self.house.files.get(digest))
            html = html.replace(url, f"billeder/{digest}.jpg")
        return html

    def _settle_pictures(self) -> None:
        """What each sample picture shows, whose it is and that we may use it: nobody is in them."""
        captions = yaml.safe_load((PROJECT / "samples" / "captions.yaml").read_text("utf-8"))
        with self.house.read() as tx:
            stories = [story for story in tx.stories.all(limit=None) if story.photos]
        for story in stories:
            for photo in story.photos:
                if photo.name not in captions or photo.credit:
                    continue  # nobody has said what it shows, or it was told on an earlier walk
                told = replace(
                    photo,
                    alt=photo.alt or captions[photo.name],
                    people=False,
                    credit=story.contributor.name,
                    permission=PERMISSION,
                )
                self.house.review.settle_photo(told, WRITER, self.house.clock())

    def _say(self, what: str, told: str) -> None:
        self.lines.append(f"{what:<12}{told}")

    def _lies(self, what: str, where: str) -> None:
        self.lines.append(f"{'':<12}→ {self.folder / where}  ({what})")


def _collected(counts: Counts) -> str:
    other = max(counts.fetched - counts.stories - counts.set_aside, 0)
    besides = f", {other} andet (spørgsmål, tilmeldinger, automatiske svar)" if other else ""
    return (
        f"{counts.fetched} hentet: {counts.stories} bidrag{besides}; "
        f"{counts.set_aside} lagt til side, {counts.known} kendte i forvejen"
    )


def _outlook(house: House, now: datetime) -> str:
    from comms.stages.measure.words import reach

    try:
        return reach(house.followers.forecast(house.goal, now))
    except CommsError as reason:
        return str(reason)
