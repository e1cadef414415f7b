"""The files of a record, and the versions of a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from domain.errors import NotFound
from domain.i18n import _
from services.context import Context
from storage.files import FileStore
from storage.values import moment_in


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file of a record: what it is, and where its bytes lie.

    `size` in bytes; `version` counts from 1; `author` and `at` (UTC) say who wrote this version,
    and when.
    """

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    role: str
    path: Path
    version: int
    author: str
    at: datetime
    is_removed: bool


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of a file, as `AttachmentView`; `is_current` for the one that is opened."""

    version: int
    size: int
    sha256: str
    author: str
    at: datetime
    is_current: bool


_AUTHOR = "coalesce(nullif(u.name, ''), u.login, '')"
_COLUMNS = (
    "f.id, f.name, f.media_type, f.size, f.sha256, f.role, f.version, "
    f"{_AUTHOR}, f.created_at, f.deleted_at IS NOT NULL"
)
_FROM = 'FROM attachment f LEFT JOIN "user" u ON u.id = f.created_by'


def list_attachments(
    context: Context, kind: str, key: UUID, *, with_removed: bool = False
) -> Iterator[AttachmentView]:
    """Return the files of a record, the newest first; those that were removed only if wanted."""
    rows = context.database.reader().execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE f.record_kind = ? AND f.record_id = ? "
        "AND (? OR f.deleted_at IS NULL) ORDER BY f.id DESC",
        (kind, key.bytes, with_removed),
    )
    for row in rows:
        yield _view(context, row)


def find_attachment(
    context: Context, key: UUID, connection: sqlite3.Connection | None = None
) -> AttachmentView:
    """Return a file, removed or not. Raises NotFound.

    Within a use case give the `connection` of its unit.
    """
    row = (
        (connection or context.database.reader())
        .execute(f"SELECT {_COLUMNS} {_FROM} WHERE f.id = ?", (key.bytes,))
        .fetchone()
    )
    if row is None:
        raise NotFound(no_longer_attached())
    return _view(context, row)


def record_of(context: Context, key: UUID) -> tuple[str, UUID]:
    """Return the kind and the key of the record that a file belongs to. Raises NotFound."""
    row = (
        context.database.reader()
        .execute("SELECT record_kind, record_id FROM attachment WHERE id = ?", (key.bytes,))
        .fetchone()
    )
    if row is None:
        raise NotFound(no_longer_attached())
    return row[0], UUID(bytes=row[1])


def versions_of(
    context: Context, key: UUID, connection: sqlite3.Connection | None = None
) -> list[VersionView]:
    """Return the versions of a file, the newest first (FEATURES DOC-16). Raises NotFound."""
    file = find_attachment(context, key, connection)
    current = VersionView(file.version, file.size, file.sha256, file.author, file.at, True)
    rows = (connection or context.database.reader()).execute(
        f"SELECT f.version, f.size, f.sha256, {_AUTHOR}, f.created_at FROM attachment_version f "
        'LEFT JOIN "user" u ON u.id = f.created_by WHERE f.attachment_id = ? '
        "ORDER BY f.version DESC",
        (key.bytes,),
    )
    earlier = [
        VersionView(version, size, sha256, author, moment_in(at), False)
        for version, size, sha256, author, at in rows
    ]
    return [current, *earlier]


def no_longer_attached() -> str:
    """Return what is said of a file that is gone."""
    return _("This file is no longer attached.")


def _view(
    context: Context, row: tuple[bytes, str, str, int, str, str, int, str, int, int]
) -> AttachmentView:
    key, name, media_type, size, sha256, role, version, author, at, is_removed = row
    return AttachmentView(
        UUID(bytes=key),
        name,
        media_type,
        size,
        sha256,
        role,
        FileStore(context.database.path).path(sha256),
        version,
        author,
        moment_in(at),
        bool(is_removed),
    )
