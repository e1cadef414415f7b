"""The search index: one document of folded words for each record, with full-text search over it.

The documents follow the change log: at the end of every use case those of the records it touched
are composed anew, so whatever wrote a row, the record can be found by it.
"""

from __future__ import annotations

import sqlite3

from domain.fields import (
    KINDS,
    AddressPart,
    Column,
    Custom,
    Field,
    FieldRegistry,
    FieldType,
    LinkTable,
    Points,
)

FULL_TEXT_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5(text, content='search_doc', "
    "content_rowid='rowid', prefix='2 3', detail=none, "
    'tokenize="unicode61 remove_diacritics 0")'
)

_SYNC_TRIGGERS = (
    "CREATE TRIGGER search_insert AFTER INSERT ON search_doc BEGIN "
    "INSERT INTO search_fts(rowid, text) VALUES (NEW.rowid, NEW.text); END",
    "CREATE TRIGGER search_delete AFTER DELETE ON search_doc BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, text) VALUES ('delete', OLD.rowid, OLD.text); END",
    "CREATE TRIGGER search_update AFTER UPDATE OF text ON search_doc BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, text) VALUES ('delete', OLD.rowid, OLD.text); "
    "INSERT INTO search_fts(rowid, text) VALUES (NEW.rowid, NEW.text); END",
)

# Rows that are part of another record: their table, the kind of the owner (in SQL), its key.
_PARTS = (
    ("contact_point", "record_kind", "record_id"),
    ("address", "record_kind", "record_id"),
    ("contact_company", "'contact'", "contact_id"),
    ("deal_contact", "'deal'", "deal_id"),
)

# Records whose document holds the name of another record: whose, of which kind, and how to join.
_NAMED_IN = (
    ("company", "$.title", "contact", "SELECT contact_id FROM contact_company WHERE company_id"),
    ("company", "$.title", "deal", "SELECT id FROM deal WHERE company_id"),
    ("contact", "$.folded_name", "deal", "SELECT deal_id FROM deal_contact WHERE contact_id"),
)


def create_sync_triggers(connection: sqlite3.Connection) -> None:
    """Keep the full-text index in step with the documents from here on."""
    for statement in _SYNC_TRIGGERS:
        connection.execute(statement)


def refresh_documents(connection: sqlite3.Connection, fields: FieldRegistry, unit: int) -> None:
    """Compose anew the documents of all records that a unit touched."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS touched(kind TEXT, id BLOB, PRIMARY KEY (kind, id)) "
        "WITHOUT ROWID"
    )
    connection.execute("DELETE FROM touched")
    kinds = ", ".join(f"'{name}'" for name in KINDS)
    connection.execute(
        f"INSERT OR IGNORE INTO touched SELECT kind, record FROM change "
        f"WHERE unit = ? AND kind IN ({kinds})",
        (unit,),
    )
    for table, kind, key in _PARTS:
        _touch_owners(connection, unit, table, kind, key)
    for named, path, kind, owners in _NAMED_IN:
        _touch_holders(connection, unit, named, path, kind, owners)
    for kind in KINDS:
        _write_documents(connection, fields, kind, "SELECT id FROM touched WHERE kind = ?", (kind,))


def _touch_owners(
    connection: sqlite3.Connection, unit: int, table: str, kind: str, key: str
) -> None:
    connection.execute(
        f"INSERT OR IGNORE INTO touched SELECT {kind}, p.{key} FROM change c "
        f'JOIN "{table}" p ON p.id = c.record WHERE c.unit = ? AND c.kind = ?',
        (unit, table),
    )
    old_kind = kind if kind.startswith("'") else f"json_extract(old, '$.{kind}')"
    connection.execute(
        f"INSERT OR IGNORE INTO touched SELECT {old_kind}, crm_key(json_extract(old, '$.{key}')) "
        f"FROM change WHERE unit = ? AND kind = ? AND op = 'D'",
        (unit, table),
    )


def _touch_holders(
    connection: sqlite3.Connection, unit: int, named: str, path: str, kind: str, owners: str
) -> None:
    renamed = connection.execute(
        "SELECT DISTINCT record FROM change WHERE unit = ? AND kind = ? AND op = 'U' "
        "AND json_type(old, ?) IS NOT NULL",
        (unit, named, path),
    ).fetchall()
    for (record,) in renamed:
        connection.execute(
            f"INSERT OR IGNORE INTO touched SELECT '{kind}', o.* FROM ({owners} = ?) o", (record,)
        )


def rebuild_documents(connection: sqlite3.Connection, fields: FieldRegistry) -> None:
    """Compose all documents and the index from nothing, as after a migration or a bulk import."""
    connection.execute("DROP TABLE IF EXISTS search_fts")
    for name in ("search_insert", "search_delete", "search_update"):
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")
    connection.execute("DELETE FROM search_doc")
    for name, kind in KINDS.items():
        connection.execute(
            f"INSERT INTO search_doc(kind, id, text) SELECT '{name}', r.id, "
            f'{document_sql(fields, name)} FROM "{kind.table}" r WHERE r.deleted_at IS NULL'
        )
    connection.execute(FULL_TEXT_TABLE)
    connection.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")
    create_sync_triggers(connection)


def _write_documents(
    connection: sqlite3.Connection,
    fields: FieldRegistry,
    kind: str,
    keys: str,
    parameters: tuple[object, ...],
) -> None:
    table = KINDS[kind].table
    connection.execute(
        f"DELETE FROM search_doc WHERE kind = '{kind}' AND id IN ({keys}) AND id NOT IN "
        f'(SELECT r.id FROM "{table}" r WHERE r.id IN ({keys}) AND r.deleted_at IS NULL)',
        parameters * 2,
    )
    connection.execute(
        f"INSERT INTO search_doc(kind, id, text) SELECT '{kind}', r.id, "
        f'{document_sql(fields, kind)} FROM "{table}" r '
        f"WHERE r.id IN ({keys}) AND r.deleted_at IS NULL "
        f"ON CONFLICT(kind, id) DO UPDATE SET text = excluded.text "
        f"WHERE text IS NOT excluded.text",
        parameters,
    )


def document_sql(fields: FieldRegistry, kind: str) -> str:
    """Return SQL for the folded words of the record aliased `r`, from its searchable fields."""
    parts = [_words_sql(field) for field in fields.of(kind) if field.searchable]
    joined = " || ' ' || ".join(f"coalesce({part}, '')" for part in parts)
    return f"crm_fold({joined})"


def _words_sql(field: Field) -> str:
    """Return SQL for the words of one field of the record aliased `r`; it may be NULL."""
    match field.store:
        case Column(name) if field.target:
            target = KINDS[field.target]
            return f'(SELECT {title_sql(field.target, "t")} FROM "{target.table}" t ' + (
                f'WHERE t.id = r."{name}")'
            )
        case Column(name):
            return f'r."{name}"'
        case Custom():
            return f"(r.custom ->> '$.\"{field.name}\"')"
        case Points():
            value = (
                "coalesce(national, '') || ' ' || coalesce(substr(e164, 2), value)"
                if field.type is FieldType.PHONE
                else "value"
            )
            return (
                f"(SELECT group_concat({value}, ' ') FROM contact_point "
                f"WHERE record_kind = '{field.kind}' AND record_id = r.id "
                f"AND type = '{field.type.value}')"
            )
        case AddressPart(column):
            return (
                f"(SELECT group_concat({column}, ' ') FROM address "
                f"WHERE record_kind = '{field.kind}' AND record_id = r.id)"
            )
        case LinkTable(table, own, other) if field.target:
            target = KINDS[field.target]
            return (
                f"(SELECT group_concat({title_sql(field.target, 't')}, ' ') "
                f'FROM "{table}" l JOIN "{target.table}" t ON t.id = l."{other}" '
                f'WHERE l."{own}" = r.id)'
            )
    raise AssertionError(field)


def title_sql(kind: str, alias: str) -> str:
    """Return SQL for the words that name the record under `alias`."""
    return " || ' ' || ".join(f'{alias}."{column}"' for column in KINDS[kind].title)
