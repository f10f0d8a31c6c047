"""What a relay allows, as far as it is known from its name."""

from dataclasses import dataclass

from comms.errors import BadInput

# Exchange Online limits, "Sending limits": a mailbox sends 30 messages a minute, to 10,000
# recipients a day.
A_MINUTE = 30
A_DAY = 10_000
_MICROSOFT = (".office365.com", ".outlook.com")


@dataclass(frozen=True)
class Limits:
    """Microsoft 365's, for a list of so many readers. rate: SMTP_RATE, messages a second."""

    readers: int
    rate: float

    @property
    def minutes(self) -> int:
        """How long the whole list takes, at least."""
        per_minute = min(A_MINUTE, 60 * self.rate) if self.rate else A_MINUTE
        return -int(-self.readers // per_minute)

    def advice(self) -> str:
        """In words. Raises BadInput for a list that does not fit into a day."""
        allowed = f"Microsoft 365 tager {A_MINUTE} mails i minuttet og 10.000 modtagere i døgnet"
        takes = f"{allowed}; listen på {self.readers} tager mindst {_long(self.minutes)}"
        if self.readers > A_DAY:
            raise BadInput(
                f"{takes}, og den er for lang til ét døgn: "
                "brug en anden mailserver til nyhedsbrevet (SMTP_HOST)"
            )
        if not self.rate or self.rate > A_MINUTE / 60:
            takes += f". Sæt SMTP_RATE={A_MINUTE / 60:g}, ellers siger serveren fra undervejs"
        return takes


def is_microsoft(host: str) -> bool:
    """Is the relay Exchange Online's?"""
    return host.lower().rstrip(".").endswith(_MICROSOFT)


def _long(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{max(rest, 1)} min."
    return f"{hours} t. {rest} min." if rest else f"{hours} t."
