"""Serve the pages under waitress, on one address or on two."""

import errno
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, cast

from waitress import create_server
from werkzeug.middleware.proxy_fix import ProxyFix

from comms.errors import SettingsError
from comms.web.app import Part, create_app
from comms.web.house import House

THREADS = 8
Application = Callable[..., Any]


class Server(Protocol):
    """Waitress on one address. task_dispatcher: the threads that answer."""

    task_dispatcher: Any

    def run(self) -> None:
        """Serve until closed."""
        ...

    def close(self) -> None:
        """Stop serving and let go of the address."""
        ...


class TrustedProxy:
    """Believe X-Forwarded-* from our own proxies only; from others the headers are taken away."""

    def __init__(self, app: Application, trusted: str) -> None:
        self.trusted = networks(trusted)
        self.plain = app
        self.behind_proxy = ProxyFix(app, x_for=1, x_proto=1, x_host=1)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """WSGI (PEP 3333)."""
        if self._ours(environ.get("REMOTE_ADDR", "")):
            return self.behind_proxy(environ, start_response)
        for name in [name for name in environ if name.startswith("HTTP_X_FORWARDED_")]:
            del environ[name]
        return self.plain(environ, start_response)

    def _ours(self, peer: str) -> bool:
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:
            return False
        return any(address in network for network in self.trusted)


def networks(trusted: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """TRUSTED_PROXIES: addresses or networks, parted by commas. Raises SettingsError."""
    try:
        parts = [part.strip() for part in trusted.split(",") if part.strip()]
        return [ipaddress.ip_network(part, strict=False) for part in parts]
    except ValueError as error:
        raise SettingsError(f"TRUSTED_PROXIES: {error} (allowed: 10.0.0.5, 10.0.0.0/24)") from None


def servers(house: House, bind: str, public_bind: str = "") -> list[Server]:
    """Bind the addresses and give the servers, not yet running. Raises SettingsError."""
    if not public_bind or public_bind == bind:
        return [_server(house, bind, "all", "WEB_BIND")]
    staff = _server(house, bind, "staff", "WEB_BIND")
    try:
        return [staff, _server(house, public_bind, "public", "WEB_PUBLIC_BIND")]
    except SettingsError:
        staff.close()
        raise


@contextmanager
def serving(running: list[Server]) -> Iterator[None]:
    """Answer in threads of our own until the block ends; what is under way is answered first."""
    threads = [threading.Thread(target=_run, args=(one,), daemon=True) for one in running]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for server in running:
            server.task_dispatcher.shutdown()
        for server in running:
            server.close()
        for thread in threads:
            thread.join(timeout=2)  # a browser that keeps its line open is not waited for


def _run(server: Server) -> None:
    try:
        server.run()
    except OSError as error:
        # Closing the sockets is how waitress is told to end; its select may be in the middle.
        if error.errno != errno.EBADF:
            raise


def _server(house: House, bind: str, part: Part, setting: str) -> Server:
    app = TrustedProxy(create_app(house, part), house.settings.trusted_proxies)
    host, _, port = bind.rpartition(":")
    name = host.strip("[]")
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    try:
        listening = socket.create_server((name, int(port)), family=family)
    except OSError as error:
        raise SettingsError(f"{setting}: {bind} cannot be used ({error.strerror})") from None
    # clear_untrusted_proxy_headers: TrustedProxy has taken them away already.
    made = create_server(
        app,
        sockets=[listening],
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=False,
    )
    return cast("Server", made)
