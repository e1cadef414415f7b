"""Conditions on what records keep outside their own columns, and on their open activities."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from domain.query.tree import During, Empty, Equals, HasDigits, Present, Test
from domain.records.fields import Field, FieldType, LinkTable, Tags
from domain.tags import fold_tag
from storage.reads.among import PHONES, Among, Found, digit_ranges
from storage.reads.sql import ALWAYS, Sql, all_of, any_of, holds
from storage.reads.value_tests import deadline_during, value_test

OPEN_STEP = "{a}.done_at IS NULL AND {a}.deleted_at IS NULL"
"""The condition that the activity aliased `{a}` is still to be done."""


def deadline_test(test: Test, alias: str) -> Sql:
    """Return the condition on the deadline of an activity."""
    match test:
        case Empty():
            return Sql(f"({alias}.due_at IS NULL AND {alias}.due_on IS NULL)")
        case Present():
            return Sql(f"({alias}.due_at IS NOT NULL OR {alias}.due_on IS NOT NULL)")
        case During():
            return deadline_during(alias, test)
    raise AssertionError(test)


def points_test(field: Field, test: Test, alias: str) -> Sql:
    """Return the condition on phones, e-mails and the like; one that passes is enough."""
    if isinstance(test, HasDigits):
        return has_digits(field.kind, alias, test.keys)
    only = f"x.type = '{field.type.value}' AND "
    value = "x.value"
    if field.type in (FieldType.SITE, FieldType.MESSENGER):
        compared = "coalesce(x.folded, x.value)"
        value = compared if isinstance(test, Equals) else f"x.value || ' ' || {compared}"
    return rows_test(field, value, test, alias, "contact_point", only)


def rows_test(field: Field, value: str, test: Test, alias: str, table: str, only: str = "") -> Sql:
    """Return the condition that one of the rows which belong to a record passes a test."""
    text = Field(field.kind, field.name, field.label, FieldType.TEXT, field.store)
    sign = "NOT " if isinstance(test, Empty) else ""
    asked = Present() if isinstance(test, Empty) else test
    inner = value_test(text, value, asked, UUID(int=0))
    return inner.within(
        f"{sign}EXISTS (SELECT 1 FROM {table} x WHERE x.record_kind = '{field.kind}' "
        f"AND x.record_id = {alias}.id AND {only}",
        ")",
    )


def has_digits(kind: str, alias: str, keys: Sequence[str], tables: Sequence[str] = PHONES) -> Sql:
    """Return the condition that a phone of a record begins or ends with one of these digits."""
    asked = any_of(
        Sql(f"(x.{column} >= ? AND x.{column} < ?)", (digits, digits + ":"))
        for column, digits in digit_ranges(keys)
    )
    return any_of(
        asked.within(
            f"EXISTS (SELECT 1 FROM {table} x WHERE x.record_kind = '{kind}' "
            f"AND x.record_id = {alias}.id AND ",
            ")",
        )
        for table in tables
    )


def people_test(field: Field, store: LinkTable, test: Test, alias: str, user: UUID) -> Found:
    """Compile what is asked of the colleagues to whom a record is linked; one is enough."""
    held = holds(field.link_columns, "l")
    any_link = f'FROM "{store.table}" l WHERE {held}l."{store.own}" = {alias}.id'
    if isinstance(test, Empty | Present):
        sign = "NOT " if isinstance(test, Empty) else ""
        return Found(Sql(f"{sign}EXISTS (SELECT 1 {any_link})"))
    asked = value_test(field, f'l."{store.other}"', test, user)
    keys = asked.within(f'SELECT l."{store.own}" FROM "{store.table}" l WHERE {held}')
    found = asked.within(f"EXISTS (SELECT 1 {any_link} AND ", ")")
    return Found(found, Among(keys, Among.LINKS), ALWAYS)


def tags_test(field: Field, store: Tags, test: Test, alias: str) -> Found:
    """Compile what is asked of the tags of a record; one that passes is enough."""
    any_tag = f'FROM "{store.table}" x WHERE x."{store.own}" = {alias}.id'
    match test:
        case Empty():
            return Found(Sql(f"NOT EXISTS (SELECT 1 {any_tag})"))
        case Present():
            return Found(Sql(f"EXISTS (SELECT 1 {any_tag})"))
        case Equals(text):
            tag = (fold_tag(text),)
            found = Sql(f"EXISTS (SELECT 1 {any_tag} AND x.folded = ?)", tag)
            keys = Sql(f'SELECT "{store.own}" FROM "{store.table}" WHERE folded = ?', tag)
            return Found(found, Among(keys, Among.LINKS), ALWAYS)
    asked = value_test(field, "x.tag", test, UUID(int=0))
    return Found(asked.within(f"EXISTS (SELECT 1 {any_tag} AND ", ")"))


def run_test(field: Field, test: Test, alias: str) -> Found:
    """Compile what is asked of the title of the run to which an activity belongs."""
    if isinstance(test, Empty):
        return Found(Sql(f"{alias}.run_id IS NULL"))
    asked = value_test(field, "x.title", test, UUID(int=0))
    runs = asked.within("(SELECT x.id FROM activity_run x WHERE ", ")")
    among = Among(runs.within("SELECT id FROM activity WHERE run_id IN "), Among.LINKS)
    return Found(runs.within(f"{alias}.run_id IN "), among, ALWAYS)


def step_test(kind: str, alias: str, asked: Sql | None = None) -> Found:
    """Compile that an open activity of a record passes a condition on the alias `a`."""
    still_open = all_of([Sql(OPEN_STEP.format(a="a")), *([asked] if asked else [])])
    sql = still_open.within(
        f"EXISTS (SELECT 1 FROM activity_link l JOIN activity a ON a.id = l.activity_id "
        f"WHERE l.record_kind = '{kind}' AND l.record_id = {alias}.id AND ",
        ")",
    )
    keys = still_open.within(
        "SELECT l.record_id FROM activity a CROSS JOIN activity_link l ON l.activity_id = a.id "
        f"WHERE l.record_kind = '{kind}' AND "
    )
    return Found(sql, Among(keys, Among.LINKS), ALWAYS) if asked else Found(sql)
