"""Which passwords are taken (NIST SP 800-63B: length is what helps; long phrases are let in)."""

from comms.errors import UsageError

SHORTEST, LONGEST = 12, 200
_FEWEST = 5  # different characters


def fit(password: str, shortest: int, *own: str) -> str:
    """The password as it is. Raises UsageError: what is allowed.

    own: what everybody knows of the person: name and mail address.
    """
    if not shortest <= len(password) <= LONGEST:
        raise UsageError(f"Adgangskoden skal være på {shortest}-{LONGEST} tegn.")
    if len(set(password.lower())) < min(_FEWEST, shortest):
        raise UsageError(f"Adgangskoden skal have mindst {_FEWEST} forskellige tegn.")
    if password.strip().lower() in {one.strip().lower() for one in own}:
        raise UsageError("Adgangskoden må ikke være dit navn eller din mailadresse.")
    return password
