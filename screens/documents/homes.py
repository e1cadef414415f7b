"""Where the editor of lines has its lines from, and where it stores them."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol
from uuid import UUID

from domain.calculation.kept import Kept
from domain.calculation.lines import Calculation
from domain.calculation.solving import into_lines
from domain.invoicing.content import Terms
from domain.parts import LineItem
from services.context import Context
from services.deals.lines import DealLines, read_deal_lines, store_deal_lines


class Content(Protocol):
    """The lines and terms of a record as they were read: those of `DealLines`, of a document."""

    @property
    def title(self) -> str:
        """What the record is called."""
        ...

    @property
    def lines(self) -> tuple[LineItem, ...]:
        """The lines in their order, each with the key of its row."""
        ...

    @property
    def terms(self) -> Terms:
        """Currency, kind of prices, discounts on the whole."""
        ...

    @property
    def shows_tax(self) -> bool:
        """Whether the tax is shown."""
        ...

    @property
    def paid(self) -> Decimal:
        """What was paid already, beside what the terms say was prepaid."""
        ...


class LinesHome(Protocol):
    """A record with lines. `read` and `store` run beside the screen, and raise CrmError.

    `area` is the digit of the area that it belongs to. `keeps_terms` says whether it keeps
    discounts on the whole, the kind of prices and a rounding amount: else discounts go into the
    lines, and prices are kept without tax.
    """

    kind: str
    key: UUID
    area: str
    keeps_terms: bool

    def read(self, context: Context) -> Content:
        """Return the lines and terms as they are now."""
        ...

    def store(
        self,
        context: Context,
        content: Content,
        shown: Kept,
        kept: Kept,
        *,
        overrule: bool,
    ) -> Content:
        """Store lines and terms that were `shown` before; return them as they are then.

        `content` is what was read last. Raises Conflict where somebody else has changed them too,
        unless this is to `overrule` them.
        """
        ...

    def settled(self, calculation: Calculation) -> Calculation:
        """Return a calculation in the form in which it can be kept."""
        ...


class DealHome:
    """The products of a deal (FEATURES DEAL-05)."""

    kind = "deal"
    area = "2"
    keeps_terms = False

    def __init__(self, key: UUID) -> None:
        self.key = key

    def read(self, context: Context) -> DealLines:
        """Return the products. Raises as `services.deals.lines.read_deal_lines`."""
        return read_deal_lines(context, self.key)

    def store(
        self, context: Context, content: Content, shown: Kept, kept: Kept, *, overrule: bool
    ) -> DealLines:
        """Store the products. Raises as `services.deals.lines.store_deal_lines`."""
        before = DealLines(self.key, content.title, shown.lines, shown.terms)
        return store_deal_lines(context, before, kept.lines, overrule=overrule)

    def settled(self, calculation: Calculation) -> Calculation:
        """Return a calculation with its discounts in the lines."""
        return into_lines(calculation)
