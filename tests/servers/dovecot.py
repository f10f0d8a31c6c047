"""A real Dovecot on loopback, as an ordinary user, with one account of its own.

Import the fixtures by name in a test module: `from tests.servers.dovecot import dovecot  # noqa`.
"""

import imaplib
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"
USER, PASSWORD = "inbox@example.dk", "prøve-æøå 7"
ORDINARY = "nobody"  # Dovecot refuses to serve mail as root, and so would any municipality

CONF = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
ssl = yes
ssl_cert = <{home}/server.pem
ssl_key = <{home}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
mail_location = maildir:{home}/mail/%u
mail_fsync = never
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN {home}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}/mail/%u
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service stats {{
  chroot =
  unix_listener stats-writer {{
    mode = 0600
  }}
}}
"""

# Tokens are looked at here on the machine: signed by a key that lies beside (RFC 7519).
OAUTH = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={home}/keys/
username_attribute = email
"""


@dataclass(frozen=True)
class Dovecot:
    """A running server. ca: the file of the authority that signed its certificate."""

    home: Path
    port: int
    tls_port: int
    ca: Path
    key: str

    @property
    def maildir(self) -> Path:
        """Where the account's mail lies on disk."""
        return self.home / "mail" / USER

    def client(self) -> imaplib.IMAP4:
        """A colleague's mail program."""
        trust = ssl.create_default_context(cafile=str(self.ca))
        client = imaplib.IMAP4_SSL("localhost", self.tls_port, ssl_context=trust, timeout=10)
        client.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
        client.select()
        return client

    def deliver(self, raw: bytes, flags: str = "") -> None:
        """Put a mail into the inbox."""
        client = self.client()
        client.append("INBOX", flags, "", raw)
        client.logout()

    def flags(self) -> list[str]:
        """The flags of every mail in the inbox, in order."""
        client = self.client()
        _, lines = client.fetch("1:*", "(FLAGS)")
        client.logout()
        shown = [line.decode() for line in lines if isinstance(line, bytes)]
        return [line.partition("FLAGS (")[2].rstrip(")") for line in shown]

    def empty(self) -> None:
        """Take the account away, folders, UIDVALIDITY and all."""
        shutil.rmtree(self.maildir, ignore_errors=True)


@pytest.fixture(scope="session")
def dovecot_server() -> Iterator[Dovecot]:
    """One server for the whole run; skipped where Dovecot is not installed."""
    if not Path(DOVECOT).exists():
        pytest.skip("dovecot is not installed (make test installs dovecot-imapd)")
    home = Path(tempfile.mkdtemp(prefix="dovecot-"))
    account = _account()
    server = _prepared(home, account)
    process = subprocess.Popen(
        [DOVECOT, "-F", "-c", str(home / "dovecot.conf")],
        user=account.pw_uid if os.getuid() == 0 else None,
        group=account.pw_gid if os.getuid() == 0 else None,
        extra_groups=[] if os.getuid() == 0 else None,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def dovecot(dovecot_server: Dovecot) -> Iterator[Dovecot]:
    """The server with an empty inbox."""
    dovecot_server.empty()
    yield dovecot_server
    dovecot_server.empty()


def _account() -> pwd.struct_passwd:
    return pwd.getpwnam(ORDINARY) if os.getuid() == 0 else pwd.getpwuid(os.getuid())


def _prepared(home: Path, account: pwd.struct_passwd) -> Dovecot:
    import grp

    port, tls_port = _free_port(), _free_port()
    key = "own-signing-key-of-the-test-server-0123456789"
    _certificate(home)
    settings = {
        "home": home,
        "user": account.pw_name,
        "group": grp.getgrgid(account.pw_gid).gr_name,
        "port": port,
        "tls_port": tls_port,
    }
    (home / "dovecot.conf").write_text(CONF.format(**settings))
    (home / "oauth2.conf").write_text(OAUTH.format(**settings))
    (home / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    keys = home / "keys" / "default" / "HS256"
    keys.mkdir(parents=True)
    (keys / "default").write_text(__import__("base64").b64encode(key.encode()).decode())
    (home / "mail").mkdir()
    for path in [home, *home.rglob("*")]:
        if os.getuid() == 0:
            os.chown(path, account.pw_uid, account.pw_gid)
    return Dovecot(home, port, tls_port, home / "ca.pem", key)


def _certificate(home: Path) -> None:
    """An authority of our own and a certificate for localhost, by openssl."""

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=home)

    openssl(
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Test CA"),
        *("-keyout", "ca.key", "-out", "ca.pem"),
    )
    openssl(
        *("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"),
        *("-keyout", "server.key", "-out", "server.csr"),
    )
    (home / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl(
        *("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key"),
        *("-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "server.pem"),
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(server: Dovecot, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if process.poll() is not None:
            break
        try:
            server.client().logout()
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.1)
        else:
            return
    log = server.home / "log"
    said = log.read_text(errors="replace")[-2000:] if log.exists() else "no log"
    raise RuntimeError(f"Dovecot did not start: {said}")
