"""How large files may be, how much room all of them may take, and whether the disk has it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from domain.errors import BadInput, UnusableFile
from domain.i18n import _
from domain.sizes import show_size
from services.context import Context
from services.files.paths import FoundFile, shown_path, unreadable
from services.settings import FILES_SPACE, LARGEST_FILE, get_setting
from storage.files import FileStore, Kept, digest_of

MEGABYTE = 1_000_000
"""What the settings count in, in bytes."""

KEPT_FREE = 20 * MEGABYTE
"""What is left free on the disk, so that the database itself can still be written."""


def check_limits(context: Context, files: Sequence[FoundFile]) -> None:
    """Raise BadInput where files are too large or there is no room for them, UnusableFile where
    the disk is full; nothing is copied before."""
    for file in files:
        _check_size(context, file.path, file.size)
    needed = sum(file.size for file in files)
    if _is_over(context, needed, context.database.reader()):
        # Somebody may have attached the same bytes before: they take no room then.
        check_space(context, [_read(file) for file in files], context.database.reader())
    store = FileStore(context.database.path)
    folder = store.folder if store.folder.exists() else store.folder.parent
    free = shutil.disk_usage(folder).free - KEPT_FREE
    if needed > free:
        raise UnusableFile(
            _(
                "The disk of {folder} has {free} left, and {size} are needed. Free some room."
            ).format(
                folder=shown_path(folder), free=show_size(max(0, free)), size=show_size(needed)
            )
        )


def check_kept(
    context: Context, kept: Sequence[tuple[Path, Kept]], connection: sqlite3.Connection
) -> None:
    """Raise BadInput where files have grown too large while they were copied, or others have taken
    the room meanwhile. The `connection` is that of the unit."""
    for path, bytes_ in kept:
        _check_size(context, path, bytes_.size)
    check_space(context, [bytes_ for _path, bytes_ in kept], connection)


def check_space(context: Context, kept: Iterable[Kept], connection: sqlite3.Connection) -> None:
    """Raise BadInput where bytes that no file has yet need more room than is left for files."""
    new = {one.sha256: one.size for one in kept if not _is_known(connection, one.sha256)}
    needed = sum(new.values())
    if new and _is_over(context, needed, connection):
        space = get_setting(context, FILES_SPACE, connection) * MEGABYTE
        raise BadInput(
            _(
                "Files may take {space}; {used} are taken, and {size} are needed. Attach less, or "
                "ask an administrator for more room: Settings, “Room for all files”."
            ).format(
                space=show_size(space),
                used=show_size(used_space(connection)),
                size=show_size(needed),
            ),
            "files",
        )


def used_space(connection: sqlite3.Connection) -> int:
    """Return the bytes that all files and their versions take, the same bytes counted once."""
    (used,) = connection.execute(
        "SELECT coalesce(sum(size), 0) FROM (SELECT max(size) AS size FROM (SELECT sha256, size "
        "FROM attachment UNION ALL SELECT sha256, size FROM attachment_version) GROUP BY sha256)"
    ).fetchone()
    return int(used)


def _check_size(context: Context, path: Path, size: int) -> None:
    limit = get_setting(context, LARGEST_FILE) * MEGABYTE
    if size > limit:
        raise BadInput(
            _("{path} has {size}; at most {limit} can be attached.").format(
                path=shown_path(path), size=show_size(size), limit=show_size(limit)
            ),
            "files",
        )


def _is_over(context: Context, needed: int, connection: sqlite3.Connection) -> bool:
    space = get_setting(context, FILES_SPACE, connection) * MEGABYTE
    return bool(space) and used_space(connection) + needed > space


def _is_known(connection: sqlite3.Connection, digest: str) -> bool:
    (is_known,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM attachment WHERE sha256 = ?1) "
        "OR EXISTS (SELECT 1 FROM attachment_version WHERE sha256 = ?1)",
        (digest,),
    ).fetchone()
    return bool(is_known)


def _read(file: FoundFile) -> Kept:
    try:
        return Kept(digest_of(file.path), file.size)
    except OSError as error:
        raise unreadable(file.path, error) from error
