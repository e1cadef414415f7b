"""Payments from bank statements: sure ones are taken, the others offered (FEATURES INV-21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from domain.bank_codes import bare
from domain.i18n import ngettext
from domain.invoicing.matching import NO_MATCH, Match, OpenInvoice, match_payment
from domain.invoicing.parties import party_of
from domain.money import from_millionths
from services.context import Context
from services.formats.bank_statement import CURRENCY, Statement, StatementEntry, read_statement
from services.formats.file_reading import read_file
from services.invoicing.payments.keeping import NewPayment, add_payment_within, invoice_within

if TYPE_CHECKING:
    import sqlite3

LARGEST_FILE = 50_000_000
"""Bytes of a statement that is read; a year of a busy account has a tenth of that."""

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of a statement, with what it seems to pay; one that `is_known` was read before."""

    entry: StatementEntry
    match: Match
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class StatementView:
    """What a statement would bring: entries that came in, in their order, and its problems.

    `outgoing` entries are left alone.
    """

    entries: tuple[EntryView, ...]
    outgoing: int
    problems: tuple[str, ...]

    @property
    def sure(self) -> list[EntryView]:
        """The entries that are taken without asking."""
        return [one for one in self.entries if one.match.is_sure and not one.is_known]

    @property
    def unsure(self) -> list[EntryView]:
        """The entries at which somebody must look."""
        return [one for one in self.entries if not one.match.is_sure and not one.is_known]


@dataclass(frozen=True, slots=True)
class StatementOutcome:
    """What came of taking entries: how many payments, of what sum, and invoices paid by now."""

    payments: int
    amount: Decimal
    settled: int

    def explain(self) -> str:
        """Return a sentence on what came of it."""
        taken = ngettext("{count} payment kept.", "{count} payments kept.", self.payments)
        paid = ngettext("{count} invoice is paid.", "{count} invoices are paid.", self.settled)
        return f"{taken.format(count=self.payments)} {paid.format(count=self.settled)}"


def view_statement(context: Context, path: Path) -> StatementView:
    """Read a statement and find out what its entries pay; nothing is written.

    What one entry pays is no longer left for the next. Raises UnusableFile.
    """
    statement = read_statement(read_file(path, LARGEST_FILE), path.name)
    connection = context.database.reader()
    known = {
        key
        for (key,) in connection.execute(
            "SELECT DISTINCT statement_key FROM payment WHERE statement_key <> ''"
        )
    }
    by_hand = _kept_by_hand(connection)
    incoming = [one for one in statement.entries if _came_in(connection, statement, one)]
    waiting = {one.id: one for one in open_invoices(connection)}
    views: list[EntryView] = []
    for entry in incoming:
        if entry.key in known or (entry.number, entry.day, entry.amount) in by_hand:
            views.append(EntryView(entry, NO_MATCH, is_known=True))
            continue
        match = match_payment(
            entry.amount, bare(entry.payer_tax_id), entry.purpose, [*waiting.values()]
        )
        if match.is_sure:
            for part in match.parts:
                left = part.invoice.left - part.amount
                waiting[part.invoice.id] = replace(part.invoice, left=left)
                if left <= 0:
                    del waiting[part.invoice.id]
        views.append(EntryView(entry, match))
        known.add(entry.key)
    return StatementView(tuple(views), len(statement.entries) - len(incoming), statement.problems)


def take_payments(
    context: Context,
    view: StatementView,
    chosen: Mapping[str, Sequence[tuple[UUID, Decimal]]] | None = None,
    progress: Progress | None = None,
) -> StatementOutcome:
    """Keep the payments of the sure entries, in one step, and of those that somebody has chosen.

    `chosen` says by the key of an entry how much of it is for which invoice; () leaves an entry
    out. Entries that were taken before stay as they are. Raises BadInput and NotFound.
    """
    chosen = chosen or {}
    payments, settled, total = 0, 0, Decimal(0)
    with context.database.write(context.actor, "import_payments") as unit:
        for done, one in enumerate(view.entries):
            if progress is not None:
                progress(done, len(view.entries))
            parts = chosen.get(one.entry.key)
            if parts is None:
                parts = [(p.invoice.id, p.amount) for p in one.match.parts if one.match.is_sure]
            for key, amount in parts:
                if one.is_known or _is_taken(unit.connection, one.entry.key, key):
                    continue
                invoice = invoice_within(unit, key)
                was_open = invoice.outstanding > 0
                add_payment_within(context, unit, invoice, _payment(context, one.entry, amount))
                payments, total = payments + 1, total + amount
                settled += was_open and invoice.outstanding <= 0
    return StatementOutcome(payments, total, settled)


def open_invoices(connection: sqlite3.Connection, currency: str = CURRENCY) -> list[OpenInvoice]:
    """Return the invoices in a currency that wait for money, the oldest first."""
    rows = connection.execute(
        "SELECT id, number, day, outstanding, payer FROM invoice INDEXED BY invoice_unpaid "
        "WHERE outstanding > 0 AND deleted_at IS NULL AND currency = ? ORDER BY day, number",
        (currency,),
    )
    found: list[OpenInvoice] = []
    for key, number, day, left, payer in rows:
        party = party_of(payer)
        found.append(
            OpenInvoice(
                UUID(bytes=key),
                number,
                date.fromisoformat(day),
                from_millionths(left),
                bare(party.tax_id),
                party.title,
            )
        )
    return found


def _came_in(connection: sqlite3.Connection, statement: Statement, entry: StatementEntry) -> bool:
    """Say whether the money of an entry came in, by the accounts of the file or of one's own."""
    if statement.accounts:
        return entry.payee_account in statement.accounts
    own = connection.execute(
        "SELECT 1 FROM requisites WHERE record_kind = 'own_company' AND account = ?",
        (entry.payer_account,),
    ).fetchone()
    return own is None


def _kept_by_hand(connection: sqlite3.Connection) -> set[tuple[str, date, Decimal]]:
    """Return number of the order, day and amount of the payments that somebody has typed."""
    rows = connection.execute(
        "SELECT document, day, amount FROM payment WHERE statement_key = '' AND document <> ''"
    )
    return {
        (number, date.fromisoformat(day), from_millionths(amount)) for number, day, amount in rows
    }


def _is_taken(connection: sqlite3.Connection, entry: str, invoice: UUID) -> bool:
    return (
        connection.execute(
            "SELECT 1 FROM payment WHERE statement_key = ? AND invoice_id = ?",
            (entry, invoice.bytes),
        ).fetchone()
        is not None
    )


def _payment(context: Context, entry: StatementEntry, amount: Decimal) -> NewPayment:
    today = context.now().date()
    return NewPayment(
        amount=amount,
        day=min(entry.day, today),
        method="transfer" if _has_transfer(context) else "",
        document=entry.number,
        payer=entry.payer,
        note=entry.purpose,
        statement_key=entry.key,
    )


def _has_transfer(context: Context) -> bool:
    """Say whether the shipped method of bank transfers is still in use."""
    from services.dictionaries.reading import list_values

    return any(one.code == "transfer" for one in list_values(context, "payment_method"))
