"""The settings of one installation: `.env`, overridden by the environment."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationError,
)
from pydantic.dataclasses import dataclass

from comms.errors import SettingsError

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Mode(StrEnum):
    """practice: stand-ins on loopback instead of the world. live: the world."""

    PRACTICE = "practice"
    LIVE = "live"


class Security(StrEnum):
    """How a mail connection is protected. `none` is taken only for loopback."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


def _retry_pauses(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _mailbox(value: str) -> str:
    if value == "imap" or (value.startswith("maildir:") and value != "maildir:"):
        return value
    raise ValueError("must be imap or maildir:PATH")


def _web_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an http:// or https:// address")
    return value.rstrip("/")


def _bind(value: str) -> str:
    host, _, port = value.rpartition(":")
    if value and not (host and port.isdigit() and 0 <= int(port) < 65536):
        raise ValueError("must be HOST:PORT")
    return value


def _token_url(value: str) -> str:
    parts = urlsplit(value)
    if not value or parts.scheme == "https" or parts.hostname in LOOPBACK:
        return value
    raise ValueError("must be an https:// address (http:// only for loopback)")


def _address(value: str) -> str:
    if value and not re.fullmatch(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+", value):
        raise ValueError("must be one mail address, such as nyt@example.dk")
    return value


def _networks(value: str) -> str:
    from ipaddress import ip_network

    for part in filter(None, (part.strip() for part in value.split(","))):
        try:
            ip_network(part, strict=False)
        except ValueError:
            raise ValueError("must be addresses or networks: 10.0.0.5, 10.0.0.0/24") from None
    return value


def _page_id(value: str) -> str:
    if value and not (value.isascii() and value.isdigit()):
        raise ValueError("must be the page's number, such as 104862391")
    return value


def _version(value: str) -> str:
    if not value.startswith("v") or not value[1:].replace(".", "", 1).isdigit():
        raise ValueError("must look like v26.0")
    return value


Port = Annotated[int, Field(ge=0, le=65535)]
WebUrl = Annotated[str, AfterValidator(_web_url)]
Bind = Annotated[str, AfterValidator(_bind)]
MailAddress = Annotated[str, AfterValidator(_address)]
Pauses = Annotated[tuple[Annotated[int, Field(ge=0)], ...], BeforeValidator(_retry_pauses)]


@dataclass(frozen=True, config=ConfigDict(extra="forbid", str_strip_whitespace=True))
class Settings:
    """One field for each name in CONTRACT's list, in lower case."""

    comms_mode: Mode = Mode.PRACTICE
    database_url: str = "sqlite:///data/comms.db"
    data_dir: Path = Path("data")
    secret_key: SecretStr = SecretStr("")
    public_url: WebUrl = "http://127.0.0.1:8000"
    mailbox: Annotated[str, AfterValidator(_mailbox)] = "imap"
    imap_host: str = ""
    imap_port: Port = 993
    imap_username: str = ""
    imap_password: SecretStr = SecretStr("")
    imap_security: Security = Security.TLS
    imap_folder: str = "INBOX"
    smtp_host: str = ""
    smtp_port: Port = 587
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_security: Security = Security.STARTTLS
    smtp_connections: Annotated[int, Field(ge=1, le=16)] = 4
    smtp_rate: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0
    smtp_retry: Annotated[Pauses, Field(min_length=1)] = (60, 300, 900, 3600)
    smtp_give_up: Annotated[int, Field(ge=0)] = 86400
    mail_oauth_token_url: Annotated[str, AfterValidator(_token_url)] = ""
    mail_oauth_client_id: str = ""
    mail_oauth_client_secret: SecretStr = SecretStr("")
    mail_oauth_scope: str = ""
    ca_file: str = ""
    http_timeout: Annotated[float, Field(gt=0, le=600)] = 20
    web_bind: Bind = "127.0.0.1:8000"
    web_public_bind: Bind = ""
    password_length: Annotated[int, Field(ge=8, le=64)] = 12
    session_idle_minutes: Annotated[int, Field(ge=5, le=1440)] = 180
    session_hours: Annotated[int, Field(ge=1, le=24)] = 12
    remember_days: Annotated[int, Field(ge=1, le=90)] = 30
    trusted_proxies: Annotated[str, AfterValidator(_networks)] = ""
    alert_email: MailAddress = ""
    mail_from: MailAddress = ""
    mail_reply_to: MailAddress = ""
    facebook_page_id: Annotated[str, AfterValidator(_page_id)] = ""
    facebook_page_token: SecretStr = SecretStr("")
    facebook_app_id: str = ""
    facebook_app_secret: SecretStr = SecretStr("")
    facebook_api_version: Annotated[str, AfterValidator(_version)] = "v26.0"
    facebook_graph_url: WebUrl = "https://graph.facebook.com"
    facebook_webhook_token: SecretStr = SecretStr("")
    schedules_file: Path = Path("schedules.yaml")
    root: Path = field(default_factory=Path.cwd)
    given: frozenset[str] = frozenset()

    @property
    def live(self) -> bool:
        """False: everything outward goes to the stand-ins."""
        return self.comms_mode is Mode.LIVE

    @property
    def mail_oauth(self) -> bool:
        """XOAUTH2 instead of passwords?"""
        return bool(self.mail_oauth_token_url)

    @classmethod
    def load(
        cls, root: Path, environ: Mapping[str, str] = os.environ, env_file: str = ".env"
    ) -> "Settings":
        """Read `.env` under `root`, then the environment over it.

        Raises SettingsError naming every setting that cannot be used and what it may be.
        """
        settings, problems = cls.read(root, environ, env_file)
        if problems:
            raise SettingsError(*problems)
        return settings

    @classmethod
    def read(
        cls, root: Path, environ: Mapping[str, str] = os.environ, env_file: str = ".env"
    ) -> tuple["Settings", Sequence[str]]:
        """As `load`, but what cannot be used is told beside the rest, which stands as it is."""
        problems: list[str] = []
        found = {**_from_file(root / env_file), **environ}
        values = _named(found, problems)
        given = frozenset(values) | {problem.split("_FILE:")[0].lower() for problem in problems}
        adapter = TypeAdapter(cls)
        try:
            settings = adapter.validate_python({**values, "root": root})
        except ValidationError as error:
            bad = {one["loc"][0] for one in error.errors()}
            problems += _told(error)
            good = {name: value for name, value in values.items() if name not in bad}
            settings = adapter.validate_python({**good, "root": root})
        settings = replace(settings, given=given)._from_root()
        if settings.ca_file and not Path(settings.ca_file).is_file():
            problems.append("CA_FILE: there is no such file")
        return settings, problems

    def _from_root(self) -> "Settings":
        """Relative paths count from the project's folder, whatever folder a command is run in."""
        mailbox, url = self.mailbox, self.database_url
        if mailbox.startswith("maildir:"):
            mailbox = f"maildir:{self.root / mailbox.removeprefix('maildir:')}"
        if url.startswith("sqlite:///") and url != "sqlite:///:memory:":
            url = f"sqlite:///{self.root / url.removeprefix('sqlite:///')}"
        return replace(
            self,
            mailbox=mailbox,
            database_url=url,
            data_dir=self.root / self.data_dir,
            schedules_file=self.root / self.schedules_file,
            ca_file=str(self.root / self.ca_file) if self.ca_file else "",
        )


NAMES = frozenset(one.name for one in fields(Settings)) - {"root", "given"}


def _from_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    try:
        return {name: value for name, value in dotenv_values(path).items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} cannot be read: {error}") from None


def _named(found: Mapping[str, str], problems: list[str]) -> dict[str, str]:
    """Our own names out of all that stands in the environment; NAME_FILE read from its file."""
    values = {}
    for name in NAMES:
        upper = name.upper()
        if path := found.get(f"{upper}_FILE"):
            try:
                values[name] = Path(path).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                problems.append(f"{upper}_FILE: {path} cannot be read as text")
        elif found.get(upper, "").strip():
            values[name] = found[upper].strip()
    return values


def _told(error: ValidationError) -> list[str]:
    """One line for each wrong setting. The value itself is not shown: it may be a secret."""
    lines = {
        str(one["loc"][0]).upper(): one["msg"].removeprefix("Value error, ")
        for one in error.errors(include_input=False, include_url=False)
    }
    return [f"{name}: {message}" for name, message in lines.items()]


def installation_key(data_dir: Path) -> str:
    """The key of an installation that was given no SECRET_KEY: made once, readable by us alone."""
    import secrets

    path = data_dir / "secret.key"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        data_dir.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    return key
