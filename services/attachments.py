"""The files of a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from services.context import Context
from storage.files import FileStore


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file of a record: what it is, and where its bytes lie; `size` in bytes."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    role: str
    path: Path


def list_attachments(context: Context, kind: str, key: UUID) -> Iterator[AttachmentView]:
    """Return the files of a record that are not in the bin, the newest first."""
    store = FileStore(context.database.path)
    rows = context.database.reader().execute(
        "SELECT id, name, media_type, size, sha256, role FROM attachment "
        "WHERE record_kind = ? AND record_id = ? AND deleted_at IS NULL ORDER BY id DESC",
        (kind, key.bytes),
    )
    for row_key, name, media_type, size, sha256, role in rows:
        path = store.path(sha256)
        yield AttachmentView(UUID(bytes=row_key), name, media_type, size, sha256, role, path)
