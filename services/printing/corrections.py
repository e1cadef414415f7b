"""What a credit note corrects, before and after it and the difference, as Polish ones tell it.

Article 106j of the Polish act on VAT of 11 March 2004 asks for the amounts that are corrected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from domain.pricing.exact import EXACT
from domain.pricing.model import ZERO, ShownLine, TaxSubtotal
from domain.pricing.model import Document as PricedDocument
from services.printing.blocks import Block, Column, Paragraph, Row, RowKind, Table
from services.printing.document import Correction, DocumentKind, PrintedLine
from services.printing.figures import Figures, Item, ItemColumn, total_of
from services.printing.totals import local_amount, local_heading, local_text, rate_label


class _Change(NamedTuple):
    """A line of the invoice before a credit note and after it."""

    before: Item
    after: Item


def correction_blocks(figures: Figures, columns: Sequence[ItemColumn]) -> Iterator[Block]:
    """Yield the lines that a credit note changes, before and after it, and the sums of both.

    The note must say what it corrects.
    """
    correction = figures.document.correction
    assert correction is not None
    words = figures.language.words
    corrected = _Corrected(figures, correction)
    changes = corrected.changes()
    for heading, items in (
        (words.pgettext("document", "Before the correction"), [one.before for one in changes]),
        (words.pgettext("document", "After the correction"), [one.after for one in changes]),
    ):
        yield Paragraph(heading, is_strong=True)
        yield _table(figures, columns, items)
    if figures.document.is_tax_shown:
        yield Paragraph(words.pgettext("document", "Difference"), is_strong=True)
        yield _rates(figures, corrected)


class _Corrected:
    """The invoice of a credit note, less what was taken back before."""

    def __init__(self, figures: Figures, correction: Correction) -> None:
        assert correction.priced is not None
        self._note = figures
        self._takes = correction.takes
        self._invoice = _figures_of(figures, correction.items, correction.priced)
        self._earlier = [
            (_figures_of(figures, (), one.priced), one.takes) for one in correction.earlier
        ]

    def changes(self) -> list[_Change]:
        """Return the lines that the note takes back, in the order of the invoice, others last."""
        known = range(len(self._invoice.items))
        places = [place for place in known if place in self._takes]
        found = [self._change(place) for place in places]
        for item, place in zip(self._note.items, self._takes, strict=True):
            if place not in known:
                nothing = _less(item, [item])
                found.append(_Change(nothing, _less(nothing, [item])))
        return [
            _Change(replace(one.before, number=at), replace(one.after, number=at))
            for at, one in enumerate(found, 1)
        ]

    def _change(self, place: int) -> _Change:
        before = self._invoice.items[place]
        for figures, takes in self._earlier:
            before = _less(before, _of_place(figures, takes, place))
        return _Change(before, _less(before, _of_place(self._note, self._takes, place)))

    def rates(self) -> Iterator[tuple[TaxSubtotal, TaxSubtotal, TaxSubtotal]]:
        """Yield net and tax at each rate of the note: before it, after it, and the difference."""
        before = _by_rate(self._invoice)
        for figures, _takes in self._earlier:
            for key, taken in _by_rate(figures).items():
                before[key] = _minus(before.get(key, _minus(taken, taken)), taken)
        for key, taken in _by_rate(self._note).items():
            was = before.get(key, _minus(taken, taken))
            now = _minus(was, taken)
            yield was, now, _minus(now, was)


def _figures_of(
    figures: Figures, items: tuple[PrintedLine, ...], priced: PricedDocument
) -> Figures:
    """Return the figures of another document of the same kind, shown as that of a note is."""
    document = replace(
        figures.document,
        kind=DocumentKind.INVOICE,
        lines=items or tuple(PrintedLine("") for _line in priced.lines),
        priced=priced,
        correction=None,
    )
    return Figures(document, figures.language)


def _of_place(figures: Figures, takes: Sequence[int | None], place: int) -> list[Item]:
    return [item for item, taken in zip(figures.items, takes, strict=True) if taken == place]


def _less(item: Item, taken: Sequence[Item]) -> Item:
    """Return an item less what was taken of it."""
    for one in taken:
        shown = ShownLine(
            EXACT.subtract(item.shown.net, one.shown.net),
            EXACT.subtract(item.shown.tax, one.shown.tax),
            EXACT.subtract(item.shown.gross, one.shown.gross),
        )
        quantity = EXACT.subtract(item.priced.quantity, one.priced.quantity)
        item = replace(
            item,
            priced=replace(item.priced, quantity=quantity),
            amount=EXACT.subtract(item.amount, one.amount),
            shown=shown,
        )
    return item


_Rate = tuple[str, str, Decimal]


def _by_rate(figures: Figures) -> dict[_Rate, TaxSubtotal]:
    return {
        (tax.name, tax.category, tax.rate): tax
        for tax in figures.totals.tax_breakdown
        if not tax.is_withheld
    }


def _minus(one: TaxSubtotal, other: TaxSubtotal) -> TaxSubtotal:
    return replace(
        one,
        taxable=EXACT.subtract(one.taxable, other.taxable),
        tax=EXACT.subtract(one.tax, other.tax),
    )


def _table(figures: Figures, columns: Sequence[ItemColumn], items: Sequence[Item]) -> Table:
    """Return items under some columns, with their sums in a last row."""
    rows = [Row(tuple(column.text(item) for column in columns)) for item in items]
    total = figures.language.words.pgettext("document", "Total")
    sums = tuple(_sum(figures, column, items, total) for column in columns)
    return Table(
        tuple(Column(column.heading, column.align, column.is_wide) for column in columns),
        (*rows, Row(sums, RowKind.TOTAL)),
    )


def _sum(figures: Figures, column: ItemColumn, items: Sequence[Item], label: str) -> str:
    if column.adds is None:
        return label if column.is_wide else ""
    return figures.amount(total_of(map(column.adds, items)))


def _rates(figures: Figures, corrected: _Corrected) -> Table:
    """Return net, tax and gross by rate before the note, after it, and the difference."""
    words, has_local = figures.language.words, figures.document.local_tax is not None
    states = (
        words.pgettext("document", "before"),
        words.pgettext("document", "after"),
        words.pgettext("document", "difference"),
    )
    groups = [(rate_label(figures, one[0]), one) for one in corrected.rates()]
    local = [local_amount(figures, one[-1].tax) for _label, one in groups] if has_local else []
    if len(groups) > 1:
        sums = [_sum_of([one[at] for _label, one in groups]) for at in range(3)]
        groups.append((words.pgettext("document", "Total"), (sums[0], sums[1], sums[2])))
        local.append(total_of(local))
    rows = []
    for place, (label, group) in enumerate(groups):
        for at, (state, one) in enumerate(zip(states, group, strict=True)):
            amounts = (one.taxable, one.tax, EXACT.add(one.taxable, one.tax))
            cells = ["" if at else label, state, *map(figures.amount, amounts)]
            is_last = at == len(states) - 1
            if has_local:
                cells.append(local_text(figures, local[place]) if is_last else "")
            rows.append(Row(tuple(cells), RowKind.TOTAL if is_last else RowKind.ITEM))
    headings = [
        words.pgettext("document", "Tax rate"),
        "",
        words.pgettext("document", "Net"),
        words.pgettext("document", "Tax"),
        words.pgettext("document", "Gross"),
        *([local_heading(figures)] if has_local else []),
    ]
    return Table(tuple(Column(heading) for heading in headings), tuple(rows), is_narrow=True)


def _sum_of(some: Sequence[TaxSubtotal]) -> TaxSubtotal:
    taxable, tax = (total_of(getattr(one, name) for one in some) for name in ("taxable", "tax"))
    return TaxSubtotal("", ZERO, taxable, tax)
