"""One tree of errors. Each says in one line what is wrong, where, and what is allowed."""


class CommsError(Exception):
    """Something we can explain to a person. `exit_code` is what the command line ends with."""

    exit_code = 1


class SettingsError(CommsError):
    """Settings or schedules.yaml cannot be used. All problems are named at once."""

    exit_code = 2

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UsageError(CommsError):
    """The command was given something it cannot take."""

    exit_code = 2


class NotFound(UsageError):
    """No such story, draft, issue or account."""


class BadInput(CommsError):
    """Data from outside (a mail, a feed, a CSV row, an answer) that cannot be read."""


class TooBig(BadInput):
    """Data from outside beyond a configured limit of size, depth or time."""


class NotAllowed(CommsError):
    """The rules of review refuse it: role, four eyes, an open finding."""

    exit_code = 3


class Moved(CommsError):
    """The thing changed under us: its stored status or version is not the expected one."""


class DatabaseAway(CommsError):
    """The database cannot be reached, read or written just now. Nothing of the step was kept."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"DATABASE_URL: the database does not answer ({cause})")
        self.cause = cause


class OnHold(CommsError):
    """Sending is held, by the switch that stops everything or by a channel's own stop."""

    exit_code = 3


class SendError(CommsError):
    """A send that did not end in a receipt."""


class Refused(SendError):
    """The other side said no.

    `permanent`: another try of the same thing will be refused too.
    `code`: the other side's own code (SMTP reply, Graph code), 0 when it has none.
    """

    def __init__(self, message: str, *, permanent: bool, code: int = 0) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.code = code


class OutcomeUnknown(SendError):
    """Silence: it may or may not have happened. Never blindly retried."""
