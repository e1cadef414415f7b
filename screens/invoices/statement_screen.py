"""The entries of a bank statement, each with the invoice that it seems to pay (FEATURES INV-21)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from domain.check_lists import tick_mark
from domain.i18n import _, ngettext
from domain.invoicing.matching import OpenInvoice
from domain.money import format_amount
from domain.paging import FixedRows
from domain.text import one_line, spaced
from screens.actions import bindings_of
from screens.interrupting import tell
from screens.invoices.invoice_finder import InvoiceFinder
from screens.invoices.keys import STATEMENT
from screens.list_dialog import ListLine
from screens.long_change import LongChange
from services.formats.bank_statement import CURRENCY
from services.invoicing.payments.statements import (
    EntryView,
    StatementOutcome,
    StatementView,
    take_payments,
)
from widgets.facts import Block, FactsPane
from widgets.kept_lines import Ground
from widgets.lists.columns import Column
from widgets.lists.list_messages import RowHighlighted
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part

Parts = list[tuple[UUID, Decimal]]


class StatementScreen(LongChange, inherit_bindings=False):
    """Takes sure entries; of the others a person says what they pay."""

    target = STATEMENT
    digit = "5"
    has_area_digits = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(STATEMENT)]

    def __init__(self, name: str, view: StatementView) -> None:
        super().__init__()
        self._file, self._view = name, view
        self._taken: dict[str, Parts] = {
            one.entry.key: [(part.invoice.id, part.amount) for part in one.match.parts]
            for one in view.sure
        }
        self._numbers: dict[UUID, str] = {
            part.invoice.id: part.invoice.number for one in view.entries for part in one.match.parts
        }

    @property
    def places(self) -> tuple[str, ...]:
        """Only its own actions work here."""
        return (STATEMENT,)

    def compose_area(self) -> ComposeResult:
        """Lay out the entries, and what is known of the one under the cursor."""
        rows = FixedRows([ListLine(one.entry.key, one) for one in self._view.entries])
        with Ground(id="body"):
            hint = _("Nothing came in by this statement.")
            yield RecordList(self._painter(), rows, empty_hint=hint, id="rows")
            yield FactsPane(id="facts")

    def _painter(self) -> ColumnPainter[ListLine[EntryView]]:
        columns = (
            Column("tick", "", 3, priority=4),
            Column("day", _("Date"), 10, priority=1),
            Column("amount", _("Amount"), 14, align="right", priority=3),
            Column("payer", _("Paid by"), 16, weight=2, priority=2),
            Column("pays", _("Pays"), 14, weight=1, priority=3),
        )
        return ColumnPainter(columns, self._cells)

    def on_mount(self) -> None:
        """Tell how much is sure."""
        self._rows.focus()
        sure, unsure = len(self._view.sure), len(self._view.unsure)
        said = _("{name}: {sure} sure, {unsure} to be looked at. ^S keeps what is ticked.")
        self.say(said.format(name=one_line(self._file, 30), sure=sure, unsure=unsure))

    @property
    def _rows(self) -> RecordList[ListLine[EntryView]]:
        return self.query_one("#rows", RecordList)

    @property
    def _entry(self) -> EntryView | None:
        line = self._rows.row
        return line.item if line else None

    def _cells(self, line: ListLine[EntryView]) -> Mapping[str, str | Part]:
        one = line.item
        parts = self._taken.get(one.entry.key, [])
        return {
            "tick": tick_mark(bool(parts)),
            "day": one.entry.day.isoformat(),
            "amount": format_amount(one.entry.amount, CURRENCY),
            "payer": one_line(one.entry.payer, 60),
            "pays": self._pays(one, parts),
        }

    def _pays(self, one: EntryView, parts: Parts) -> str | Part:
        if one.is_known:
            return (_("kept before"), "muted")
        if parts:
            return ", ".join(self._numbers[key] for key, _amount in parts)
        guessed = ", ".join(part.invoice.number for part in one.match.parts)
        return (f"! {guessed}?" if guessed else _("! nothing known"), "alert")

    @on(RecordList.Highlighted)
    def explain(self, event: RowHighlighted[ListLine[EntryView]]) -> None:
        """Show what the bank says of the entry, and what it may pay."""
        if event.row is None:
            return
        one, entry = event.row.item, event.row.item.entry
        lines = [
            (_("Number"), entry.number),
            (_("Paid by"), entry.payer),
            (_("Tax ID"), entry.payer_tax_id),
            (_("Purpose"), entry.purpose),
        ]
        blocks = [Block(_("Payment"), tuple(line for line in lines if line[1]))]
        if one.match.parts:
            parts = tuple(_said(part.invoice, part.amount) for part in one.match.parts)
            blocks.append(Block(_("Seems to pay"), parts))
        if self._view.problems:
            blocks.append(Block(_("Not read"), tuple(("", text) for text in self._view.problems)))
        self.query_one(FactsPane).show(blocks)

    def action_tick(self) -> None:
        """Take the entry for what it seems to pay, or leave it out."""
        one = self._entry
        if one is None or self._is_known(one):
            return
        if self._taken.get(one.entry.key):
            self._take(one, [])
        elif one.match.parts:
            self._take(one, [(part.invoice.id, part.amount) for part in one.match.parts])
        else:
            self.action_match()

    def _is_known(self, one: EntryView) -> bool:
        if one.is_known:
            self.say(_("It was kept before, and is not kept twice."))
        return one.is_known

    @on(RecordList.Opened)
    def action_match(self) -> None:
        """Choose the invoice that the entry pays."""
        one = self._entry
        if one is None or self._is_known(one):
            return
        finder = InvoiceFinder(self.context, one.entry)
        self.app.push_screen(finder, lambda found: self._match(one, found))

    def _match(self, one: EntryView, found: OpenInvoice | None) -> None:
        if found is not None:
            self._numbers[found.id] = found.number
            self._take(one, [(found.id, one.entry.amount)])

    def _take(self, one: EntryView, parts: Parts) -> None:
        self._taken[one.entry.key] = parts
        self._rows.set_painter(self._painter())

    def action_save(self) -> None:
        """Keep the payments of what is ticked, all in one step."""
        context, view = self.context, self._view
        chosen = {one.entry.key: self._taken.get(one.entry.key, []) for one in view.entries}
        if not any(chosen.values()):
            self.say(_("Nothing is ticked."))
            return
        self.run_long(
            lambda tell, _is_over: take_payments(context, view, chosen, tell), self._saved
        )

    def _saved(self, outcome: StatementOutcome) -> None:
        left = sum(
            not self._taken.get(one.entry.key) and not one.is_known for one in self._view.entries
        )
        said = ngettext(
            "{count} entry is left: the same file shows it again.",
            "{count} entries are left: the same file shows them again.",
            left,
        )
        rest = said.format(count=spaced(left)) if left else ""
        self.dismiss()
        tell(self.app, " ".join(filter(None, (outcome.explain(), rest))))

    def action_leave(self) -> None:
        """Go back, keeping nothing."""
        if not self.cancel_long():
            self.dismiss()


def _said(invoice: OpenInvoice, amount: Decimal) -> tuple[str, str]:
    said = _("{payer}, {left} outstanding, {amount} of it paid now")
    return invoice.number, said.format(
        payer=invoice.payer,
        left=format_amount(invoice.left, CURRENCY),
        amount=format_amount(amount, CURRENCY),
    )
