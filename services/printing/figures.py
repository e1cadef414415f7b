"""The figures of a document as texts: rows, carried sums, sub-totals, totals, rates of tax."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from domain.pricing.exact import EXACT, exactly, ratio, unit_of
from domain.pricing.model import (
    UNTAXED_CATEGORIES,
    ZERO,
    AllowanceCharge,
    Document,
    Line,
    LineTotal,
    ShownLine,
    Tax,
    TaxSubtotal,
    Totals,
)
from domain.pricing.shown import shown_lines
from domain.pricing.switching import switched
from domain.pricing.totals import price
from services.printing.blocks import Align, Column, Row, RowKind, Table
from services.printing.document import LineKind, PrintedDocument, PrintedLine
from services.printing.language import NO_BREAK_SPACE, Language


@dataclass(frozen=True, slots=True)
class Item:
    """A line that is sold: its number from 1, how it is called, and what it comes to.

    `amount` is what it costs in the prices that are shown; `shown` is net, tax and gross of that.
    Discounts and charges of the whole document are in none of them: they have rows of their own.
    """

    number: int
    printed: PrintedLine
    priced: Line
    total: LineTotal
    amount: Decimal
    shown: ShownLine

    @property
    def original_price(self) -> Decimal:
        """The price before a discount on it, else the price."""
        return (
            self.priced.unit_price if self.priced.gross_price is None else self.priced.gross_price
        )

    @property
    def is_discounted(self) -> bool:
        """Whether it costs other than quantity times the original price."""
        return (
            self.original_price != self.priced.unit_price
            or self.total.allowance_total != 0
            or self.total.charge_total != 0
        )


@dataclass(frozen=True, slots=True)
class ItemColumn:
    """A column of items: what stands in it, and what of an item adds up in it, if anything does."""

    heading: str
    text: Callable[[Item], str]
    align: Align = "R"
    is_wide: bool = False
    adds: Callable[[Item], Decimal] | None = None


class Figures:
    """What a document comes to, in the texts of its language.

    Where no tax is to be seen, the amounts contain it: those of lines are the gross of the columns
    that add up to the total, for prices that are converted would miss it by a unit or two.
    """

    def __init__(self, document: PrintedDocument, language: Language) -> None:
        """Price a document, and each stage of it from the lines alone to all its discounts."""
        self.document = document
        self.language = language
        self.priced = document.priced
        self.digits = self.priced.minor_digits
        self.has_gross_amounts = self.priced.prices_include_tax or not document.is_tax_shown
        self.stages = stages(self.priced)
        self.totals = self.stages[-1]
        self.items = tuple(self._items())

    def _items(self) -> Iterator[Item]:
        bare = replace(self.priced, allowances_charges=())
        shown = shown_lines(bare, self.stages[0])
        priced = self.priced
        if self.has_gross_amounts and not priced.prices_include_tax:
            priced = switched(priced)
        for at, line in self.document.items():
            total = self.totals.lines[at]
            amount = shown[at].gross if self.has_gross_amounts else total.total
            yield Item(at + 1, line, priced.lines[at], total, amount, shown[at])

    @cached_property
    def line_total(self) -> Decimal:
        """The sum of the amounts of the lines."""
        return total_of(item.amount for item in self.items)

    @cached_property
    def changes(self) -> tuple[tuple[AllowanceCharge, Decimal], ...]:
        """The discounts and charges of the whole document, with what each adds to the sum."""
        return tuple(
            (change, EXACT.subtract(*map(self._sum_of, (after, before))))
            for change, (before, after) in zip(
                self.priced.allowances_charges, pairwise(self.stages), strict=True
            )
        )

    def _sum_of(self, totals: Totals) -> Decimal:
        return totals.tax_inclusive if self.has_gross_amounts else totals.tax_exclusive

    @cached_property
    def has_discounts(self) -> bool:
        """Whether a line costs less, or more, than its original price."""
        return any(item.is_discounted for item in self.items)

    @cached_property
    def rates(self) -> tuple[tuple[Tax, ...], ...]:
        """The different taxes that lines bear, in the order of the lines."""
        return tuple(dict.fromkeys(item.priced.taxes for item in self.items))

    def amount(self, amount: Decimal) -> str:
        """Return an amount of the document without its currency."""
        return self.language.amount(amount, self.digits)

    def money(self, amount: Decimal) -> str:
        """Return an amount of the document with its currency."""
        return self.language.money(amount, self.priced.currency, self.digits)

    def price(self, item: Item) -> str:
        """Return the original price of an item, with the quantity it is for unless that is one."""
        text = self.language.price(item.original_price, self.digits)
        base = item.priced.base_quantity
        return text if base == 1 else f"{text} / {self.language.number(base)}"

    def rate(self, taxes: Sequence[Tax | TaxSubtotal]) -> str:
        """Return the rates of the taxes of a line, or what stands for a category without tax."""
        return " + ".join(self._rate(tax) for tax in taxes) or "\u2013"

    def _rate(self, tax: Tax | TaxSubtotal) -> str:
        words = self.language.words
        if tax.category == "E":
            return words.pgettext("document", "exempt")
        if tax.category == "AE":
            return words.gettext("reverse charge")
        if tax.category == "O":
            return words.gettext("not subject")
        rate = ZERO if tax.category in UNTAXED_CATEGORIES else tax.rate
        percent = self.language.percent(rate)
        return f"{tax.name}{NO_BREAK_SPACE}{percent}" if tax.name else percent

    def discount(self, item: Item) -> str:
        """Return the discount of a line: its percentage where it is one, else how much goes off."""
        if not item.is_discounted:
            return ""
        changes = item.priced.allowances_charges
        if len(changes) == 1 and item.original_price == item.priced.unit_price:
            change = changes[0]
            if change.percent is not None and change.amount is None and change.base is None:
                text = self.language.percent(change.percent)
                return f"+{text}" if change.is_charge else text
        return self.amount(EXACT.subtract(self._whole(item), item.amount))

    @exactly
    def _whole(self, item: Item) -> Decimal:
        """Return quantity times the original price."""
        line = item.priced
        whole = line.quantity * item.original_price
        return ratio(whole, line.base_quantity or Decimal(1), unit_of(self.digits))

    def table(self, columns: Sequence[ItemColumn]) -> Table:
        """Return the lines of the document under some columns, with sub-totals and carried sums."""
        items = iter(self.items)
        so_far = [ZERO] * len(columns)
        since = list(so_far)
        rows = []
        for line in self.document.lines:
            if line.kind is LineKind.COMMENT:
                rows.append(Row((line.text,), RowKind.COMMENT, carried=self._sums(columns, so_far)))
                continue
            if line.kind is LineKind.SUBTOTAL:
                label = line.text or self.language.words.gettext("Sub-total")
                rows.append(self._subtotal(label, columns, since, so_far))
                since = [ZERO] * len(columns)
                continue
            item = next(items)
            for at, column in enumerate(columns):
                if column.adds:
                    so_far[at] = EXACT.add(so_far[at], column.adds(item))
                    since[at] = EXACT.add(since[at], column.adds(item))
            cells = tuple(column.text(item) for column in columns)
            notes = _notes(item.printed)
            rows.append(Row(cells, RowKind.ITEM, notes, self._sums(columns, so_far)))
        words = self.language.words
        return Table(
            tuple(Column(column.heading, column.align, column.is_wide) for column in columns),
            tuple(rows),
            carried_forward=words.gettext("Carried forward"),
            brought_forward=words.gettext("Brought forward"),
        )

    def _sums(self, columns: Sequence[ItemColumn], sums: Sequence[Decimal]) -> tuple[str, ...]:
        return tuple(
            self.amount(total) if column.adds else ""
            for column, total in zip(columns, sums, strict=True)
        )

    def _subtotal(
        self,
        label: str,
        columns: Sequence[ItemColumn],
        since: Sequence[Decimal],
        so_far: Sequence[Decimal],
    ) -> Row:
        cells = [
            label if column.is_wide else text
            for column, text in zip(columns, self._sums(columns, since), strict=True)
        ]
        return Row(tuple(cells), RowKind.TOTAL, carried=self._sums(columns, so_far))


def stages(document: Document) -> tuple[Totals, ...]:
    """Return the totals of a document without its discounts and charges, then with one, two, all.

    So what each of them makes of net and tax is the difference of two.
    """
    changes = document.allowances_charges
    return tuple(
        price(replace(document, allowances_charges=changes[:count]))
        for count in range(len(changes) + 1)
    )


def total_of(amounts: Iterable[Decimal]) -> Decimal:
    """Return the exact sum of amounts."""
    total = ZERO
    for amount in amounts:
        total = EXACT.add(total, amount)
    return total


def _notes(line: PrintedLine) -> tuple[str, ...]:
    """Return the properties of a product, each as a line; one without a label stands alone."""
    return tuple(
        f"{field.label}: {field.value}" if field.label else field.value
        for field in line.properties
        if field.value
    )
