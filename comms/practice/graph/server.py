"""The stand-in as a server: real HTTP on loopback, in a thread of its own."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from comms.errors import NotFound
from comms.practice.graph.calls import Call, Request, read_call
from comms.practice.graph.faults import Faults, Plan
from comms.practice.graph.loopback import Loopback
from comms.practice.graph.page import Page, PageBook, Post
from comms.practice.graph.problems import GraphProblemError, Reply
from comms.practice.graph.public import PublicPost, as_public, as_removed
from comms.practice.graph.routes import Identity, Route, admit, perform, route

PAGE_ID = "100200300400500"
TOKEN = "practice-page-token"  # noqa: S105 -- opens nothing but the stand-in
VERSION = "v26.0"


class PracticeGraph:
    """A Facebook page that exists only here.

    `with PracticeGraph() as graph: Graph(graph.url, graph.version, graph.token)`
    `state`: a JSON file that keeps the page; several stand-ins, in several processes, may share it.
    """

    def __init__(
        self,
        *,
        page_id: str = PAGE_ID,
        token: str = TOKEN,
        app_secret: str = "",
        version: str = VERSION,
        state: Path | None = None,
        port: int = 0,
        followers: int = 0,
        hang_seconds: float = 5.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.me = Identity(page_id, token, app_secret, version)
        self.complaints: list[str] = []
        self.calls: list[str] = []
        self._book = PageBook(state, Page(followers_count=followers, fan_count=followers))
        self._faults = Faults()
        self._clock = clock
        self._server = Loopback(port, self._respond, hang_seconds)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Stop answering; a hanging answer is let go."""
        self._server.stop()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def page_id(self) -> str:
        return self.me.page_id

    @property
    def token(self) -> str:
        return self.me.token

    @property
    def version(self) -> str:
        return self.me.version

    def fault(self, name: str, on: str = "any", times: int | None = 1) -> None:
        """Let something go wrong the next `times` times (None: always).

        Names: docs/graph-practice.md.
        Raises UsageError for a name or operation that does not exist.
        """
        self._faults.add(name, on, times)

    def clear_faults(self) -> None:
        self._faults.clear()

    @contextmanager
    def page(self) -> Iterator[Page]:
        """The page itself, to look at or to prepare."""
        with self._book.opened() as page:
            yield page

    def public_posts(self) -> list[PublicPost]:
        """What a visitor sees, newest first."""
        with self._book.opened() as page:
            return as_public(page)

    def removed_posts(self) -> list[PublicPost]:
        """What a visitor saw once and sees no more, newest first."""
        with self._book.opened() as page:
            return as_removed(page)

    def photo_bytes(self, photo_id: str) -> bytes | None:
        return self._book.photo_bytes(photo_id)

    def set_followers(self, followers: int, fans: int | None = None) -> None:
        with self._book.opened() as page:
            page.followers_count = followers
            page.fan_count = followers if fans is None else fans

    def edit_remotely(self, post_id: str, message: str) -> None:
        """Somebody changes the words in Meta's own tools."""
        with self._book.opened() as page:
            _post(page, post_id).message = message

    def delete_remotely(self, post_id: str) -> None:
        """Somebody deletes the post in Meta's own tools."""
        with self._book.opened() as page:
            del page.posts[_post(page, post_id).id]

    def _respond(self, request: Request) -> tuple[Plan, Reply]:
        """What to answer, and how it shall go wrong."""
        plan = Plan()
        try:
            call = read_call(request)
            admit(self.me, call)
            to = route(self.me, call)
            self.calls.append(to.operation)
            plan = self._faults.take(to.operation)
            reply = self._done(call, to, plan) if plan.done else Reply(500, b"")
        except GraphProblemError as problem:
            self.complaints.append(f"{problem.code}: {problem}")
            reply = problem.reply()
        return plan, plan.answer or reply

    def _done(self, call: Call, to: Route, plan: Plan) -> Reply:
        here = f"{self.url}/{call.version}/{call.path}"
        now = int(self._clock())
        with self._book.opened() as page:
            told = perform(self.me, page, call, to, now, here, plan.special)
        if to.operation == "photo":
            self._book.add_bytes(str(told["id"]), call.uploads["source"].data)
        return Reply(200, told, dict(plan.headers))


def _post(page: Page, post_id: str) -> Post:
    if post_id not in page.posts:
        raise NotFound(f"{post_id}: no such post on the practice page")
    return page.posts[post_id]
