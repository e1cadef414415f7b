"""The database of one installation: where it is, how it is read, and how it is written.

Reads are SQL over the standard library's driver; a write opens a unit, which is one use case in
one transaction. SQLModel is loaded by the first write.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from domain.actors import Actor
from domain.errors import UnusableFile
from storage.connection import CrmConnection, connect, explain

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Engine

    from domain.records.fields import FieldRegistry
    from domain.records.held_layouts import HeldLayout
    from storage.field_registry import KnownFields
    from storage.layouts import KnownLayouts
    from storage.unit import Unit

SCHEMA_VERSION = 10
"""The number of the newest migration; `PRAGMA user_version` of a file that is up to date."""


class Database:
    """An open database file.

    `path` is the file; `fields` describes the fields that its records have, the built-in ones and
    those that somebody has added.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._readers: list[CrmConnection] = []

    @classmethod
    def open(cls, path: Path) -> Database:
        """Open the file at `path`, make it when it is missing, and bring it up to date.

        Raises UnusableFile when it is newer than the program, damaged, or no database of ours.
        """
        database = cls(path)
        try:
            version = database.version() if path.exists() else 0
            if version != SCHEMA_VERSION:
                from storage.migrations.runner import migrate

                migrate(path, SCHEMA_VERSION)
        except sqlite3.Error as error:
            raise UnusableFile(explain(error, path)) from error
        return database

    @property
    def fields(self) -> FieldRegistry:
        """The fields that the records of this database have at present.

        What is asked costs microseconds, and the answer is the same object until a custom field
        changes, in this process or another.
        """
        return self._known_fields.on(self.reader())

    def fields_as_named_by(self, user: UUID) -> FieldRegistry:
        """Return the fields under the names that this person sees (FEATURES DOC-01)."""
        return self._known_layouts.fields(self.reader(), user, self.fields)

    def layouts_of(self, user: UUID) -> Mapping[str, HeldLayout]:
        """Return the layout of each kind that holds for a person."""
        return self._known_layouts.on(self.reader(), user)

    @cached_property
    def _known_layouts(self) -> KnownLayouts:
        from storage.layouts import KnownLayouts

        return KnownLayouts()

    @cached_property
    def _known_fields(self) -> KnownFields:
        from storage.field_registry import KnownFields

        return KnownFields()

    def version(self) -> int:
        """Return the number of the newest migration that the file has seen."""
        return int(self.reader().execute("PRAGMA user_version").fetchone()[0])

    def reader(self) -> CrmConnection:
        """Return this thread's connection for reads. It sees what is committed."""
        connection: CrmConnection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = connect(self.path)
            self._readers.append(connection)
        return connection

    @contextmanager
    def write(
        self, actor: Actor, verb: str, undoes: int | None = None, first: int | None = None
    ) -> Iterator[Unit]:
        """Run one use case in one transaction that is rolled back on any error.

        `verb` names the use case in the log, `undoes` is the unit that it reverts, `first` the
        earlier unit of which it is another part. Raises UnusableFile when the file cannot be
        written.
        """
        from storage.unit import open_unit

        with open_unit(self, actor, verb, undoes, first) as unit:
            yield unit

    @cached_property
    def engine(self) -> Engine:
        """The SQLAlchemy engine, over connections that `connect` opened."""
        from storage.unit import make_engine

        return make_engine(self.path)

    def close(self) -> None:
        """Close every connection."""
        for connection in self._readers:
            connection.close()
        self._readers.clear()
        self._local = threading.local()
        if "engine" in self.__dict__:
            self.engine.dispose()
