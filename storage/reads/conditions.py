"""Compiles a query into a condition of SQL with bound values, on a record aliased `r`.

Beside the condition stands, where an index can tell it, a superset of the records that pass: what
passes is then found without walking over all records. The condition alone is always enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from domain.query.simplifying import simplified
from domain.query.tree import (
    Along,
    And,
    Chosen,
    Clause,
    During,
    Empty,
    Equals,
    Flag,
    Flagged,
    HasDigits,
    HasWords,
    IsRecord,
    Node,
    Not,
    Or,
    Present,
    Query,
    Test,
    Words,
)
from domain.records.computed_fields import (
    ADDRESS,
    DELETED_BY,
    DIRECTLY_IN,
    NAME,
    NEXT_STEP,
    PIPELINE,
    PROGRESS,
    RUN,
)
from domain.records.fields import (
    AddressPart,
    Column,
    Computed,
    Custom,
    Field,
    FieldRegistry,
    FieldType,
    LinkTable,
    Points,
    PriceOf,
    Rows,
    Tags,
)
from domain.records.kinds import KINDS
from domain.text import words
from storage.reads.among import (
    Among,
    Found,
    at_stage,
    both,
    by_birthday,
    by_change,
    by_digits,
    by_words,
    either,
    in_pipeline,
)
from storage.reads.computed_sql import deleter_sql, progress_sql
from storage.reads.custom_sql import custom_test, path_of
from storage.reads.payments import payment_test
from storage.reads.prices import price_sql
from storage.reads.section_tests import along, in_section
from storage.reads.sql import ALWAYS, Condition, Sql, all_of, holds
from storage.reads.staleness import is_under_way, stale_test
from storage.reads.stored_tests import (
    deadline_test,
    people_test,
    points_test,
    rows_test,
    run_test,
    step_test,
    tags_test,
)
from storage.reads.value_tests import deadline_during, deadline_passed, value_test
from storage.reads.word_tests import WordTests
from storage.search import part_text_sql, title_sql


def compile_query(
    query: Query, fields: FieldRegistry, user: UUID, *, in_bin: bool = False
) -> Condition:
    """Return the condition that a record aliased `r` passes a query.

    `user` is whoever asks. Records that are in the bin have no search document: a query of them
    is compiled with `in_bin`.
    """
    compiler = _Compiler(query, fields, user, in_bin=in_bin)
    found = compiler.node(simplified(query.root))
    opposite = found.opposite if found.opposite and found.opposite.among and not in_bin else None
    condition = _condition(found, in_bin=in_bin)
    return condition._replace(opposite=_condition(opposite) if opposite else None)


def _condition(found: Found, *, in_bin: bool = False) -> Condition:
    among = None if found.among is None or in_bin else found.among.sql
    return Condition(found.sql.text, found.sql.parameters, among, found.remaining)


class _Compiler:
    """Compiles one query."""

    def __init__(self, query: Query, fields: FieldRegistry, user: UUID, *, in_bin: bool) -> None:
        self._kind, self._now = query.kind, query.now
        self._fields, self._user = fields, user
        self._words = WordTests(fields, query.kind, in_bin=in_bin)

    def node(self, node: Node) -> Found:
        """Compile a node that asks about the record aliased `r`."""
        match node:
            case And(parts):
                return both([self.node(part) for part in parts])
            case Or(parts):
                plain = [part for part in parts if isinstance(part, Words) and part.is_plain]
                if len(plain) < 2:
                    return either([self.node(part) for part in parts])
                others = [self.node(part) for part in parts if part not in plain]
                return either([self._words.found_any(plain), *others])
            case Not(part):
                asked = self.node(part)
                return Found(asked.sql.within("(", ") IS NOT TRUE"), opposite=asked)
            case Words():
                return self._words.found(node)
            case Flagged(flag):
                return self._flag(flag)
            case Clause(path, tests):
                return self._clause(path, tests, "r")
        raise AssertionError(node)

    def _flag(self, flag: Flag) -> Found:
        match flag:
            case Flag.MINE:
                return Found(Sql("r.responsible_id = ?", (self._user.bytes,)))
            case Flag.UNASSIGNED:
                return Found(Sql("r.responsible_id IS NULL"))
            case Flag.OPEN if self._kind == "deal":
                return Found(is_under_way("r"))
            case Flag.OPEN:
                return Found(Sql("r.done_at IS NULL"))
            case Flag.DONE:
                return Found(Sql("r.done_at IS NOT NULL"))
            case Flag.OVERDUE if self._kind == "activity":
                return Found(deadline_passed("r", self._now))
            case Flag.OVERDUE if self._kind == "invoice":
                return _unpaid_before(self._now.date())
            case Flag.OVERDUE:
                return step_test(self._kind, "r", deadline_passed("a", self._now))
            case Flag.NO_NEXT_STEP:
                any_step = step_test(self._kind, "r", ALWAYS)
                return Found(any_step.sql.within("NOT "), opposite=any_step)
            case Flag.STALE:
                return stale_test(self._now)
        raise AssertionError(flag)

    def _clause(self, path: Sequence[Field], tests: Sequence[Test], alias: str) -> Found:
        """Compile what is asked of a field of the record `alias`, or of records linked to it."""
        field, *rest = path
        if rest:
            return self._linked(field, alias, lambda inner: self._clause(rest, tests, inner))
        codes = [test.code for test in tests if isinstance(test, Chosen)]
        if len(codes) == len(tests):
            if field.type is FieldType.STAGE and isinstance(field.store, Column):
                return at_stage(KINDS[field.kind].table, field.store.name, codes, alias)
            if field.name == PIPELINE and isinstance(field.store, Computed):
                return in_pipeline(codes, alias)
        return either([self._test(field, test, alias) for test in tests])

    def _linked(self, field: Field, alias: str, inner: Callable[[str], Found]) -> Found:
        """Compile that a record to which `field` points passes a condition and is not deleted."""
        target, other = KINDS[field.target or ""].table, _inner(alias)
        asked = inner(other)
        is_alive = Sql(f"{other}.deleted_at IS NULL")
        alive = all_of([is_alive, asked.sql])
        keys = alive
        if asked.among is not None:
            among = asked.among.sql.within(f"{other}.id IN (", ")")
            keys = all_of([is_alive, among, asked.remaining])
        keys = keys.within(f'SELECT {other}.id FROM "{target}" {other} WHERE ')
        match field.store:
            case Column(name):
                table = KINDS[field.kind].table
                start = f'FROM "{target}" {other} WHERE {other}.id = {alias}."{name}" AND '
                owners = f'SELECT id FROM "{table}" WHERE "{name}" IN ('
            case LinkTable(table, own_column, other_column):
                only = holds(field.link_columns, "l")
                start = (
                    f'FROM "{table}" l JOIN "{target}" {other} ON {other}.id = l."{other_column}" '
                    f'WHERE l."{own_column}" = {alias}.id AND {only}'
                )
                owners = (
                    f'SELECT l."{own_column}" FROM "{table}" l WHERE {only}l."{other_column}" IN ('
                )
            case Custom():
                return Found(
                    alive.within(
                        f"EXISTS (SELECT 1 FROM json_each({alias}.custom, {path_of(field)}) j "
                        f'JOIN "{target}" {other} ON {other}.id = crm_key(j.value) WHERE ',
                        ")",
                    )
                )
            case _:
                raise AssertionError(field)
        sql = alive.within(f"EXISTS (SELECT 1 {start}", ")")
        return Found(sql, Among(keys.within(owners, ")"), Among.LINKS), ALWAYS)

    def _test(self, field: Field, test: Test, alias: str) -> Found:
        if field.type is FieldType.RECORD:
            return self._record_test(field, test, alias)
        match field.store:
            case Column() if field.type is FieldType.DEADLINE:
                return Found(deadline_test(test, alias))
            case Column("paid_on") if not isinstance(test, Empty | Present):
                return payment_test(field, test, alias, self._user)
            case Column(name):
                value = f'{alias}."{name}"'
                among = self._among_column(field, name, test)
                found = value_test(field, value, test, self._user, currency=f"{alias}.currency")
                is_told = among is not None and among.rank > Among.LINKS
                return Found(found, among, ALWAYS if is_told else None)
            case Custom():
                found = custom_test(field, test, alias, self._user)
                return Found(found, self._among_words(field, test))
            case Points():
                found = points_test(field, test, alias)
                if isinstance(test, HasDigits):
                    return Found(found, by_digits(field.kind, test.keys), ALWAYS)
                return Found(found, self._among_words(field, test))
            case AddressPart(column):
                found = rows_test(field, f"x.{column}", test, alias, "address")
                return Found(found, self._among_words(field, test))
            case Rows(table):
                found = rows_test(field, part_text_sql(field.type), test, alias, table)
                return Found(found, self._among_words(field, test))
            case LinkTable():
                return people_test(field, field.store, test, alias, self._user)
            case PriceOf():
                price, currency = price_sql(field.store, alias)
                return Found(value_test(field, price, test, self._user, currency=currency))
            case Tags():
                tagged = tags_test(field, field.store, test, alias)
                return tagged if tagged.among else Found(tagged.sql, self._among_words(field, test))
            case Computed():
                return self._computed(field, test, alias)
        raise AssertionError(field)

    def _record_test(self, field: Field, test: Test, alias: str) -> Found:
        """Compile what is asked of the records to which a field points."""
        if field.kind == "product" and field.name in ("section", DIRECTLY_IN):
            asked = self._section(test, _inner(alias))
            return in_section(asked, test, alias, with_below=field.name != DIRECTLY_IN)
        if isinstance(field.store, Computed):
            fields = [self._fields.get(field.kind, name) for name in field.store.of]
            if isinstance(test, Empty):
                return Found(all_of(self._record_test(f, test, alias).sql for f in fields))
            return either([self._record_test(f, test, alias) for f in fields])
        target = field.target or ""
        match test:
            case Empty():
                return Found(self._linked(field, alias, _any_record).sql.within("NOT "))
            case Present():
                return Found(self._linked(field, alias, _any_record).sql)
            case IsRecord(key):
                return self._linked(field, alias, lambda other: _has_key(other, key))
        if target == "section":
            return self._linked(field, alias, lambda other: self._section(test, other))
        return self._linked(field, alias, lambda other: self._title(target, test, other))

    def _section(self, test: Test, alias: str) -> Found:
        """Compile what is asked of the section `alias` itself."""
        match test:
            case Empty() | Present():
                return Found(ALWAYS)
            case IsRecord(key):
                return _has_key(alias, key)
            case Along(names):
                path = along(alias, [HasWords(name) for name in names], self._title)
                whole = HasWords(tuple(word for name in names for word in name))
                return either([path, self._title("section", whole, alias)])
        return self._title("section", test, alias)

    def _computed(self, field: Field, test: Test, alias: str) -> Found:
        if field.name == NAME:
            return self._title(field.kind, test, alias)
        if field.name == ADDRESS:
            assert isinstance(field.store, Computed)
            parts = " || ' ' || ".join(f"x.{column}" for column in field.store.of)
            return Found(rows_test(field, f"trim({parts})", test, alias, "address"))
        if field.name == DELETED_BY:
            deleter = deleter_sql(field.kind, alias)
            return Found(value_test(field, deleter, test, self._user))
        if field.name == PIPELINE:
            if isinstance(test, Chosen):
                return in_pipeline([test.code], alias)
            return Found(value_test(field, f"{alias}.stage_id", test, self._user))
        if field.name == RUN:
            return run_test(field, test, alias)
        if field.name == PROGRESS:
            return Found(value_test(field, progress_sql(alias), test, self._user))
        assert field.name == NEXT_STEP
        match test:
            case Empty():
                return Found(step_test(field.kind, alias).sql.within("NOT "))
            case During():
                return step_test(field.kind, alias, deadline_during("a", test))
        return step_test(field.kind, alias)

    def _title(self, kind: str, test: Test, alias: str) -> Found:
        """Compile what is asked of the title of the record `alias`."""
        name = Field(kind, NAME, "", FieldType.TEXT, Computed(), searchable=kind != "activity")
        value = f"trim({title_sql(kind, alias)})"
        return Found(value_test(name, value, test, self._user), self._among_words(name, test))

    def _among_column(self, field: Field, name: str, test: Test) -> Among | None:
        if isinstance(test, During) and name == "updated_at":
            return by_change(KINDS[field.kind].table, test)
        if (field.kind, name) == ("contact", "birth_date"):
            return by_birthday(test)
        return self._among_words(field, test)

    def _among_words(self, field: Field, test: Test) -> Among | None:
        """Return the records in whose search document the words are that a field must have."""
        if not field.searchable:
            return None
        match test:
            case HasWords(wanted):
                return by_words(field.kind, wanted)
            case Equals(folded) if wanted := tuple(words(folded)):
                return by_words(field.kind, wanted)
        return None


def _unpaid_before(day: date) -> Found:
    """Compile that the invoice `r` was to be paid before a day, and is not (FEATURES INV-21)."""
    asked = "{a}.outstanding > 0 AND {a}.deleted_at IS NULL AND {a}.due_on < ?"
    late = (day.isoformat(),)
    among = Sql(f"SELECT i.id FROM invoice i WHERE {asked.format(a='i')}", late)
    return Found(Sql(f"({asked.format(a='r')})", late), Among(among, Among.LINKS), ALWAYS)


def _inner(alias: str) -> str:
    """Return the alias of a record that the record `alias` points to."""
    return f"r{int(alias[1:] or 0) + 1}"


def _has_key(alias: str, key: UUID) -> Found:
    """Compile that the record `alias` is the one with a key."""
    this = Sql(f"{alias}.id = ?", (key.bytes,))
    return Found(this, Among(Sql("SELECT ?", (key.bytes,)), Among.DIGITS), ALWAYS)


def _any_record(alias: str) -> Found:
    return Found(ALWAYS)
