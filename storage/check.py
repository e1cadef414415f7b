"""Checks of the database file, and the repairs that lose nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from domain.i18n import _, ngettext
from domain.records.fields import FieldRegistry
from domain.records.kinds import KINDS
from storage.database import Database
from storage.files import FileStore
from storage.pairs import LINKABLE, PAIR_TABLES, table_of
from storage.section_tree import is_in_step


def find_faults(database: Database) -> Iterator[str]:
    """Return a sentence for each fault of the file, the gravest first."""
    connection = database.reader()
    damage = [line for (line,) in connection.execute("PRAGMA integrity_check(20)") if line != "ok"]
    for line in damage:
        yield _("SQLite reports damage: {reason}. Bring back a copy with “crm restore”.").format(
            reason=line
        )
    if damage:
        return
    for table, rowid, target, _index in connection.execute("PRAGMA foreign_key_check"):
        yield _("Row {row} of {table} points to a {target} that is missing.").format(
            row=rowid, table=table, target=target
        )
    yield from _dangling_pairs(connection)
    yield from _search_faults(connection)
    if not is_in_step(connection):
        yield _("What is below a section is not told rightly. Run “crm doctor --repair”.")
    yield from _log_faults(connection)
    yield from _missing_files(connection, database)


def _dangling_pairs(connection: sqlite3.Connection) -> Iterator[str]:
    for table in PAIR_TABLES:
        known = " ".join(
            f"WHEN '{kind}' THEN EXISTS (SELECT 1 FROM \"{table_of(kind)}\" t "
            "WHERE t.id = p.record_id)"
            for kind in LINKABLE
        )
        (count,) = connection.execute(
            f'SELECT count(*) FROM "{table}" p WHERE NOT (CASE p.record_kind {known} ELSE 0 END)'
        ).fetchone()
        if count:
            yield ngettext(
                "{count} row of {table} belongs to a record that is missing.",
                "{count} rows of {table} belong to records that are missing.",
                count,
            ).format(count=count, table=table)


def _search_faults(connection: sqlite3.Connection) -> Iterator[str]:
    missing = 0
    for name, kind in KINDS.items():
        (count,) = connection.execute(
            f'SELECT count(*) FROM "{kind.table}" r WHERE r.deleted_at IS NULL AND NOT EXISTS '
            "(SELECT 1 FROM search_doc d WHERE d.kind = ? AND d.id = r.id)",
            (name,),
        ).fetchone()
        missing += count
    if missing:
        yield ngettext(
            "{count} record cannot be found by search. Run “crm doctor --repair”.",
            "{count} records cannot be found by search. Run “crm doctor --repair”.",
            missing,
        ).format(count=missing)


def _log_faults(connection: sqlite3.Connection) -> Iterator[str]:
    from storage.changelog import logged_tables
    from storage.guards import GUARDS
    from storage.search import SYNC_TRIGGERS

    present = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    }
    for table in logged_tables():
        if not {f"log_{op}_{table.name}" for op in ("insert", "update", "delete")} <= present:
            yield _("Changes of {table} are not logged. Run “crm doctor --repair”.").format(
                table=table.name
            )
    if not {*GUARDS, *SYNC_TRIGGERS} <= present:
        yield _("Search or system values are not guarded. Run “crm doctor --repair”.")


def _missing_files(connection: sqlite3.Connection, database: Database) -> Iterator[str]:
    store = FileStore(database.path)
    for digest, name in connection.execute(
        "SELECT sha256, name FROM attachment UNION SELECT v.sha256, f.name "
        "FROM attachment_version v JOIN attachment f ON f.id = v.attachment_id"
    ):
        if not store.is_sound(digest):
            yield _("The attached file {name} is missing from {folder}, or damaged.").format(
                name=name, folder=store.folder
            )


def repair(database: Database, fields: FieldRegistry) -> None:
    """Build the triggers, what they keep of sections, and the search index anew.

    The records stay as they are.
    """
    from storage.changelog import create_triggers
    from storage.connection import connect
    from storage.search import rebuild_documents

    connection = connect(database.path)
    try:
        connection.execute("BEGIN IMMEDIATE")
        create_triggers(connection)
        rebuild_documents(connection, fields)
        connection.execute("COMMIT")
    finally:
        connection.close()
