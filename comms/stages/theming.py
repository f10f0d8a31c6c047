"""Staff set a story's themes; later answers learn from it, and it can be forgotten again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from comms.errors import UsageError
from comms.model.account import ANYBODY, APPROVERS
from comms.model.lessons import Correction, Evidence, Lessons, learn, stems_of
from comms.model.story import Story
from comms.model.themes import MOST
from comms.store.database import Begin
from comms.store.theme_corrections import Stamp

QUIET = timedelta(weeks=6)  # DOMAIN.md, "Kommunikationsstrategi": a theme with no story is shown


@dataclass(frozen=True)
class ThemeState:
    """A theme as the page of themes shows it. quiet: no story of it for six weeks."""

    number: int
    name: str
    quiet: bool
    learned: tuple[Evidence, ...]


class Theming:
    """begin: to change things. read: to look, also while another transaction is open. themes:
    names by number. What was learned is kept until a correction is made or forgotten.
    """

    def __init__(self, begin: Begin, read: Begin, themes: Mapping[int, str]) -> None:
        self.begin = begin
        self.read = read
        self.themes = themes
        self._known: tuple[Stamp, Lessons] = ((0, 0), Lessons())

    def lessons(self) -> Lessons:
        """What the corrections have taught until now."""
        with self.read() as tx:
            stamp = tx.theme_corrections.stamp()
            if stamp != self._known[0]:
                made, told = tx.theme_corrections.all(), tx.theme_corrections.left_alone()
                self._known = (stamp, learn(made, told) if made else Lessons())
        return self._known[1]

    def correct(self, story_id: int, numbers: Sequence[int], by: str, now: datetime) -> Story:
        """Set a story's themes, the most important first; its drafts and their approvals stay,
        for themes are no part of what is sent. The same themes again change nothing.

        Raises UsageError for none, more than three, or an unknown one.
        """
        after = self._checked(numbers)
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            story = tx.stories.get(story_id)
            if story.themes[:1] == after[:1] and set(story.themes) == set(after):
                return story
            stems = stems_of(story.title, story.text)
            made = Correction(story_id, story.themes, after, stems, who)
            tx.stories.retheme(story_id, after)
            number = tx.theme_corrections.add(made, now)
            tx.audit.record(
                who,
                "correct themes",
                "story",
                story_id,
                now,
                correction=number,
                before=list(story.themes),
                after=list(after),
            )
            return tx.stories.get(story_id)

    def forget(self, correction_id: int, by: str, now: datetime) -> Correction:
        """Learn nothing from one correction any more; its story keeps its themes.

        Raises NotFound for one that is unknown or forgotten.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, APPROVERS)
            made = tx.theme_corrections.get(correction_id)
            tx.theme_corrections.forget(correction_id, now)
            tx.audit.record(
                who, "forget correction", "story", made.story_id, now, correction=made.id
            )
        return made

    def forget_all(self, by: str, now: datetime) -> int:
        """Learn nothing from any correction made until now. Returns how many there were."""
        with self.begin() as tx:
            who = tx.staff.acting(by, APPROVERS)
            count = tx.theme_corrections.forget_all(now)
            if count:
                tx.audit.record(who, "forget corrections", "themes", "all", now, count=count)
        return count

    def corrections(self) -> Sequence[Correction]:
        """Those that count, newest first."""
        with self.read() as tx:
            return tuple(reversed(tx.theme_corrections.all()))

    def states(self, now: datetime) -> Sequence[ThemeState]:
        """Every theme, with what was learned of it and whether it was quiet lately."""
        lessons = self.lessons()
        with self.read() as tx:
            told = tx.theme_corrections.told_since(now - QUIET)
        return [
            ThemeState(number, name, number not in told, lessons.of(number))
            for number, name in self.themes.items()
        ]

    def _checked(self, numbers: Sequence[int]) -> tuple[int, ...]:
        chosen = tuple(dict.fromkeys(numbers))
        if not chosen:
            raise UsageError("Vælg mindst ét tema.")
        if len(chosen) > MOST:
            raise UsageError(f"Vælg højst tre temaer. Du har valgt {len(chosen)}.")
        for number in chosen:
            if number not in self.themes:
                raise UsageError(f"Der er intet tema {number}.")
        return chosen
