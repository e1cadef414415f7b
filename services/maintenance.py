"""Care of the database file: backup, restore, check."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from domain.errors import BadInput, UnusableFile
from domain.i18n import _
from storage.check import find_faults, repair
from storage.connection import APPLICATION_ID, connect, explain
from storage.database import SCHEMA_VERSION, Database
from storage.files import FileStore


def back_up(database_path: Path, target: Path, *, overwrite: bool = False) -> Path:
    """Copy the database and its attached files, as they are at this moment, and return where to.

    The copy can be opened with `--db`. `target` may be a folder. Others may go on working
    meanwhile. Raises BadInput when the copy would replace a file, UnusableFile when it fails.
    """
    if target.is_dir():
        target = target / f"{database_path.stem}-{datetime.now():%Y%m%d-%H%M%S}.db"  # noqa: DTZ005
    if target.exists() and not overwrite:
        raise BadInput(
            _("{path} is there already. Name another file, or replace it with --force.").format(
                path=target
            )
        )
    if target.resolve() == database_path.resolve():
        raise BadInput(_("The copy cannot be the database itself. Name another file."))
    _copy(database_path, target)
    return target


def restore(source: Path, database_path: Path) -> Path | None:
    """Make the database what the backup `source` holds; return the copy kept of what was there.

    Programs that have the database open see the restored data. Raises UnusableFile when `source` is
    damaged, no database of ours, or newer than the program; nothing is changed then.
    """
    _check_backup(source)
    kept = None
    if database_path.exists():
        kept = back_up(database_path, database_path.parent)
    else:
        database_path.parent.mkdir(parents=True, exist_ok=True)
    _copy(source, database_path)
    return kept


def _check_backup(source: Path) -> None:
    if not source.is_file():
        raise UnusableFile(_("There is no backup at {path}.").format(path=source))
    try:
        connection = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        try:
            faults = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise UnusableFile(explain(error, source)) from error
    if faults != ["ok"] or not ours:
        raise UnusableFile(
            _("{path} is damaged or no backup of crm. Nothing was changed.").format(path=source)
        )
    if version > SCHEMA_VERSION:
        raise UnusableFile(
            _("{path} was written by a newer version of crm. Update crm to restore it.").format(
                path=source
            )
        )


def _copy(source: Path, target: Path) -> None:
    try:
        reader = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        writer = connect(target, create=True)
        try:
            reader.backup(writer)
        finally:
            writer.close()
            reader.close()
        files = FileStore(source).folder
        if files.is_dir():
            shutil.copytree(files, FileStore(target).folder, dirs_exist_ok=True)
    except sqlite3.Error as error:
        raise UnusableFile(explain(error, target)) from error
    except OSError as error:
        raise UnusableFile(
            _("The copy could not be written to {path}: {reason}.").format(
                path=target, reason=error.strerror or error
            )
        ) from error


def check(database: Database, *, mend: bool = False) -> list[str]:
    """Return a sentence for each fault of the database; an empty list means it is sound.

    With `mend`, the search index and the log's triggers are built anew first.
    """
    if mend:
        repair(database, database.fields)
    return list(find_faults(database))
