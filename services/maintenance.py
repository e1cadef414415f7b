"""Care of the database file: backup, restore, check."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.actors import Actor
from domain.errors import BadInput, NotAllowed, UnusableFile
from domain.i18n import _
from domain.paths import is_file
from services.context import Context
from services.identity import sign_in
from storage.check import find_faults, repair
from storage.connection import APPLICATION_ID, connect, explain
from storage.database import SCHEMA_VERSION, Database
from storage.files import FileStore, make_like


def back_up(database_path: Path, target: Path, *, overwrite: bool = False) -> Path:
    """Copy the database and its attached files, as they are at this moment, and return where to.

    The copy can be opened with `--db`. `target` may be a folder. Others may go on working
    meanwhile. Raises BadInput when the copy would replace a file, UnusableFile when it fails.
    """
    if target.is_dir():
        target = _fresh_name(target, database_path)
    if target.exists() and not overwrite:
        raise BadInput(
            _("{path} is there already. Name another file, or replace it with --force.").format(
                path=target
            )
        )
    if target.resolve() == database_path.resolve():
        raise BadInput(_("The copy cannot be the database itself. Name another file."))
    target = target.resolve()
    try:
        if _is_database(target):
            # Somebody may have it open: SQLite replaces what it holds, and its log with it.
            _copy(database_path, target)
        else:
            _copy_anew(database_path, target)
        _copy_files(database_path, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    return target


def _is_database(path: Path) -> bool:
    """Return whether there is a SQLite file, by the words it begins with."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def _copy_anew(source: Path, target: Path) -> None:
    """Copy under another name first, so that a broken copy never bears a good name."""
    partial = target.with_name(f"{target.name}.part")
    try:
        make_like(partial, source)
        _copy(source, partial, is_portable=True)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _fresh_name(folder: Path, database_path: Path) -> Path:
    """Return a name in `folder` that says when the copy was made, and that no file has."""
    stem = f"{database_path.stem}-{datetime.now():%Y%m%d-%H%M%S}"  # noqa: DTZ005
    names = (folder / f"{stem}{f'-{n}' if n > 1 else ''}.db" for n in count(1))
    return next(path for path in names if not path.exists())


def restore(source: Path, database_path: Path, acting_as: str | None = None) -> Path | None:
    """Make the database what the backup `source` holds; return the copy kept of what was there.

    Only an administrator of what is there may do so (`acting_as` as in `sign_in`).

    Programs that have the database open see the restored data. A database too damaged to be read
    is itself put aside. Raises NotAllowed, and UnusableFile when `source` is damaged, no database
    of ours, or newer than the program; nothing is changed then.
    """
    if source.resolve() == database_path.resolve():
        raise BadInput(_("The backup cannot be the database itself. Name another file."))
    _check_backup(source)
    if database_path.exists():
        _check_may_replace(database_path, acting_as)
    kept = None
    try:
        if database_path.exists():
            kept = _keep(database_path)
        else:
            database_path.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, database_path)
        _copy_files(source, database_path)
    except OSError as error:
        raise _unwritable(database_path, error) from error
    return kept


def _keep(database_path: Path) -> Path:
    """Keep the database under another name in its folder, and return which."""
    try:
        return back_up(database_path, database_path.parent)
    except UnusableFile as error:
        if not _is_damage(error.__cause__):
            raise
    kept = _fresh_name(database_path.parent, database_path)
    for ending in ("-wal", "-shm", ""):
        file = database_path.with_name(database_path.name + ending)
        if file.exists():
            file.rename(kept.with_name(kept.name + ending))
    return kept


def _is_damage(error: BaseException | None) -> bool:
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(
        error, sqlite3.OperationalError
    )


def _check_backup(source: Path) -> None:
    if not is_file(source):
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


def _copy(source: Path, target: Path, *, is_portable: bool = False) -> None:
    """Copy a database into a file that is new, or a database of ours that others may have open.

    A portable copy can be read where nothing can be written beside it.
    """
    try:
        reader = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        writer = connect(target, create=True)
        try:
            reader.backup(writer)
            if is_portable:
                writer.execute("PRAGMA journal_mode = DELETE")
        finally:
            writer.close()
            reader.close()
    except sqlite3.Error as error:
        raise UnusableFile(explain(error, source if _is_damage(error) else target)) from error


@contextmanager
def trial_copy(context: Context) -> Iterator[Context]:
    """Give the same person a copy of the database to try something out; it is gone afterwards.

    It has none of the attached files. Nobody waits while it is made. Raises UnusableFile.
    """
    with TemporaryDirectory(prefix="crm-trial-") as folder:
        path = Path(folder) / "trial.db"
        _copy(context.database.path, path)
        database = Database(path)
        try:
            yield replace(context, database=database)
        finally:
            database.close()


def _copy_files(source: Path, target: Path) -> None:
    files = FileStore(source).folder
    if files.is_dir():
        shutil.copytree(files, FileStore(target).folder, dirs_exist_ok=True)


def _unwritable(path: Path, error: OSError) -> UnusableFile:
    return UnusableFile(
        _("The copy could not be written to {path}: {reason}.").format(
            path=path, reason=error.strerror or error
        )
    )


def check(database: Database) -> list[str]:
    """Return a sentence for each fault of the database; an empty list means it is sound."""
    faults: list[str] = []
    try:
        faults.extend(find_faults(database))
    except sqlite3.DatabaseError as error:
        faults.append(explain(error, database.path))
    return faults


def mend(context: Context) -> None:
    """Build the search index and the log's triggers anew. Raises NotAllowed."""
    _check_admin(context.actor)
    repair(context.database, context.fields)


def _check_admin(actor: Actor) -> None:
    if not actor.is_admin:
        raise NotAllowed(_("Only an administrator may do this."))


def _check_may_replace(database_path: Path, acting_as: str | None) -> None:
    """Raise NotAllowed unless the person administers the database that would be replaced."""
    try:
        database = Database.open(database_path)
    except UnusableFile:
        return  # what cannot be opened has nobody who could be asked
    try:
        _check_admin(sign_in(database, acting_as))
    finally:
        database.close()
