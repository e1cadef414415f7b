"""Where the editor of lines has its lines from, and where it stores them."""

from __future__ import annotations

from dataclasses import replace
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
from services.invoicing.contents.content import DocumentContent, read_content, store_content


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


class DocumentHome:
    """The lines and terms of a quote or an invoice (FEATURES QUOTE-01, INV-06).

    What is stored of an issued one is a revision, for the `reason` that somebody gave.
    """

    area = "5"
    keeps_terms = True

    def __init__(self, kind: str, key: UUID, reason: str = "") -> None:
        self.kind, self.key, self.reason = kind, key, reason

    def read(self, context: Context) -> DocumentContent:
        """Return lines and terms. Raises as `services.invoicing.contents.content.read_content`."""
        return read_content(context, self.kind, self.key)

    def store(
        self, context: Context, content: Content, shown: Kept, kept: Kept, *, overrule: bool
    ) -> DocumentContent:
        """Store lines and terms, as `services.invoicing.contents.content.store_content` does."""
        assert isinstance(content, DocumentContent)
        before = replace(content, lines=shown.lines, terms=shown.terms, shows_tax=shown.shows_tax)
        return store_content(
            context,
            before,
            kept.lines,
            kept.terms,
            shows_tax=kept.shows_tax,
            reason=self.reason,
            overrule=overrule,
        )

    def settled(self, calculation: Calculation) -> Calculation:
        """Return a calculation as it is: a document keeps all its terms."""
        return calculation
