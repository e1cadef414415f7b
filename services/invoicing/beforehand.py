"""What one should know before a document is made of a deal or a quote (FEATURES INV-01)."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Final, NamedTuple
from uuid import UUID

from domain.i18n import _, ngettext
from domain.invoicing.kinds import CREDIT_NOTE, DRAFT, INVOICE, QUOTE
from domain.money import from_millionths
from domain.records.references import Reference
from domain.text import spaced
from services.context import Context
from services.deals.summing import has_prices
from storage.values import key_in

MOST_DRAFTS: Final = 5
"""How many drafts are told of, the newest first."""


class DraftView(NamedTuple):
    """A draft that is there already: its key, what it is about, and what it comes to."""

    id: UUID
    subject: str
    total: Decimal
    currency: str


class Beforehand(NamedTuple):
    """The drafts of a kind that were made of a record before.

    `amount` is that of a deal without products, which could be the one line of a document.
    """

    drafts: tuple[DraftView, ...] = ()
    title: str = ""
    amount: Decimal | None = None
    currency: str = ""


def look_beforehand(context: Context, kind: str, source: Reference) -> Beforehand:
    """Return what is to be known before a document of a `kind` is made of a record."""
    column = _column(kind, source.kind)
    if column is None:
        return Beforehand()
    connection = context.database.reader()
    rows = connection.execute(
        f"SELECT r.id, r.subject, r.total, r.currency {_drafts(kind)} AND r.{column} = ? "
        "ORDER BY r.updated_at DESC, r.id LIMIT ?",
        (DRAFT, source.id.bytes, MOST_DRAFTS),
    )
    drafts = tuple(
        DraftView(key_in(key), subject, from_millionths(total), currency)
        for key, subject, total, currency in rows
    )
    if source.kind != "deal" or has_prices(connection, source.id):
        return Beforehand(drafts)
    deal = connection.execute(
        "SELECT title, amount, currency FROM deal WHERE id = ?", (source.id.bytes,)
    ).fetchone()
    if deal is None or not deal[1]:
        return Beforehand(drafts)
    return Beforehand(drafts, deal[0], from_millionths(deal[1]), deal[2])


def say_of_many(context: Context, kind: str, of_kind: str, keys: Collection[UUID]) -> str:
    """Return sentences on what making a document of each of many records comes to."""
    said = [_("They are drafts, one of each marked record; area 5 shows them.")]
    if of_kind == "deal":
        said.append(_("The amount of a deal without products is its one line."))
    if column := _column(kind, of_kind):
        rows = context.database.reader().execute(
            f"SELECT DISTINCT r.{column} {_drafts(kind)} AND r.{column} IS NOT NULL", (DRAFT,)
        )
        count = len({key_in(key) for (key,) in rows} & set(keys))
        again = ngettext(
            "{count} of them has a draft already, and gets another one.",
            "{count} of them have a draft already, and get another one.",
            count,
        )
        said += [again.format(count=spaced(count))] if count else []
    return " ".join(said)


def _column(kind: str, source: str) -> str | None:
    """Return the column by which documents of a kind name what they were made of."""
    if source == "deal":
        return "deal_id"
    return "quote_id" if (kind, source) == (INVOICE, QUOTE) else None


def _drafts(kind: str) -> str:
    """Return the clauses that tell drafts; a parameter is what their status means."""
    no_notes = f"AND r.kind <> '{CREDIT_NOTE}' " if kind == INVOICE else ""
    return (
        f"FROM {kind} r LEFT JOIN dictionary_value s ON s.id = r.status_id "
        f"WHERE r.deleted_at IS NULL AND r.issued_at IS NULL {no_notes}"
        "AND coalesce(s.meaning, '') IN ('', ?)"
    )
