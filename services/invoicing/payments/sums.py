"""How much of the invoices of a record is paid (FEATURES INV-08)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.card_tabs import INVOICES
from domain.i18n import _
from domain.money import format_amount, from_millionths
from domain.query.tree import Query
from domain.records.references import Reference
from services.context import Context
from storage.reads.conditions import compile_query
from storage.reads.payments import days_asked, read_paid
from storage.reads.related import related_condition


@dataclass(frozen=True, slots=True)
class PaidSums:
    """The issued invoices of a deal or a client: how many, how many of them paid, and the sums.

    `asked` and `paid` are by currency; credit notes lessen `asked`.
    """

    invoices: int
    settled: int
    asked: Mapping[str, Decimal]
    paid: Mapping[str, Decimal]

    def explain(self) -> str:
        """Return it on one line, "" where nothing was issued."""
        if not self.invoices:
            return ""
        said = _("{settled} of {count} paid: {paid} of {asked}")
        return said.format(
            settled=self.settled,
            count=self.invoices,
            paid=_amounts({code: self.paid.get(code, Decimal(0)) for code in self.asked}),
            asked=_amounts(self.asked),
        )


def paid_sums(context: Context, record: Reference) -> PaidSums:
    """Return what is paid of the invoices of a deal, a contact or a company."""
    condition = related_condition(record.kind, record.id, INVOICES)
    rows = context.database.reader().execute(
        "SELECT r.currency, sum(r.kind = 'invoice'), "
        "sum(r.kind = 'invoice' AND r.outstanding <= 0 AND r.paid > 0), "
        "sum(r.payable), sum(r.paid) FROM invoice r "
        "LEFT JOIN dictionary_value s ON s.id = r.status_id "
        "WHERE r.deleted_at IS NULL AND r.issued_at IS NOT NULL "
        f"AND coalesce(s.meaning, '') <> 'rejected' AND {condition.sql} GROUP BY r.currency "
        "ORDER BY count(*) DESC, r.currency",
        condition.parameters,
    )
    found = rows.fetchall()
    return PaidSums(
        sum(row[1] for row in found),
        sum(row[2] for row in found),
        {row[0]: from_millionths(row[3]) for row in found},
        {row[0]: from_millionths(row[4]) for row in found},
    )


def paid_in_period(
    context: Context, asked: Query, connection: sqlite3.Connection
) -> Mapping[str, Decimal] | None:
    """Return what was paid of the invoices of a list on the days that its filter names, if any.

    The figure of a filter such as `paid_on:march` alone is that of `keeping.paid_between`.
    """
    days = days_asked(asked.parts)
    if not days:
        return None
    user = context.actor.user_id
    condition = compile_query(asked, context.fields, user)
    return read_paid(connection, days, condition, user)


def _amounts(sums: Mapping[str, Decimal]) -> str:
    return " + ".join(format_amount(amount, code) for code, amount in sums.items())
