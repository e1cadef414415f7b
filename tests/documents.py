"""Tells whether the search documents are what the records would give now."""

from __future__ import annotations

from domain.records.kinds import KINDS
from storage.connection import connect
from storage.custom_phones import rebuild_phones
from storage.database import Database
from storage.search import document_sql

_PHONES = "SELECT record_kind, record_id, field, value, e164, national, reversed FROM custom_phone"


def stale_documents(database: Database) -> list[tuple[object, ...]]:
    """Return the documents that differ from newly composed ones; check the index over them.

    So are phones of custom fields whose index is not what it would be, made anew.
    """
    connection = connect(database.path)
    parts = [
        f"SELECT '{name}' AS kind, r.id AS id, {document_sql(database.fields, name)} AS text "
        f'FROM "{kind.table}" r WHERE r.deleted_at IS NULL'
        for name, kind in KINDS.items()
    ]
    fresh, kept = " UNION ALL ".join(parts), "SELECT kind, id, text FROM search_doc"
    differences = connection.execute(
        f"SELECT 'missing', * FROM ({fresh} EXCEPT {kept}) "
        f"UNION ALL SELECT 'stale', * FROM ({kept} EXCEPT SELECT * FROM ({fresh}))"
    ).fetchall()
    kept = connection.execute(_PHONES).fetchall()
    connection.execute("BEGIN")
    rebuild_phones(connection, database.fields)
    differences += sorted({*kept} ^ {*connection.execute(_PHONES)}, key=repr)
    connection.execute("ROLLBACK")
    connection.execute("INSERT INTO search_fts(search_fts, rank) VALUES ('integrity-check', 1)")
    connection.close()
    return differences
