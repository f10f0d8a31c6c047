"""How a collection went."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Counts:
    """fetched: kept now. stories: made now. known: seen before. set_aside: with a reason.

    failed: could not be had this time; tried again at the next. problems: one line each.
    """

    fetched: int = 0
    stories: int = 0
    known: int = 0
    set_aside: int = 0
    failed: int = 0
    problems: tuple[str, ...] = ()

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.fetched + other.fetched,
            self.stories + other.stories,
            self.known + other.known,
            self.set_aside + other.set_aside,
            self.failed + other.failed,
            self.problems + other.problems,
        )

    def contract(self) -> dict[str, int]:
        """The shape that `collect` prints (CONTRACT)."""
        shown = asdict(self)
        shown.pop("problems")
        return shown
