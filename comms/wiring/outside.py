"""The doors to the outside, built from settings: mailbox, relay, Facebook."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from comms.config import Settings
from comms.errors import SettingsError
from comms.sources.mailbox import ImapMailbox, Mailbox, Maildir
from comms.wire.graph import Graph
from comms.wire.imap import Account, Imap
from comms.wire.oauth import ClientCredentials
from comms.wire.smtp_relay import Relay
from comms.wiring.practice import PracticeWorld


def token(settings: Settings) -> Callable[[], str] | None:
    """Where XOAUTH2 tokens come from; None: passwords are used."""
    if not settings.mail_oauth:
        return None
    return ClientCredentials(
        settings.mail_oauth_token_url,
        settings.mail_oauth_client_id,
        settings.mail_oauth_client_secret.get_secret_value(),
        settings.mail_oauth_scope,
        settings.http_timeout,
        verify=settings.ca_file or True,
    ).token


def mailbox(settings: Settings, most: int, since: date | None = None) -> Mailbox:
    """The shared mailbox; in practice mode without one of its own: the samples. most: bytes."""
    if settings.mailbox.startswith("maildir:"):
        return Maildir(Path(settings.mailbox.removeprefix("maildir:")), most)
    if not settings.live:
        return Maildir(settings.root / "samples" / "inbox", most)
    account = Account(
        host=settings.imap_host,
        username=settings.imap_username,
        password=settings.imap_password.get_secret_value(),
        port=settings.imap_port,
        security=settings.imap_security.value,
        folder=settings.imap_folder,
        ca_file=settings.ca_file,
        token=token(settings),
    )
    return ImapMailbox(account, most, since)


def relay(settings: Settings, world: PracticeWorld) -> Relay:
    """Where mail is handed over."""
    if not settings.live:
        return Relay("127.0.0.1", world.mail.port, "none")
    return Relay(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security.value,
        username=settings.smtp_username,
        password=settings.smtp_password.get_secret_value(),
        token=token(settings) if settings.smtp_username else None,
        ca_file=settings.ca_file or None,
    )


def graph(settings: Settings, world: PracticeWorld) -> Graph:
    """Facebook's Graph API."""
    if not settings.live:
        page = world.graph
        return Graph(page.url, page.version, page.token, timeout=settings.http_timeout)
    return Graph(
        settings.facebook_graph_url,
        settings.facebook_api_version,
        settings.facebook_page_token.get_secret_value(),
        settings.facebook_app_secret.get_secret_value(),
        settings.http_timeout,
        verify=settings.ca_file or True,
    )


def knock(box: Mailbox) -> str:
    """Log in and count; nothing is fetched. Raises CommsError when we are not let in."""
    if isinstance(box, ImapMailbox):
        with Imap(box.account):
            return f"{box.account.where} lukker os ind i {box.account.folder}"
    if isinstance(box, Maildir) and not (box.path / "new").is_dir():
        raise SettingsError(f"MAILBOX: {box.path} er ingen maildir (mapperne cur, new og tmp)")
    return box.name
