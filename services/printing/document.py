"""What is printed: plain values that say all that a document shows, and nothing that it does not.

Notably there is no status among them, for it is nothing of the client's (FEATURES INV-10).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from domain.invoicing.parties import Party
from domain.pricing.model import Document as PricedDocument


class DocumentKind(StrEnum):
    """What sort of document it is."""

    INVOICE = "invoice"
    QUOTE = "quote"
    ACT = "act"
    CREDIT_NOTE = "credit_note"


class LayoutName(StrEnum):
    """How the document is laid out: as papers of Russia, of Poland, or of anywhere else are."""

    RUSSIAN = "russian"
    POLISH = "polish"
    INTERNATIONAL = "international"


_LAYOUTS: Final = {"ru": LayoutName.RUSSIAN, "pl": LayoutName.POLISH}


def layout_of(template: str, language: str) -> LayoutName:
    """Return the layout that a document names, else that of its language."""
    try:
        return LayoutName(template)
    except ValueError:
        return _LAYOUTS.get(language, LayoutName.INTERNATIONAL)


class LineKind(StrEnum):
    """What a line is: something that is sold, a remark, or the sum since the last such line."""

    ITEM = "item"
    COMMENT = "comment"
    SUBTOTAL = "subtotal"


@dataclass(frozen=True, slots=True)
class PrintedField:
    """A field or a property of a product that is marked as printed, as text (DOC-02, CAT-12)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it is called; its figures are those of the next line of the priced document.

    A comment and a sub-total have none. `unit_code` is that of UN/ECE recommendation 20, for the
    e-invoice. `code` is the article number.
    """

    text: str
    kind: LineKind = LineKind.ITEM
    unit: str = ""
    unit_code: str = ""
    code: str = ""
    properties: tuple[PrintedField, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: in what office, by whom, and the picture of the signature if there is one.

    An office of "" is that of who may sign documents of the layout's country.
    """

    office: str = ""
    name: str = ""
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a credit note takes back.

    `takes` tells for each line of `priced` the place of that of the invoice which it is a part of,
    None for one of which the invoice has none.
    """

    priced: PricedDocument
    takes: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a credit note corrects: number and day of the invoice, and why (FEATURES INV-14).

    `items` and `priced` are the invoice as it was then, `earlier` the credit notes before, and
    `takes` are those of `TakenBack`. Without `priced` nothing is known but the number.
    """

    number: str
    day: date
    reason: str = ""
    items: tuple[PrintedLine, ...] = ()
    priced: PricedDocument | None = None
    earlier: tuple[TakenBack, ...] = ()
    takes: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalTax:
    """The currency in which taxes are told as well: `rate` of it, from `day`, is one of ours."""

    currency: str
    rate: Fraction
    day: date


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A quote, an invoice, an act of services or a credit note.

    `lines` of kind ITEM stand for those of `priced`, one for one and in the same order. `due` is
    the day until which an invoice is to be paid, or a quote holds. `supplied` is the day of the
    sale where it differs. `subject` is what it is about, such as a contract. `fields` are the
    document's own printed fields, those of seller and buyer stand beside them. Pictures are the
    bytes of image files.

    Taxes are told in another currency too where `local_tax` says so.

    With `is_tax_shown` off no tax is mentioned, and prices contain it (FEATURES TAX-03).
    """

    kind: DocumentKind
    number: str
    day: date
    seller: Party
    buyer: Party
    lines: tuple[PrintedLine, ...]
    priced: PricedDocument
    language: str = "en"
    layout: LayoutName = LayoutName.INTERNATIONAL
    due: date | None = None
    supplied: date | None = None
    subject: str = ""
    notes: str = ""
    payment_method: str = ""
    buyer_reference: str = ""
    is_tax_shown: bool = True
    correction: Correction | None = None
    local_tax: LocalTax | None = None
    fields: tuple[PrintedField, ...] = ()
    seller_fields: tuple[PrintedField, ...] = ()
    buyer_fields: tuple[PrintedField, ...] = ()
    signatures: tuple[Signature, ...] = field(default=())
    stamp: bytes = b""
    logo: bytes = b""

    def __post_init__(self) -> None:
        """Refuse lines that are not those of the priced document, an error of the caller."""
        count = sum(line.kind is LineKind.ITEM for line in self.lines)
        if count != len(self.priced.lines):
            raise ValueError(f"{count} printed items for {len(self.priced.lines)} priced lines")

    def items(self) -> Iterator[tuple[int, PrintedLine]]:
        """Yield the lines that are sold, each with its place among those of `priced`."""
        return enumerate(line for line in self.lines if line.kind is LineKind.ITEM)
