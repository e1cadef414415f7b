"""Attached files and what was read in from other systems."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from storage.tables.base import (
    LOGGED,
    Moment,
    Row,
    logged_under,
    moment,
    number,
    reference,
    text,
    utc_now,
)


class Attachment(Row, table=True):
    """A file of a record. Its bytes lie in the store beside the database under their SHA-256.

    `size` in bytes; `role` is `photo` or `file`. `version` counts how often it was written anew.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        Index("attachment_of", "record_kind", "record_id"),
        Index("attachment_by_hash", "sha256"),
        logged_under("record_id"),
    )

    record_kind: str
    record_id: UUID = reference(required=True)
    name: str = text()
    media_type: str = text()
    size: int = number()
    sha256: str
    role: str = Field(default="file")
    created_by: UUID | None = reference()
    created_at: datetime = Field(default_factory=utc_now, sa_type=Moment)
    deleted_at: datetime | None = moment()
    version: int = number(1)


class AttachmentVersion(Row, table=True):
    """An earlier version of a file (FEATURES DOC-16): who had written it, when, and its bytes.

    It belongs to the same record as the file.
    """

    __tablename__ = "attachment_version"
    __table_args__ = (
        Index("attachment_version_pair", "attachment_id", "version", unique=True),
        Index("attachment_version_of", "record_kind", "record_id"),
        logged_under("record_id"),
    )

    attachment_id: UUID = reference("attachment", required=True)
    record_kind: str
    record_id: UUID = reference(required=True)
    version: int
    size: int = number()
    sha256: str
    created_by: UUID | None = reference()
    created_at: datetime = Field(default_factory=utc_now, sa_type=Moment)


class ImportRun(Row, table=True):
    """One reading of a file: how many items were created, updated, skipped, and failed."""

    __tablename__ = "import_run"
    __table_args__ = LOGGED

    source: str
    file_name: str = text()
    started_by: UUID | None = reference()
    started_at: datetime = Field(default_factory=utc_now, sa_type=Moment)
    created: int = number()
    updated: int = number()
    skipped: int = number()
    failed: int = number()


class ImportRecord(Row, table=True):
    """Which record an item of another system became.

    `fingerprint` tells whether the item has changed since; `payload` is the item as it was read,
    in JSON, so that a later reading changes only what changed at the source.
    """

    __tablename__ = "import_record"
    __table_args__ = (
        Index("import_record_fingerprint", "source", "fingerprint"),
        Index("import_record_external", "source", "external_id"),
        Index("import_record_of", "record_kind", "record_id"),
        LOGGED,
    )

    run_id: UUID = reference("import_run", required=True)
    source: str
    external_id: str = text()
    record_kind: str
    record_id: UUID = reference(required=True)
    fingerprint: str
    payload: str = text()
