"""How a figure comes about, step by step, on a key (DOC-11)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from domain.calculation.figures import Figures
from domain.calculation.lines import Cell
from domain.i18n import _
from domain.money import format_amount
from domain.pricing.explain import Figure, explain
from domain.pricing.model import ZERO
from domain.pricing.say import heading, said
from screens.actions import bindings_of
from screens.documents.keys import EXPLANATION
from screens.program import with_keys

_FIGURES = {
    "goods": Figure.LINE_TOTAL,
    "line_discount": Figure.LINE_TOTAL,
    "discount": Figure.ALLOWANCE_TOTAL,
    "weight": Figure.ALLOWANCE_TOTAL,
    "net": Figure.TAX_EXCLUSIVE,
    "margin": Figure.TAX_EXCLUSIVE,
    "total": Figure.TAX_INCLUSIVE,
}
"""What explains a figure of the calculator; all others are about the payment."""

Paragraph = tuple[str, tuple[str, ...]]


def explanation(figures: Figures, name: str, key: int | None = None) -> list[Paragraph]:
    """Return what explains a figure: a heading with its amount, and the steps that make it.

    `name` is that of an entry of the calculator, or with the `key` of a line a cell of that; empty
    for a line without a price.
    """
    totals = figures.totals
    if key is not None:
        if key not in figures.keys:
            return []
        at = figures.keys.index(key)
        found = [_paragraph(figures, Figure.LINE, at)]
        if name == Cell.TAX:
            categories = {(tax.category, tax.rate) for tax in figures.document.lines[at].taxes}
            found += [
                _paragraph(figures, Figure.TAX, place)
                for place, row in enumerate(totals.tax_breakdown)
                if (row.category, row.rate) in categories
            ]
        return found
    if name.startswith("tax "):
        place = int(name.split()[1])
        return [_paragraph(figures, figure, place) for figure in (Figure.TAXABLE, Figure.TAX)]
    figure = _FIGURES.get(name, Figure.PAYABLE)
    if figure is Figure.ALLOWANCE_TOTAL and totals.charge_total:
        return [_paragraph(figures, one, 0) for one in (figure, Figure.CHARGE_TOTAL)]
    return [_paragraph(figures, figure, 0)]


def _paragraph(figures: Figures, figure: Figure, place: int) -> Paragraph:
    document, totals = figures.document, figures.totals
    steps = explain(document, totals, figure, place)
    amount = format_amount(sum((step.amount for step in steps), start=ZERO), document.currency)
    title = f"{heading(document, totals, figure, place)}: {amount}"
    return title, tuple(said(step, document.currency) for step in steps)


class ExplanationDialog(ModalScreen[None]):
    """Shows what explains a figure; it scrolls where there is much of it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(EXPLANATION)]
    DEFAULT_CSS = """
    ExplanationDialog {
        align: center middle;
        & > VerticalScroll { width: 84; max-width: 100%; height: auto; max-height: 95%;
            padding: 1 2; background: $surface; scrollbar-size-vertical: 1; }
        & .explanation--title { text-style: bold; height: auto; }
        & .explanation--steps { height: auto; margin-bottom: 1; padding-left: 2; }
        & .explanation--keys { color: $text-muted; height: auto; }
    }
    """

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        super().__init__()
        self._paragraphs = paragraphs

    def compose(self) -> ComposeResult:
        """Lay out the headings, each with its steps below."""
        with VerticalScroll():
            for title, steps in self._paragraphs:
                yield Static(title, classes="explanation--title", markup=False)
                text = "\n".join(steps) or _("There is nothing in it.")
                yield Static(text, classes="explanation--steps", markup=False)
            keys = with_keys(self, _("{back} back"), back="explanation.leave")
            yield Static(keys, classes="explanation--keys", markup=False)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
