"""What the whole house stands on: settings, database, files, keys, the practice world."""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cached_property
from pathlib import Path

from comms.config import Schedules, Settings
from comms.config.settings import installation_key
from comms.config.themes import load_themes
from comms.model.themes import Theme
from comms.stages.staff_settings import StaffSettings
from comms.store.database import Database
from comms.store.files import DatabaseFiles, Files, FolderFiles
from comms.store.transaction import Transaction
from comms.wiring.practice import PracticeWorld

Clock = Callable[[], datetime]


class Ground:
    """Built once for a command or a service. What is not asked for is not built."""

    def __init__(
        self, settings: Settings, schedules: Schedules, clock: Clock | None = None
    ) -> None:
        self.settings = settings
        self.file_schedules = schedules
        self._schedules = (0, schedules)
        self.clock: Clock = clock or (lambda: datetime.now(schedules.zone))
        self.stopping = threading.Event()
        self.world = PracticeWorld(settings.root, settings.data_dir / "practice")

    def close(self) -> None:
        """Stop the stand-ins and let go of the database."""
        self.world.close()
        if "database" in self.__dict__:
            self.database.close()

    @property
    def practice(self) -> bool:
        return not self.settings.live

    @property
    def schedules(self) -> Schedules:
        """schedules.yaml with what staff have changed, as it was at the last `refresh`."""
        return self._schedules[1]

    def refresh(self) -> None:
        """Take in what staff have changed since, in whatever process: at the start of every
        command, page and job. What is under way goes on as it began.
        """
        stamp = self.staff_settings.stamp()
        if stamp != self._schedules[0]:
            self._schedules = (stamp, self.staff_settings.current())

    @cached_property
    def staff_settings(self) -> StaffSettings:
        return StaffSettings(self.database.begin, self.database.read, self.file_schedules)

    @cached_property
    def database(self) -> Database:
        return Database(self.settings.database_url)

    @cached_property
    def files(self) -> Files:
        """A folder, or the database where several machines share one."""
        if self.settings.database_url.startswith("sqlite"):
            return FolderFiles(self.settings.data_dir / "files")
        return DatabaseFiles(self.database)

    @cached_property
    def secret_key(self) -> str:
        return self.settings.secret_key.get_secret_value() or installation_key(
            self.settings.data_dir
        )

    @property
    def templates(self) -> Path:
        return self.settings.root / "templates"

    def read(self) -> AbstractContextManager[Transaction]:
        """A look at the store."""
        return self.database.read()

    @cached_property
    def theme_list(self) -> tuple[Theme, ...]:
        """The themes with the words they are known by."""
        return load_themes(self.settings.root / self.schedules.themes)

    @cached_property
    def themes(self) -> Mapping[int, str]:
        """The themes' names by number."""
        return {theme.number: theme.name for theme in self.theme_list}

    @property
    def channels(self) -> Sequence[str]:
        """Those switched on."""
        on = self.schedules.channels
        return [name for name in ("facebook", "newsletter", "press") if getattr(on, name)]

    def staff_addresses(self) -> Sequence[str]:
        """Who is told of things: the list in schedules.yaml, or all who approve, or the alarm."""
        if self.schedules.review.notices_to:
            return self.schedules.review.notices_to
        with self.read() as tx:
            approvers = [account.email for account in tx.staff.all() if account.approves]
        return approvers or [one for one in (self.settings.alert_email,) if one]
