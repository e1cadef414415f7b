"""When invoices were paid, and how much then: by their payments (FEATURES INV-08, INV-21)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from domain.money import from_millionths
from domain.query.tree import Clause, Empty, Node, Present, Test
from domain.records.fields import Field
from storage.reads.among import Among, Found
from storage.reads.sql import ALWAYS, Condition, Sql, all_of, any_of
from storage.reads.value_tests import value_test

PAID_ON = "paid_on"
"""The field of the last payment; filters of it find invoices by any of their payments."""


def payment_test(field: Field, test: Test, alias: str, user: UUID) -> Found:
    """Compile that a payment of the invoice `alias` was made on such a day."""
    asked = value_test(field, "p.day", test, user)
    exists = all_of([Sql(f"p.invoice_id = {alias}.id"), asked])
    return Found(
        exists.within("EXISTS (SELECT 1 FROM payment p WHERE ", ")"),
        Among(asked.within("SELECT p.invoice_id FROM payment p WHERE ", ""), Among.LINKS),
        ALWAYS,
    )


def days_asked(parts: Sequence[Node]) -> tuple[tuple[Field, Sequence[Test]], ...]:
    """Return what the parts of a filter, which must all hold, ask of the days of payments.

    Whether there is any payment at all names no days.
    """
    return tuple(
        (part.path[0], part.tests)
        for part in parts
        if isinstance(part, Clause)
        and [one.name for one in part.path] == [PAID_ON]
        and not any(isinstance(test, Empty | Present) for test in part.tests)
    )


def read_paid(
    connection: sqlite3.Connection,
    days: Sequence[tuple[Field, Sequence[Test]]],
    invoices: Condition,
    user: UUID,
) -> Mapping[str, Decimal]:
    """Return what was paid on some days, by currency, of invoices `r` that pass a condition.

    Those in the bin count for nothing.
    """
    asked = [
        any_of(value_test(field, "p.day", one, user) for one in tests) for field, tests in days
    ]
    of_list = invoices.gathered
    found = all_of([*asked, Sql("r.deleted_at IS NULL"), Sql(of_list.sql, of_list.parameters)])
    rows = connection.execute(
        "SELECT p.currency, sum(p.amount) FROM payment p JOIN invoice r ON r.id = p.invoice_id "
        f"WHERE {found.text} GROUP BY 1 ORDER BY 1",
        found.parameters,
    )
    return {currency: from_millionths(amount) for currency, amount in rows}
