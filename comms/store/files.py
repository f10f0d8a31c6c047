"""Files by their digest, behind one small port: a folder, or the database where machines share."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Protocol

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from comms.errors import NotFound
from comms.store.database import Database
from comms.store.tables import files


class Files(Protocol):
    """Bytes kept under their SHA-256 digest in hex. Putting the same bytes twice keeps one copy."""

    def put(self, data: bytes) -> str: ...

    def get(self, digest: str) -> bytes: ...


class FolderFiles:
    """Files in a folder, two letters of the digest a subfolder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keep `data` so that a power cut leaves it whole or absent. Returns its digest."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if path.exists():
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{digest}.{secrets.token_hex(4)}")
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes again. Raises NotFound."""
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"file {digest[:12]} is not kept in {self.folder}") from None

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


class DatabaseFiles:
    """Files in the database, for several machines on one PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def put(self, data: bytes) -> str:
        """Keep `data`. Returns its digest."""
        digest = hashlib.sha256(data).hexdigest()
        with self.database.read() as tx:
            if tx.db.execute(select(files.c.digest).where(files.c.digest == digest)).scalar():
                return digest
        try:
            with self.database.begin() as tx:
                tx.db.execute(insert(files).values(digest=digest, data=data))
        except IntegrityError:
            return digest  # another process kept the same bytes in the same moment
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes again. Raises NotFound."""
        with self.database.read() as tx:
            data = tx.db.execute(select(files.c.data).where(files.c.digest == digest)).scalar()
        if data is None:
            raise NotFound(f"file {digest[:12]} is not kept in the database")
        return bytes(data)
