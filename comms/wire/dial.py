"""Connections whose other end is checked, and which a deadline can shut.

The name is looked up once; the addresses it gave are judged, and one of those very
addresses is connected to. A second look-up could answer differently (DNS rebinding).
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager

from comms.errors import BadInput

Dial = Callable[[str, int], socket.socket]
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last four bytes are IPv4


class Deadline:
    """A moment after which every watched connection is shut, also one that drips headers.

    Socket timeouts count from the last byte; a server that sends one byte a second never
    meets them.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for sock in self._watched:
                sock.close()
            self._watched.clear()

    def left(self) -> float:
        """Seconds that remain; never zero, which would mean "do not wait" to a socket."""
        return max(self._end - time.monotonic(), 0.001)

    def over(self) -> bool:
        return time.monotonic() >= self._end

    def watch(self, sock: socket.socket) -> None:
        """Shut this connection when time is up. TLS takes the socket over, so keep a copy."""
        with self._lock:
            self._watched.append(sock.dup())

    def _shut(self) -> None:
        with self._lock:
            for sock in self._watched:
                try:
                    sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # closed by the other side already


class DialAdapter(HTTPAdapter):
    """Requests' transport with our own way of connecting."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = _pools(self._dial)

    def _dial(self, host: str, port: int) -> socket.socket:
        sock = connect(host, port, self._deadline, allow_private=self._allow_private)
        self._deadline.watch(sock)
        return sock


def connect(host: str, port: int, deadline: Deadline, *, allow_private: bool) -> socket.socket:
    """A TCP connection to the first address of `host` that may be used and answers.

    Raises BadInput when every address lies on a network that is not public, OSError when
    none answers.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty or over 63 characters
        raise BadInput(f"{host[:80]!r} is no host name") from error
    usable = [one for one in found if allow_private or is_public(str(one[4][0]))]
    if not usable:
        raise BadInput(
            f"{host} lies on a private network ({found[0][4][0]}): "
            "allowed only with allow_private in schedules.yaml"
        )
    last = OSError(f"{host}: no address")
    for family, kind, protocol, _, address in usable:
        sock = socket.socket(family, kind, protocol)
        sock.settimeout(deadline.left())
        try:
            sock.connect(address)
        except OSError as error:
            sock.close()
            last = error
        else:
            return sock
    raise last


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, also when IPv4 hides inside IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def _pools(dial: Dial) -> dict[str, type[HTTPConnectionPool]]:
    """urllib3's pools by scheme, with connections that are opened by `dial`."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return dial(self.host, self.port or 80)

    class Encrypted(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return dial(self.host, self.port or 443)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class EncryptedPool(HTTPSConnectionPool):
        ConnectionCls = Encrypted

    return {"http": PlainPool, "https": EncryptedPool}
