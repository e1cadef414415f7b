"""Brings a database file up to date with Alembic's operations.

A file that holds data is first copied beside itself. Foreign keys are off and triggers dropped
meanwhile: rebuilding a table would else cascade, and its triggers would be lost (Alembic, "batch"
migrations). Afterwards the triggers and the search index are built anew and every foreign key is
checked.
"""

from __future__ import annotations

import os
import pkgutil
import sqlite3
from importlib import import_module
from pathlib import Path

from domain.errors import UnusableFile
from domain.i18n import _, ngettext
from storage.connection import APPLICATION_ID, connect, explain
from storage.files import make_like


def migrate(path: Path, target: int) -> None:
    """Bring the file at `path` to schema version `target`, making it when it is missing.

    Raises UnusableFile when the file is newer than `target`, is no database of ours, or ends up
    with a broken foreign key; it is then left as it was.
    """
    fresh = not path.exists()
    if fresh:
        _make_private_file(path)
    connection = connect(path)
    try:
        version = _check_version(connection, path, target)
        if version != target:
            _run(path, connection, target)
    finally:
        connection.close()


def _make_private_file(path: Path) -> None:
    """Make an empty file for its owner alone, who may open it to others."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise UnusableFile(
            _("The database {path} cannot be made: {reason}. Name another place with --db.").format(
                path=path, reason=error.strerror
            )
        ) from error


def _check_version(connection: sqlite3.Connection, path: Path, target: int) -> int:
    """Return the schema version of the file."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > target:
        raise UnusableFile(
            _(
                "{path} was written by a newer version of crm (its schema is {version}, this "
                "program knows {target}). Update crm to open it."
            ).format(path=path, version=version, target=target)
        )
    return version


def _copy_aside(path: Path, version: int) -> None:
    """Copy the file as it is before a migration, while nobody else can write to it."""
    copy = path.with_name(f"{path.name}.v{version}.bak")
    if copy.exists():
        return
    partial = copy.with_name(f"{copy.name}.part")
    partial.unlink(missing_ok=True)
    make_like(partial, path)
    reader, writer = connect(path), sqlite3.connect(partial)
    try:
        reader.backup(writer)
    finally:
        writer.close()
        reader.close()
    partial.replace(copy)


def _run(path: Path, connection: sqlite3.Connection, target: int) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import StaticPool

    connection.execute("PRAGMA foreign_keys = OFF")
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as bound:
        # Begun on the driver, after SQLAlchemy's own first look, which ends with a rollback.
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Read again under the lock: another process may have been first.
            version = _check_version(connection, path, target)
            if version == target:
                connection.execute("ROLLBACK")
                return
            _check_tables(connection, path, version)
            if version:
                _copy_aside(path, version)
            with Operations.context(MigrationContext.configure(bound)):
                _bring_up(connection, version, target)
            _check_foreign_keys(connection, path)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {target}")
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if isinstance(error, DBAPIError) and isinstance(error.orig, sqlite3.Error):
                raise UnusableFile(explain(error.orig, path)) from error
            raise


def _bring_up(connection: sqlite3.Connection, version: int, target: int) -> None:
    """Change the tables from one version to another, and make what follows from them anew."""
    from storage.changelog import create_triggers, drop_triggers
    from storage.field_registry import read_fields
    from storage.search import rebuild_documents
    from storage.shipped import write_shipped

    drop_triggers(connection)
    for number, name in _versions():
        if version < number <= target:
            import_module(name).upgrade()
    write_shipped(connection)
    create_triggers(connection)
    if target >= _versions()[-1][0]:  # an older one lacks tables that are searched
        rebuild_documents(connection, read_fields(connection))


def _check_tables(connection: sqlite3.Connection, path: Path, version: int) -> None:
    if version == 0 and connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise UnusableFile(
            _(
                "{path} does not say which version of crm wrote it, so it is damaged. Bring back "
                "a copy with “crm restore”."
            ).format(path=path)
        )


def _check_foreign_keys(connection: sqlite3.Connection, path: Path) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise UnusableFile(
            ngettext(
                "{path} was not brought up to date: {count} row points to a row that is missing, "
                "in {table}. The file is unchanged; run “crm doctor”.",
                "{path} was not brought up to date: {count} rows point to rows that are missing, "
                "first in {table}. The file is unchanged; run “crm doctor”.",
                len(broken),
            ).format(path=path, count=len(broken), table=broken[0][0])
        )


def _versions() -> list[tuple[int, str]]:
    """Return the number and the module of every version, the first one first."""
    package = import_module("storage.migrations.versions")
    names = (module.name for module in pkgutil.iter_modules(package.__path__))
    return sorted((int(name[1:5]), f"{package.__name__}.{name}") for name in names)
