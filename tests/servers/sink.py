"""Postfix' smtp-sink: a real relay that writes each message to a file of its own."""

import contextlib
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path("/usr/sbin/smtp-sink")


@dataclass(frozen=True)
class Sink:
    """port: on 127.0.0.1. folder: holds one file a message."""

    port: int
    folder: Path

    def count(self) -> int:
        """How many messages have begun to come in."""
        return len(os.listdir(self.folder))  # noqa: PTH208 (asked for every few milliseconds)

    def messages(self) -> list[str]:
        """Every whole message, with the envelope that the sink writes before it."""
        texts = (path.read_text(encoding="utf-8") for path in sorted(self.folder.iterdir()))
        return [text for text in texts if text.rstrip().endswith("--")]


@contextlib.contextmanager
def sinking(*options: str) -> Iterator[Sink]:
    """A sink on a free port until the block ends; its files go with it."""
    with tempfile.TemporaryDirectory(prefix="sink-") as folder:
        # As root it must run as somebody else, who cannot enter pytest's own folders.
        Path(folder).chmod(0o777)
        with draining(*options, "-d", f"{folder}/m.") as port:
            yield Sink(port, Path(folder))


@contextlib.contextmanager
def draining(*options: str) -> Iterator[int]:
    """A sink that keeps nothing; gives its port on 127.0.0.1."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    as_nobody = ["-u", "nobody"] if os.geteuid() == 0 else []
    command = [str(PROGRAM), *as_nobody, *options, f"127.0.0.1:{port}", "100"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return
