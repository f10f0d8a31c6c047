"""How a post on any channel may end, in the words that a stage and staff understand.

`str(error)` is for the log; `error.staff` is a Danish sentence: what happened, what to do.
"""

from dataclasses import dataclass

from comms.errors import OutcomeUnknown, Refused


@dataclass(frozen=True)
class Posted:
    """A post as the channel holds it now. permalink: '' when the channel tells none."""

    public: bool
    text: str
    permalink: str


class PostRefused(Refused):
    """The channel will not have this post; the others may go on. Nothing was changed."""

    def __init__(self, message: str, staff: str, *, permanent: bool = True, code: int = 0) -> None:
        super().__init__(message, permanent=permanent, code=code)
        self.staff = staff


class PreviewRefused(PostRefused):
    """The link cannot be shown with a preview; the post can go out without one."""


class AlreadyThere(PostRefused):
    """The channel says that it has this post already: look before anything else."""


class ChannelWaits(PostRefused):
    """Nothing goes out now, for a while; it passes by itself."""

    def __init__(self, message: str, staff: str, *, code: int = 0) -> None:
        super().__init__(message, staff, permanent=False, code=code)


class ChannelStopped(PostRefused):
    """Nothing goes out until a person has done what `staff` says."""

    def __init__(self, message: str, staff: str, *, code: int = 0) -> None:
        super().__init__(message, staff, permanent=False, code=code)


class ChannelSilent(OutcomeUnknown):
    """No answer: it may have been done."""

    def __init__(self, message: str, staff: str) -> None:
        super().__init__(message)
        self.staff = staff
