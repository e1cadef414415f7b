"""The store of attached files: a folder beside the database, each file under its SHA-256.

The same bytes are kept once. A file is written whole under another name first, so that a broken
copy never bears a good name.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import tempfile
import time
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import IO, NamedTuple

PORTION = 1 << 20
"""How many bytes are copied at a time."""

_PARTIAL = "part-"
"""How the names of files begin that are being written."""

Copied = Callable[[int], None]
"""Is told how many bytes of a file were copied so far; what it raises ends the copying."""


class Kept(NamedTuple):
    """Bytes in the store: their SHA-256 in hex, and how many they are."""

    sha256: str
    size: int


class FileStore:
    """The files that belong to the database at `database_path`.

    Who may read and write the database may read and write them.
    """

    def __init__(self, database_path: Path) -> None:
        self._database_path = database_path
        self.folder = database_path.with_name(f"{database_path.name}.files")

    def put(self, data: bytes) -> str:
        """Keep these bytes and return their SHA-256 in hex."""
        return self.put_stream(io.BytesIO(data)).sha256

    def put_stream(self, source: IO[bytes], copied: Copied | None = None) -> Kept:
        """Keep what `source` gives up to its end. Raises OSError, and what `copied` raises.

        Where the same bytes are kept already, but damaged, they are whole again.
        """
        self._make(self.folder)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=_PARTIAL)
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                kept = _copy(source, file, copied)
                file.flush()
                os.fsync(file.fileno())
            target = self.path(kept.sha256)
            if not self.is_sound(kept.sha256):
                self._make(target.parent)
                partial.chmod(_mode(self._database_path))
                partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return kept

    def _make(self, folder: Path) -> None:
        if not folder.exists():
            folder.mkdir(exist_ok=True)
            folder.chmod(_folder_mode(self._database_path))

    def path(self, digest: str) -> Path:
        """Return where the file with this SHA-256 lies, whether it is there or not."""
        return self.folder / digest[:2] / digest

    def is_sound(self, digest: str) -> bool:
        """Say whether the bytes are there and still what they were."""
        try:
            return digest_of(self.path(digest)) == digest
        except OSError:
            return False

    def write_to(self, digest: str, target: IO[bytes], copied: Copied | None = None) -> bool:
        """Write the bytes to `target`; return whether they are there and still what they were.

        What was written of damaged ones is good for nothing. Raises OSError where `target` cannot
        be written, and what `copied` raises.
        """
        try:
            source = self.path(digest).open("rb")
        except OSError:
            return False
        with source:
            return _copy(source, target, copied).sha256 == digest

    def unnamed(self, named: Container[str], older_than_seconds: float) -> Iterator[Path]:
        """Return the files of the store that `named` does not have, and what was left half written.

        Those that are younger may belong to somebody who is just about to name them.
        """
        newest = time.time() - older_than_seconds
        for path in [*self.folder.glob("??/*"), *self.folder.glob(f"{_PARTIAL}*")]:
            try:
                if path.name not in named and path.is_file() and path.stat().st_mtime < newest:
                    yield path
            except OSError:
                continue


def digest_of(path: Path) -> str:
    """Return the SHA-256, in hex, of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(source: IO[bytes], target: IO[bytes], copied: Copied | None) -> Kept:
    digest, size = hashlib.sha256(), 0
    while portion := source.read(PORTION):
        digest.update(portion)
        target.write(portion)
        size += len(portion)
        if copied is not None:
            copied(size)
    return Kept(digest.hexdigest(), size)


def make_like(path: Path, model: Path) -> None:
    """Make an empty file that the same people may read and write as the file `model`."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    path.chmod(_mode(model))


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _folder_mode(path: Path) -> int:
    """Return the mode of a folder for those who may read and write the file at `path`."""
    mode = _mode(path)
    return mode | (mode & 0o444) >> 2
