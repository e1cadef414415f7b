"""What a sheet is made of, from top to bottom: texts only, so that paper and screen say the same.

A layout turns a document into blocks; `pdf.py` draws them and `preview.py` writes them as lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from domain.payment_codes import PaymentCode

Align = Literal["L", "C", "R"]


@dataclass(frozen=True, slots=True)
class Heading:
    """What the document is, with a line under it where `is_underlined`, and a picture beside it."""

    text: str
    note: str = ""
    is_underlined: bool = False
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class BankDetails:
    """The payment table above a Russian invoice: bank and payee, as on a payment order.

    `cells` are label and text of the boxes at the right, two for the bank and one for the payee.
    """

    bank: str
    bank_label: str
    payee: str
    payee_label: str
    tax_numbers: tuple[str, str]
    bank_cells: tuple[tuple[str, str], tuple[str, str]]
    payee_cell: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what they tell, one under the other; `is_strong` prints what they tell bold."""

    pairs: tuple[tuple[str, str], ...]
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A heading with lines under it, the first of which is a name."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panels:
    """Two panels side by side, such as seller and buyer."""

    left: Panel
    right: Panel


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. A wide one holds texts that wrap, and takes what the others leave."""

    heading: str
    align: Align = "R"
    is_wide: bool = False


class RowKind(Enum):
    """What a row is; remarks and headings run over all columns."""

    ITEM = "item"
    COMMENT = "comment"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a text for each column, what stands small under the wide one, and sums so far.

    `carried` are the texts that stand in each column where a page ends after this row.
    """

    cells: tuple[str, ...]
    kind: RowKind = RowKind.ITEM
    notes: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, which are repeated on each page, with what was carried before them.

    `carried_forward` and `brought_forward` are what the carried sums are called at the end of a
    page and at the beginning of the next.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    carried_forward: str = ""
    brought_forward: str = ""
    is_narrow: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of the totals."""

    label: str
    amount: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """The totals at the right, a note under them, the payment code and its caption at the left."""

    rows: tuple[Sum, ...]
    note: str = ""
    code: PaymentCode | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text that wraps."""

    text: str
    is_strong: bool = False
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class SigningPlace:
    """A line to sign on: in what office, who, and the picture of the signature over it."""

    office: str
    name: str = ""
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class SigningPlaces:
    """The places to sign, side by side, and the stamp over them."""

    places: tuple[SigningPlace, ...]
    stamp: bytes = b""
    is_ruled_off: bool = False


Block = Heading | BankDetails | Facts | Panels | Table | Sums | Paragraph | SigningPlaces


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document that is laid out: its title, for the foot of pages and for lists of files."""

    title: str
    page: str
    blocks: tuple[Block, ...]
