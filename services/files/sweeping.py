"""Bytes in the store that no file has any more are deleted for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from domain.errors import UnusableFile
from domain.i18n import _
from services.context import Context
from services.files.paths import shown_path
from services.rights import check_is_admin
from storage.files import FileStore

YOUNG_SECONDS = 24 * 3600
"""How old bytes are at least that may go: younger ones may be about to be attached."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files of the store no row names, and how many bytes they are."""

    files: int
    size: int


def count_unnamed(context: Context, with_removed: bool = False) -> Swept:
    """Return what `sweep` would delete."""
    return _sweep(context, context.database.reader(), is_trial=True, with_removed=with_removed)


def sweep(context: Context, *, with_removed: bool = False) -> Swept:
    """Delete for good the bytes that neither a file nor a version has; return what they were.

    `with_removed` first deletes the files that were removed from their records. What was undone or
    deleted for good before can then no longer be brought back whole. Raises NotAllowed where the
    person is no administrator, and UnusableFile. Ask the person first.
    """
    check_is_admin(context, _("Only an administrator may delete files for good."))
    if with_removed:
        from storage.bulk.purge import purge_files

        with context.database.write(context.actor, "purge") as unit:
            purge_files(unit.connection, _GONE)
    # Within a unit nobody can attach bytes that are just being deleted.
    with context.database.write(context.actor, "purge") as unit:
        return _sweep(context, unit.connection, is_trial=False)


_GONE = (
    "SELECT id FROM attachment f WHERE deleted_at IS NOT NULL AND NOT (record_kind = 'lead' AND "
    "EXISTS (SELECT 1 FROM lead l WHERE l.id = f.record_id AND l.converted_at IS NOT NULL))"
)
"""Removed files, but for those of converted leads, which stay as they are."""


def sweep_purged(context: Context, digests: Collection[str]) -> None:
    """Delete the bytes of files that were deleted for good, as far as no other file has them.

    What cannot be deleted is left to `sweep`.
    """
    if not digests:
        return
    store = FileStore(context.database.path)
    with context.database.write(context.actor, "purge") as unit:
        named = _named(unit.connection)
        for digest in set(digests) - named:
            with suppress(OSError):
                store.path(digest).unlink(missing_ok=True)


def _sweep(
    context: Context,
    connection: sqlite3.Connection,
    *,
    is_trial: bool,
    with_removed: bool = False,
) -> Swept:
    named = _named(connection, f"NOT IN ({_GONE})" if with_removed else "IS NOT NULL")
    files = size = 0
    for path in FileStore(context.database.path).unnamed(named, YOUNG_SECONDS):
        try:
            bytes_ = path.stat().st_size
            if not is_trial:
                path.unlink()
        except OSError as error:
            raise UnusableFile(
                _("{path} cannot be deleted: {reason}.").format(
                    path=shown_path(path), reason=error.strerror
                )
            ) from error
        files, size = files + 1, size + bytes_
    return Swept(files, size)


def _named(connection: sqlite3.Connection, which: str = "IS NOT NULL") -> set[str]:
    """Return the SHA-256 of the files whose keys fulfil a condition, and of their versions."""
    rows = connection.execute(
        f"SELECT sha256 FROM attachment WHERE id {which} "
        f"UNION SELECT sha256 FROM attachment_version WHERE attachment_id {which}"
    )
    return {digest for (digest,) in rows}
