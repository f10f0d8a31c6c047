"""Reading in a process of its own, with a time limit: a hostile mail stops only itself."""

import multiprocessing
from datetime import datetime
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Self

from comms.errors import BadInput, TooBig
from comms.model.item import Item
from comms.model.judge import Context
from comms.sources.mail.limits import Limits

MEMORY = 1_500_000_000  # bytes of address space for the reading process
_START_SECONDS = 60.0


class Reader:
    """One process that reads mail after mail, started at the first and anew after a hang.

    seconds: for one mail. memory: bytes of address space. Use by `with`.
    """

    def __init__(
        self, context: Context, limits: Limits, seconds: float, memory: int = MEMORY
    ) -> None:
        self.context, self.limits, self.seconds = context, limits, seconds
        self.memory = memory
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def __call__(self, raw: bytes, received: datetime, *, contributed: bool = False) -> Item:
        """The item of a raw mail. contributed: a person has said that it is a story.

        Raises TooBig or BadInput when it must be set aside.
        """
        pipe = self._pipe or self._start()
        try:
            pipe.send((raw, received, contributed))
            if not pipe.poll(self.seconds):
                self._kill()
                raise TooBig(f"mailen kunne ikke læses på {self.seconds:g} sekunder")
            said, value = pipe.recv()
        except (EOFError, OSError):
            self._kill()
            raise TooBig("mailen kræver mere hukommelse, end vi tillader") from None
        if said == "item":
            assert isinstance(value, Item)
            return value
        raise TooBig(value) if said == "big" else BadInput(value)

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(2)
        self._kill()

    def _start(self) -> Connection:
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        process = spawn.Process(
            target=_serve, args=(theirs, self.context, self.limits, self.memory), daemon=True
        )
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours
        if not ours.poll(_START_SECONDS):  # its first word comes when the libraries are loaded
            self._kill()
            raise RuntimeError(f"the mail reader did not start within {_START_SECONDS:g} s")
        ours.recv()
        return ours

    def _kill(self) -> None:
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()


def _serve(pipe: Connection, context: Context, limits: Limits, memory: int) -> None:
    """The reading process: an answer for each mail, until the pipe closes."""
    from comms.sources.mail.explain import read_and_judge

    _cap_memory(memory)
    pipe.send("ready")
    while True:
        try:
            raw, received, contributed = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        judge = partial(read_and_judge, contributed=contributed)
        pipe.send(_answer(raw, received, context, limits, judge))


def _answer(
    raw: bytes, received: datetime, context: Context, limits: Limits, judge: Any
) -> tuple[str, Any]:
    try:
        return "item", judge(raw, context, received, limits)
    except TooBig as error:
        return "big", str(error)
    except BadInput as error:
        return "bad", str(error)
    except MemoryError:
        return "big", "mailen kræver mere hukommelse, end vi tillader"
    except Exception as error:  # outside data never crashes a run
        return "bad", f"mailen kan ikke læses ({type(error).__name__}: {error})"[:300]


def _cap_memory(memory: int) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most if soft < 0 else min(most, soft), hard))
