"""People who work with the program."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from storage.tables.base import LOGGED, Moment, Row, active, flag, reference, text, utc_now


class Department(Row, table=True):
    """A part of the sales organisation; `parent_id` is the one above it."""

    __tablename__ = "department"
    __table_args__ = LOGGED

    name: str = text()
    parent_id: UUID | None = reference("department")
    head_id: UUID | None = reference()


class User(Row, table=True):
    """A person who may use this file, known by the login of the operating system."""

    __tablename__ = "user"
    __table_args__ = LOGGED

    login: str = Field(unique=True)
    name: str = text()
    email: str = text()
    is_admin: bool = flag()
    is_active: bool = active()
    department_id: UUID | None = reference("department")
    created_at: datetime = Field(default_factory=utc_now, sa_type=Moment)
