"""What live mode needs: every missing setting of a switched-on part, named at once."""

from urllib.parse import urlsplit

from comms.config.schedules import Schedules
from comms.config.settings import LOOPBACK, Security, Settings

_INBOX = ("imap_host", "imap_username")
_NEWSLETTER = ("smtp_host", "mail_from", "public_url")
_FACEBOOK = ("facebook_page_id", "facebook_page_token")
_OAUTH = ("mail_oauth_token_url", "mail_oauth_client_id", "mail_oauth_client_secret")


def missing(settings: Settings, schedules: Schedules) -> list[str]:
    """One line for each setting that a switched-on part lacks; empty when live mode can start."""
    given = settings.given
    needed: dict[str, str] = {}
    if schedules.sources.inbox and settings.mailbox == "imap":
        needed |= dict.fromkeys(_INBOX, "the inbox is switched on")
        if not settings.mail_oauth:
            needed["imap_password"] = "the inbox is switched on without MAIL_OAUTH_*"  # noqa: S105
    if schedules.channels.newsletter:
        needed |= dict.fromkeys(_NEWSLETTER, "the newsletter is switched on")
    if settings.smtp_username and not settings.mail_oauth:
        needed["smtp_password"] = "SMTP_USERNAME is set"  # noqa: S105
    if schedules.channels.facebook:
        needed |= dict.fromkeys(_FACEBOOK, "Facebook is switched on")
    if given & set(_OAUTH):
        needed |= dict.fromkeys(_OAUTH, "MAIL_OAUTH_* is used")
    lines = [f"{n.upper()}: must be set ({why})" for n, why in needed.items() if n not in given]
    return [*lines, *unprotected(settings), *_open_line(settings)]


def _open_line(settings: Settings) -> list[str]:
    """Staff log in where PUBLIC_URL says; their cookies go over TLS only, but for loopback."""
    where = urlsplit(settings.public_url)
    if where.scheme == "https" or where.hostname in LOOPBACK:
        return []
    return ["PUBLIC_URL: must be https outside loopback, or nobody can log in"]


def unprotected(settings: Settings) -> list[str]:
    """`none` as security is taken only for loopback."""
    hosts = {"IMAP": settings.imap_host, "SMTP": settings.smtp_host}
    ways = {"IMAP": settings.imap_security, "SMTP": settings.smtp_security}
    return [
        f"{part}_SECURITY: none is taken only for loopback, not for {host} (allowed: tls, starttls)"
        for part, host in hosts.items()
        if host and ways[part] is Security.NONE and host not in LOOPBACK
    ]
