"""The store of attached files: a folder beside the database, each file under its SHA-256.

The same bytes are kept once. A file is written whole under another name first, so that a broken
copy never bears a good name.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path


class FileStore:
    """The files that belong to the database at `database_path`.

    Who may read and write the database may read and write them.
    """

    def __init__(self, database_path: Path) -> None:
        self._database_path = database_path
        self.folder = database_path.with_name(f"{database_path.name}.files")

    def put(self, data: bytes) -> str:
        """Keep these bytes and return their SHA-256 in hex."""
        digest = hashlib.sha256(data).hexdigest()
        target = self.path(digest)
        if target.exists():
            return digest
        for folder in (self.folder, target.parent):
            if not folder.exists():
                folder.mkdir(exist_ok=True)
                folder.chmod(_folder_mode(self._database_path))
        handle, name = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(_mode(self._database_path))
            Path(name).replace(target)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        return digest

    def path(self, digest: str) -> Path:
        """Return where the file with this SHA-256 lies, whether it is there or not."""
        return self.folder / digest[:2] / digest

    def get(self, digest: str) -> bytes | None:
        """Return the bytes, or None where they are missing or no longer what they were."""
        try:
            data = self.path(digest).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == digest else None


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
