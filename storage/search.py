"""The search index: one document of folded words for each record, with full-text search over it.

The documents follow the change log: at the end of every use case those of the records it touched
are composed anew, so whatever wrote a row, the record can be found by it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from domain.parts import PART_TYPES
from domain.records.fields import (
    AddressPart,
    Column,
    Custom,
    Field,
    FieldRegistry,
    FieldType,
    LinkTable,
    Points,
    Rows,
    Tags,
)
from domain.records.kinds import KINDS
from storage.custom_phones import rebuild_phones, refresh_phones
from storage.reads.custom_sql import (
    BREAK_SQL,
    custom_text_sql,
    custom_texts_sql,
    path_of,
    values_apart,
)
from storage.reads.marks import mark_sql
from storage.reads.titles import title_columns

# The documents are words already: `ascii` splits at blanks only. `unicode61` takes an emoji or a
# currency sign that is newer than Unicode 6.1 for a letter of the word beside it.
FULL_TEXT_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5(text, content='search_doc', "
    "content_rowid='rowid', prefix='1 2 3', detail=none, tokenize='ascii')"
)

REBUILD_BYTES = 64 * 1024 * 1024
"""Memory in which the full-text index is gathered before it is written; SQLite takes 1 MB."""

_SYNC_TRIGGERS = {
    "search_insert": "AFTER INSERT ON search_doc BEGIN "
    "INSERT INTO search_fts(rowid, text) VALUES (NEW.rowid, NEW.text); END",
    "search_delete": "AFTER DELETE ON search_doc BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, text) VALUES ('delete', OLD.rowid, OLD.text); END",
    "search_update": "AFTER UPDATE OF text ON search_doc BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, text) VALUES ('delete', OLD.rowid, OLD.text); "
    "INSERT INTO search_fts(rowid, text) VALUES (NEW.rowid, NEW.text); END",
}
SYNC_TRIGGERS = tuple(_SYNC_TRIGGERS)
"""The names of the triggers without which the index falls behind the documents."""

# Records whose name stands in the documents of others: which, their name, and who has it.
_NAMED_IN = (
    ("company", "$.title", "SELECT contact_id FROM contact_company WHERE company_id"),
    ("company", "$.title", "SELECT id FROM deal WHERE company_id"),
    ("contact", "$.folded_name", "SELECT deal_id FROM deal_contact WHERE contact_id"),
    ("company", "$.title", "SELECT id FROM invoice WHERE company_id"),
    ("contact", "$.folded_name", "SELECT id FROM invoice WHERE contact_id"),
    ("company", "$.title", "SELECT id FROM quote WHERE company_id"),
    ("contact", "$.folded_name", "SELECT id FROM quote WHERE contact_id"),
)


_RECORD_TABLES = ", ".join(f"'{kind.table}'" for kind in KINDS.values())


def create_sync_triggers(connection: sqlite3.Connection) -> None:
    """Keep the full-text index in step with the documents from here on."""
    for name, body in _SYNC_TRIGGERS.items():
        connection.execute(f"CREATE TRIGGER {name} {body}")


def forget_old_words(connection: sqlite3.Connection) -> None:
    """Write the full-text index anew, without the words of documents that are gone.

    Until then they stay in its older segments, where nobody finds them but whoever reads the file.
    """
    connection.execute("INSERT INTO search_fts(search_fts) VALUES ('optimize')")


def refresh_documents(
    connection: sqlite3.Connection,
    fields: FieldRegistry,
    unit: int,
    redefined: Sequence[tuple[str, str]] = (),
) -> None:
    """Compose anew the documents of all records that a unit touched, or whose names they hold.

    So are those of records with a value in a field that is `redefined`, given by kind and name.
    The phones that these records have in custom fields are indexed anew, too.
    """
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS touched(id BLOB PRIMARY KEY) WITHOUT ROWID")
    connection.execute("DELETE FROM touched")
    connection.execute(
        "INSERT OR IGNORE INTO touched SELECT owner FROM change "
        f"WHERE unit = ? AND (op <> 'U' OR kind NOT IN ({_RECORD_TABLES}) OR EXISTS "
        f"(SELECT 1 FROM json_each(old) WHERE key IN ({_searched(fields)})))",
        (unit,),
    )
    for named, path, owners in _NAMED_IN:
        _touch_holders(connection, unit, named, path, owners)
    _touch_chosen(connection, fields, unit)
    for kind, name in redefined:
        if kind in KINDS:
            connection.execute(
                f'INSERT OR IGNORE INTO touched SELECT id FROM "{KINDS[kind].table}" '
                "WHERE custom <> '{}' AND json_type(custom, ?) IS NOT NULL",
                (f'$."{name}"',),
            )
    for kind in KINDS:
        _write_documents(connection, fields, kind)
    refresh_phones(connection, fields)


def _searched(fields: FieldRegistry) -> str:
    """Return, as the log names them, the columns of records from which documents are composed.

    With them those that hold phones.
    """
    names = {"deleted_at"}
    for field in fields:
        if field.searchable and isinstance(field.store, Column):
            names.add(field.store.name)
        elif isinstance(field.store, Custom) and (
            field.searchable or field.type is FieldType.PHONE
        ):
            names.add(f"custom.{field.name}")
    return ", ".join(f"'{name}'" for name in sorted(names))


def _touch_holders(
    connection: sqlite3.Connection, unit: int, named: str, path: str, owners: str
) -> None:
    renamed = connection.execute(
        "SELECT DISTINCT record FROM change WHERE unit = ? AND kind = ? AND op = 'U' "
        "AND json_type(old, ?) IS NOT NULL",
        (unit, named, path),
    ).fetchall()
    for (record,) in renamed:
        connection.execute(f"INSERT OR IGNORE INTO touched {owners} = ?", (record,))


def _touch_chosen(connection: sqlite3.Connection, fields: FieldRegistry, unit: int) -> None:
    """Touch the records that have a value in a custom field which is called otherwise by now."""
    renamed = connection.execute(
        "SELECT DISTINCT d.code, v.code FROM change c JOIN dictionary_value v ON v.id = c.record "
        "JOIN dictionary d ON d.id = v.dictionary_id WHERE c.unit = ? "
        "AND c.kind = 'dictionary_value' AND c.op = 'U' "
        "AND json_type(c.old, '$.label') IS NOT NULL",
        (unit,),
    ).fetchall()
    for dictionary, code in renamed:
        for field in fields:
            if field.is_custom and field.searchable and field.choices == dictionary:
                connection.execute(
                    f'INSERT OR IGNORE INTO touched SELECT r.id FROM "{KINDS[field.kind].table}" r '
                    "WHERE r.custom <> '{}' AND EXISTS "
                    f"(SELECT 1 FROM json_each(r.custom, {path_of(field)}) j WHERE j.value = ?)",
                    (code,),
                )


def rebuild_documents(connection: sqlite3.Connection, fields: FieldRegistry) -> None:
    """Compose all documents and the index from nothing, as after a migration or a bulk import."""
    connection.execute("DROP TABLE IF EXISTS search_fts")
    for name in SYNC_TRIGGERS:
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")
    connection.execute("DELETE FROM search_doc")
    for name, kind in KINDS.items():
        connection.execute(
            f"INSERT INTO search_doc(kind, id, text) SELECT '{name}', r.id, "
            f'{document_sql(fields, name)} FROM "{kind.table}" r WHERE r.deleted_at IS NULL'
        )
    connection.execute(FULL_TEXT_TABLE)
    connection.execute(
        "INSERT INTO search_fts(search_fts, rank) VALUES ('hashsize', ?)", (REBUILD_BYTES,)
    )
    connection.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")
    create_sync_triggers(connection)
    rebuild_phones(connection, fields)


def _write_documents(connection: sqlite3.Connection, fields: FieldRegistry, kind: str) -> None:
    """Write the documents of the touched records of one kind, and drop those that are gone."""
    table = KINDS[kind].table
    connection.execute(
        f"DELETE FROM search_doc WHERE kind = '{kind}' AND id IN (SELECT id FROM touched) "
        f'AND NOT EXISTS (SELECT 1 FROM "{table}" r WHERE r.id = search_doc.id '
        f"AND r.deleted_at IS NULL)"
    )
    connection.execute(
        f"INSERT INTO search_doc(kind, id, text) SELECT '{kind}', r.id, "
        f'{document_sql(fields, kind)} FROM touched CROSS JOIN "{table}" r ON r.id = touched.id '
        f"WHERE r.deleted_at IS NULL "
        f"ON CONFLICT(kind, id) DO UPDATE SET text = excluded.text "
        f"WHERE text IS NOT excluded.text"
    )


def document_sql(fields: FieldRegistry, kind: str) -> str:
    """Return SQL for the folded words of the record aliased `r`, from its searchable fields.

    Those of each value are on a line of their own: words in quotes are found within one.
    """
    searchable = [field for field in fields.of(kind) if field.searchable]
    parts = [
        # What a column holds is one value, however many lines it has.
        text if isinstance(field.store, Column) else values_apart(text)
        for field in searchable
        if not isinstance(field.store, Points | Custom)
        for text in (field_text_sql(field),)
    ]
    points = [field.type.value for field in searchable if isinstance(field.store, Points)]
    if points:
        parts.append(_points_sql(kind, points))
    if custom := [field for field in searchable if isinstance(field.store, Custom)]:
        parts += custom_texts_sql(custom)
    joined = " || ".join(f"coalesce({BREAK_SQL} || nullif({part}, ''), '')" for part in parts)
    return f"crm_words_of_texts({joined}){mark_sql(kind)}"


def field_text_sql(field: Field) -> str:
    """Return SQL for what stands in one field of the record aliased `r`, each value on a line.

    It may be NULL. Behind a phone and a tab stand the digits by which it is found, and so behind
    numbers of requisites.
    """
    match field.store:
        case Points():
            return (
                f"(SELECT group_concat({_POINT_SQL[field.type]}, char(10)) "
                f"FROM contact_point WHERE record_kind = '{field.kind}' AND record_id = r.id "
                f"AND type = '{field.type.value}')"
            )
        case Column(name) if field.target:
            target = KINDS[field.target]
            return f'(SELECT {title_sql(field.target, "t")} FROM "{target.table}" t ' + (
                f'WHERE t.id = r."{name}")'
            )
        case Column(name):
            return f'r."{name}"'
        case Custom():
            return custom_text_sql(field)
        case AddressPart(column):
            return (
                f"(SELECT group_concat({column}, char(10)) FROM address "
                f"WHERE record_kind = '{field.kind}' AND record_id = r.id)"
            )
        case Rows(table):
            return (
                f"(SELECT group_concat({part_text_sql(field.type)}, char(10)) FROM {table} x "
                f"WHERE x.record_kind = '{field.kind}' AND x.record_id = r.id)"
            )
        case LinkTable(table, own, other) if field.target:
            target = KINDS[field.target]
            return (
                f"(SELECT group_concat({title_sql(field.target, 't')}, char(10)) "
                f'FROM "{table}" l JOIN "{target.table}" t ON t.id = l."{other}" '
                f'WHERE l."{own}" = r.id)'
            )
        case Tags(table, own):
            return f'(SELECT group_concat(tag, char(10)) FROM "{table}" WHERE "{own}" = r.id)'
    raise AssertionError(field)


def part_text_sql(type_: FieldType) -> str:
    """Return SQL for the words of the part aliased `x`, behind a tab its numbers without signs."""
    part = PART_TYPES[type_]
    text = " || ' ' || ".join(f"x.{name}" for name in part.searched)
    bare = " || ' ' || ".join(
        f"replace(replace(x.{name}, ' ', ''), '-', '')" for name in part.digits
    )
    return f"{text} || char(9) || {bare}" if bare else text


_POINT_SQL = {
    FieldType.PHONE: "coalesce(e164, value) || char(9) || coalesce(national, '') || ' ' "
    "|| coalesce(substr(e164, 2), value)",
    FieldType.EMAIL: "value",
    FieldType.SITE: "value || char(9) || coalesce(folded, '')",
    FieldType.MESSENGER: "value || char(9) || coalesce(folded, '')",
}
"""A contact point by its type, with what it is found by, as `field_text_sql` gives it."""


def _points_sql(kind: str, types: list[str]) -> str:
    """Return SQL for phones, e-mails and the like together: one subquery is read faster than four.

    A phone is found by its national and by its international digits, a site or a messenger as it
    was typed and by the form in which it is compared.
    """
    listed = ", ".join(f"'{type_}'" for type_ in types)
    return (
        f"(SELECT group_concat(CASE WHEN type = '{FieldType.PHONE}' "
        "THEN coalesce(national, '') || ' ' || coalesce(substr(e164, 2), value) "
        f"WHEN type = '{FieldType.EMAIL}' THEN value "
        f"ELSE value || ' ' || coalesce(folded, '') END, {BREAK_SQL}) FROM contact_point "
        f"WHERE record_kind = '{kind}' AND record_id = r.id AND type IN ({listed}))"
    )


def title_sql(kind: str, alias: str) -> str:
    """Return SQL for the words that name the record under `alias`."""
    return " || ' ' || ".join(title_columns(kind, alias))
