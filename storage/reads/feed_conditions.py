"""Compiles a query of the feed into conditions of SQL on its two sorts of lines.

A change is a row `{c}` of the log in the unit `u`; what was done is an activity `a`. Beside the
conditions stands what an index tells at once: whose they are, of which records, and when.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple
from uuid import UUID

from domain.activities import ACTIVITY_KINDS
from domain.feed import CHANGES
from domain.query.tree import (
    And,
    Between,
    Chosen,
    Clause,
    During,
    Empty,
    Equals,
    HasWords,
    IsRecord,
    Node,
    Not,
    Or,
    Query,
    Test,
    Words,
)
from domain.records.fields import (
    AddressPart,
    Column,
    Custom,
    Field,
    FieldRegistry,
    LinkTable,
    Points,
    PriceOf,
    Rows,
    Tags,
)
from domain.records.kinds import KINDS
from domain.text import fold, words
from domain.verbs import VERBS, describe_verb
from storage.reads.among import match_text
from storage.reads.gone_records import gone_by_words
from storage.reads.sql import ALWAYS, NEVER, Sql, all_of, any_of, joined_selects
from storage.values import moment_out

PART_TABLES: Final = (
    *("activity_link", "activity_participant", "activity_tag", "address", "attachment"),
    *("attachment_version", "check_item", "contact_company", "contact_point", "deal_contact"),
    *("lead_result", "line_item", "requisites"),
    *("product_price", "section_property", "document_revision", "payment"),
)
"""Tables whose rows are parts of records."""

_STEP: Final = "(SELECT coalesce(x.part_of, x.seq) FROM change_unit x WHERE x.seq = {c}.unit)"
"""The unit of a row of the log, of a later part the first one."""

_TEXT: Final = "(j.type = 'text' AND NOT (length(j.value) = 32 AND j.value NOT GLOB '*[^0-9A-F]*'))"
"""A value of the log that people read: keys stand there in hexadecimal."""


class Lines(NamedTuple):
    """The condition on either sort of lines; `of_row` tells that it asks of single rows `{c}`."""

    changes: Sql
    done: Sql
    of_row: bool = False


class FeedCondition(NamedTuple):
    """What is asked of the feed.

    All lines are by `actor`, concern what `among` selects the keys of, and lie in microseconds from
    `since` up to `until`, which is excluded; all are of the unit `unit` of the log. None where it
    may be any.
    """

    lines: Lines
    actor: bytes | None = None
    among: Sql | None = None
    since: int | None = None
    until: int | None = None
    unit: int | None = None


def compile_feed(
    query: Query, connection: sqlite3.Connection, fields: FieldRegistry, user: UUID
) -> FeedCondition:
    """Return the conditions that lines of the feed pass a query; `user` is whoever asks."""
    compiler = _Compiler(connection, fields, user)
    lines = compiler.node(query.root)
    found = FeedCondition(lines)
    for part in query.root.parts if isinstance(query.root, And) else (query.root,):
        if isinstance(part, Clause) and len(part.tests) == 1:
            found = compiler.narrowed(found, part.path[0].name, part.tests[0])
    return found


class _Compiler:
    """Compiles one query."""

    def __init__(self, connection: sqlite3.Connection, fields: FieldRegistry, user: UUID) -> None:
        self._connection, self._fields, self._user = connection, fields, user

    def narrowed(self, found: FeedCondition, name: str, test: Test) -> FeedCondition:
        """Return the condition with what an index tells of a test that must hold."""
        match name, test:
            case "who", Chosen(code):
                return found._replace(actor=self._person(code))
            case "record", HasWords() | IsRecord() | Equals():
                return found._replace(among=_records(test))
            case "step", Between(low, high) if low is not None and low == high:
                return found._replace(unit=_whole(low))
            case "when", During(_typed, start, end):
                since, until = (found.since, _micros(start)), (found.until, _micros(end))
                return found._replace(
                    since=max((one for one in since if one is not None), default=None),
                    until=min((one for one in until if one is not None), default=None),
                )
        return found

    def node(self, node: Node) -> Lines:
        """Compile a part of the query."""
        match node:
            case And(parts):
                return _joined(_both, [self.node(part) for part in parts])
            case Or(parts):
                return _joined(_either, [self.node(part) for part in parts])
            case Not(part):
                inner = self.node(part)
                # A step passes where none of its rows does.
                changes = _no_row(inner.changes) if inner.of_row else _not(inner.changes)
                return Lines(changes, _not(inner.done))
            case Words():
                return _joined(_both, [self._word(word) for word in node.typed.split()])
            case Clause(path, tests):
                return _joined(_either, [self._test(path[0].name, test) for test in tests])
        raise AssertionError(node)

    def _word(self, typed: str) -> Lines:
        """Look for a word in records, in what was done with them, and in what they said before."""
        found = tuple(words(typed))
        if not found:
            return Lines(ALWAYS, ALWAYS)
        among = _records(HasWords(found))
        verbs = [code for code in VERBS if f" {found[0]}" in f" {fold(describe_verb(code))}"]
        marks = ", ".join("?" for _verb in verbs)
        forms = dict.fromkeys((typed, typed.lower(), typed.capitalize(), typed.upper()))
        is_in_text = any_of(Sql("instr({c}.old, ?) > 0", (form,)) for form in forms)
        is_in_value = any_of(Sql("instr(j.value, ?) > 0", (form,)) for form in forms)
        before = all_of(
            [
                is_in_text,
                is_in_value.within(
                    f"EXISTS (SELECT 1 FROM json_each({{c}}.old) j WHERE {_TEXT} AND ", ")"
                ),
            ]
        )
        changes = [among.within("{c}.owner IN (", ")"), before]
        if verbs:
            changes.append(Sql(f"u.verb IN ({marks})", tuple(verbs)))
        return Lines(any_of(changes), among.within("a.id IN (", ")"), of_row=True)

    def _test(self, name: str, test: Test) -> Lines:
        match name, test:
            case "who", Chosen(code):
                actor = self._person(code)
                return Lines(Sql("u.actor = ?", (actor,)), Sql("a.responsible_id = ?", (actor,)))
            case "record", HasWords() | IsRecord() | Equals():
                among = _records(test)
                return Lines(among.within("{c}.owner IN (", ")"), among.within("a.id IN (", ")"))
            case "kind", Chosen(code):
                return _of_kind(code)
            case "field", Chosen(code):
                rows = any_of(_changes_of(self._fields, code))
                return Lines(rows, NEVER, of_row=True)
            case "when", During(_typed, start, end):
                return _during(_micros(start), _micros(end))
            case "step", Between(low, high, with_low, with_high):
                signs = (">=" if with_low else ">", "<=" if with_high else "<")
                bounds = [(s, b) for s, b in zip(signs, (low, high), strict=True) if b is not None]
                units = all_of(Sql(f"{_STEP} {sign} ?", (_whole(b),)) for sign, b in bounds)
                return Lines(units, NEVER)
            case "what", Chosen(code):
                return Lines(*((ALWAYS, NEVER) if code == CHANGES else (NEVER, ALWAYS)))
            case "who", Empty():
                return Lines(Sql("u.actor IS NULL"), Sql("a.responsible_id IS NULL"))
        # Whatever else can be asked is whether there is a value, which there always is.
        sql = NEVER if isinstance(test, Empty) else ALWAYS
        return Lines(sql, sql)

    def _person(self, login: str) -> bytes:
        """Return the key of a person; `me` is whoever asks."""
        if login == "me":
            return self._user.bytes
        row = self._connection.execute('SELECT id FROM "user" WHERE login = ?', (login,)).fetchone()
        return bytes(row[0]) if row else b""


def _both(pieces: Iterable[Sql]) -> Sql:
    """Return the condition that all hold; one that never does alone is enough to know."""
    found = list(pieces)
    return NEVER if NEVER in found else all_of(found)


def _either(pieces: Iterable[Sql]) -> Sql:
    """Return the condition that one holds; one that always does alone is enough to know."""
    found = [piece for piece in pieces if piece != NEVER]
    return ALWAYS if ALWAYS in found else any_of(found)


def _joined(join: Callable[[Iterable[Sql]], Sql], parts: Sequence[Lines]) -> Lines:
    return Lines(
        join(part.changes for part in parts),
        join(part.done for part in parts),
        any(part.of_row for part in parts),
    )


def _not(sql: Sql) -> Sql:
    return {ALWAYS: NEVER, NEVER: ALWAYS}.get(sql) or sql.within("(", ") IS NOT TRUE")


def _no_row(sql: Sql) -> Sql:
    """Return the condition that no row of the step of `{c}` passes another."""
    if sql in (ALWAYS, NEVER):
        return _not(sql)
    inner = Sql(sql.text.replace("{c}", "n"), sql.parameters)
    return inner.within(
        "NOT EXISTS (SELECT 1 FROM change n WHERE n.owner = {c}.owner AND n.seq >= "
        "(SELECT f.seq FROM change f WHERE f.unit = {c}.unit ORDER BY f.seq LIMIT 1) "
        "AND n.unit = {c}.unit AND ",
        ")",
    )


def _whole(number: Decimal) -> int:
    """Return a number of a unit, of one that no unit can have the nearest that SQLite takes."""
    return int(max(Decimal(-1), min(number, Decimal(1 << 62))))


def _micros(moment: datetime | None) -> int | None:
    return None if moment is None else moment_out(moment)


def _during(since: int | None, until: int | None) -> Lines:
    bounds = [(sign, bound) for sign, bound in ((">=", since), ("<", until)) if bound is not None]
    return Lines(
        all_of(Sql(f"(u.clock >> 16) * 1000 {sign} ?", (bound,)) for sign, bound in bounds),
        all_of(Sql(f"a.done_at {sign} ?", (bound,)) for sign, bound in bounds),
    )


def _records(test: HasWords | IsRecord | Equals) -> Sql:
    """Return what selects the keys of records, and of activities that concern them."""
    if isinstance(test, IsRecord):
        key = test.id.bytes
        links = any_of(Sql("(record_kind = ? AND record_id = ?)", (kind, key)) for kind in KINDS)
        linked = links.within("SELECT activity_id FROM activity_link WHERE ")
        return joined_selects([Sql("SELECT ? AS id", (key,)), linked])
    is_whole = isinstance(test, Equals)
    wanted = match_text(words(test.folded) if isinstance(test, Equals) else test.words, is_whole)
    if not wanted:
        return Sql("SELECT NULL AS id")
    # The join starts at the full-text index, which gives the documents of all kinds at one look.
    documents = "FROM search_fts f CROSS JOIN search_doc d ON d.rowid = f.rowid "
    links_of_them = "CROSS JOIN activity_link l ON l.record_kind = d.kind AND l.record_id = d.id "
    gone = list(gone_by_words(test.words)) if isinstance(test, HasWords) else []
    return joined_selects(
        [
            *gone,
            Sql(f"SELECT d.id {documents} WHERE search_fts MATCH ?", (wanted,)),
            Sql(
                f"SELECT l.activity_id {documents} {links_of_them} WHERE search_fts MATCH ?",
                (wanted,),
            ),
        ]
    )


def _of_kind(code: str) -> Lines:
    """Return the conditions that lines are of a kind of records, or of activities."""
    if code in ACTIVITY_KINDS:
        of_activity = Sql(
            "EXISTS (SELECT 1 FROM activity r WHERE r.id = {c}.owner AND r.kind = ?)", (code,)
        )
        return Lines(of_activity, Sql("a.kind = ?", (code,)))
    table = KINDS[code].table
    parts = ", ".join(f"'{name}'" for name in PART_TABLES)
    changes = Sql(
        f"({{c}}.kind = '{table}' OR ({{c}}.kind IN ({parts}) AND EXISTS "
        f'(SELECT 1 FROM "{table}" r WHERE r.id = {{c}}.owner)))'
    )
    if code == "activity":
        return Lines(changes, ALWAYS)
    linked = Sql(
        "EXISTS (SELECT 1 FROM activity_link l WHERE l.activity_id = a.id AND l.record_kind = ?)",
        (code,),
    )
    return Lines(changes, linked)


def _changes_of(fields: FieldRegistry, name: str) -> Iterable[Sql]:
    """Return the conditions that a row of the log changed a field of this name, of any kind."""
    return dict.fromkeys(
        condition
        for kind in KINDS
        if fields.has(kind, name)
        for condition in _changed(fields.get(kind, name))
    )


def _changed(field: Field) -> Iterator[Sql]:
    table = KINDS[field.kind].table
    match field.store:
        case Column(column):
            columns = ("due_at", "due_on") if column == "due_at" else (column,)
            yield from (_held(table, f'"{name}":') for name in columns)
        case Custom():
            yield _held(table, f'"custom.{field.name}":')
        case Points():
            yield _of_row("contact_point", {"type": str(field.type)})
        case AddressPart():
            yield Sql("{c}.kind = 'address'")
        case LinkTable(table):
            yield _of_row(table, field.link_columns)
        case PriceOf(price_type):
            yield _of_row("product_price", {"price_type": price_type})
        case Rows(table) | Tags(table, _):
            yield _of_row(table, {})


def _of_row(table: str, columns: Mapping[str, str]) -> Sql:
    """Return the condition that a row of a table was changed that has these codes in columns.

    They never change: the row has them now, or had them when it was deleted.
    """
    is_of_table = Sql(f"{{c}}.kind = '{table}'")
    if not columns:
        return is_of_table
    now = all_of(Sql(f't."{name}" = ?', (code,)) for name, code in columns.items()).within(
        f'EXISTS (SELECT 1 FROM "{table}" t WHERE t.id = {{c}}.record AND ', ")"
    )
    told = [f'"{name}":"{code}"' for name, code in columns.items()]
    had = all_of(Sql("instr(d.old, ?) > 0", (text,)) for text in told).within(
        "EXISTS (SELECT 1 FROM change d WHERE d.record = {c}.record AND d.op = 'D' AND ", ")"
    )
    return all_of([is_of_table, any_of([now, had])])


def _held(table: str, name: str) -> Sql:
    """Return the condition that a row of a table changed, of which the log names a column."""
    return Sql(f"({{c}}.kind = '{table}' AND {{c}}.op = 'U' AND instr({{c}}.old, ?) > 0)", (name,))
