"""The one way to open the database file, for reads, writes and migrations alike."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import UnusableFile
from domain.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from uuid import UUID

    from domain.records.fields import FieldRegistry
    from domain.records.held_layouts import HeldLayout

BUSY_SECONDS = 15.0
"""How long a write waits for another process to finish its own."""

APPLICATION_ID = 0x43524D54
"""Marks a SQLite file as ours ("CRMT"), see SQLite's `PRAGMA application_id`."""


class CrmConnection(sqlite3.Connection):
    """A connection that knows which use case is writing through it.

    `unit` is the `change_unit.seq` that the triggers put on every change, None outside a use case.
    `fields` is what `storage.field_registry` has read through it, with the state of the file then,
    and `layouts` what `storage.layouts` has, for one person.
    """

    unit: int | None = None
    fields: tuple[int, FieldRegistry] | None = None
    layouts: tuple[int, UUID, Mapping[str, HeldLayout]] | None = None


READING_CACHE_KIB = 512
"""Memory for pages that a connection keeps: to read them again from the system costs as little."""

WRITING_CACHE_KIB = 2_000
"""Memory for pages where a use case may change many of them."""


def connect(
    path: Path, *, create: bool = False, cache_kib: int = READING_CACHE_KIB
) -> CrmConnection:
    """Open the database file in autocommit mode: transactions are begun explicitly.

    `cache_kib` bounds the memory for its pages, in KiB.

    Raises UnusableFile with a sentence when there is no such file (unless `create`), it is not a
    database, or it is one of another program, which is then left as it was.
    """
    if not create and not path.exists():
        raise UnusableFile(
            _("There is no database at {path}. Check --db, or run crm without it.").format(
                path=path
            )
        )
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    try:
        connection = sqlite3.connect(
            uri,
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
            factory=CrmConnection,
        )
        _check_owner(connection, path)
        _prepare(connection)
        connection.execute(f"PRAGMA cache_size = -{cache_kib}")
    except sqlite3.Error as error:
        raise UnusableFile(explain(error, path)) from error
    return connection


@contextmanager
def one_moment(connection: CrmConnection) -> Iterator[None]:
    """Let reads see the database as it is at one moment, whatever others write meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


def _check_owner(connection: CrmConnection, path: Path) -> None:
    # Tables are looked for first: whoever makes the file marks it in the same transaction.
    has_tables = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    if has_tables and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        connection.close()
        raise UnusableFile(
            _("{path} is a database of another program. Name another file with --db.").format(
                path=path
            )
        )


def _prepare(connection: CrmConnection) -> None:
    # The journal mode is read first: setting it again would need a lock that a writer may hold.
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # Else a row that REPLACE pushes out would leave the log and its guards unseen.
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.create_function("crm_unit", 0, lambda: _unit_of(connection))
    connection.create_function("crm_words", 1, _words, deterministic=True)
    connection.create_function("crm_words_of_texts", 1, _words_of_texts, deterministic=True)
    connection.create_function("crm_fold", 1, _fold_again, deterministic=True)
    connection.create_function("crm_has_words", 2, _has_words, deterministic=True)
    connection.create_function("crm_key", 1, _key, deterministic=True)


def _unit_of(connection: CrmConnection) -> int:
    if connection.unit is None:
        raise sqlite3.IntegrityError("a change outside a use case would have no author")
    return connection.unit


@cache
def _reading() -> tuple[Callable[[str], str], Callable[[str], list[str]], Callable[[str], str]]:
    """Return `fold`, `words` and `words_of_texts`: the first frame does not need them.

    Called in each of a million rows, an import would take more time than what it brings.
    """
    from domain.text import fold, words, words_of_texts

    return fold, words, words_of_texts


def _words(value: str | None) -> str:
    return " ".join(_reading()[1](value)) if value else ""


def _words_of_texts(value: str | None) -> str:
    return _reading()[2](value) if value else ""


def _fold(value: str | None) -> str:
    return _reading()[0](value) if value else ""


@lru_cache(maxsize=2_048)
def _fold_again(value: str | None) -> str:
    """Fold what mostly has been before: a column of a million rows holds few cities and names."""
    return _fold(value)


def _has_words(value: str | None, wanted: str) -> bool:
    """Say whether each of the folded words `wanted`, one a blank, begins a word of `value`."""
    if not value:
        return False
    text = f" {' '.join(_reading()[1](value))}"
    for word in wanted.split():  # noqa: SIM110 - a generator takes a fifth of the time of a scan
        if f" {word}" not in text:
            return False
    return True


def _key(value: str | None) -> bytes | None:
    """Return the key that stands in a custom field as text; SQLite's own `unhex` came in 3.41."""
    return bytes.fromhex(value) if value else None


def explain(error: Exception, path: Path) -> str:
    """Return the sentence that tells a user what an error of SQLite means for a file."""
    return explain_known(error, path) or _(
        "The database {path} could not be used: {reason}."
    ).format(path=path, reason=error)


def explain_known(error: Exception, path: Path) -> str | None:
    """Return the sentence for a fault of the file or its disk, None for any other error."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return _(
            "The database {path} is busy: another program has been writing to it for over "
            "{seconds} seconds. Try again, or close that program."
        ).format(path=path, seconds=int(BUSY_SECONDS))
    if "not a database" in text or "malformed" in text:
        return _(
            "{path} is not a usable database: {reason}. Name another file with --db, or bring "
            "back a copy with “crm restore”."
        ).format(path=path, reason=text)
    if "disk is full" in text:
        return _("There is no room left on the disk that holds {path}. Free some space.").format(
            path=path
        )
    if "readonly" in text or "unable to open" in text:
        return _("{path} cannot be opened for writing. Check its permissions and folder.").format(
            path=path
        )
    if "disk I/O error" in text:
        return _("The database {path} could not be used: {reason}.").format(path=path, reason=text)
    return None
