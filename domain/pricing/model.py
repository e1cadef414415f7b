"""What a priced document is made of, and what it comes to (names of EN 16931, numbers in brackets).

Quantities, prices and rates are exact and never rounded. All other amounts are in the currency of
the document and, once computed, in whole minor units of it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.currencies import MINOR_DIGITS

if TYPE_CHECKING:
    from domain.pricing.workings import Bearing, Workings

ZERO = Decimal(0)
ONE = Decimal(1)

STANDARD = "S"

UNTAXED_CATEGORIES = frozenset({"Z", "E", "AE", "K", "G", "O"})
"""VAT categories whose tax is nil whatever rate is given beside them: zero rated, exempt, reverse
charge, supply within the Community, export, not subject to VAT."""

USUAL_DIGITS = 2
"""Decimals of an amount in a currency that ISO 4217 does not list."""


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax on a line, on an allowance or charge, or on a whole document.

    `rate` is in percent. `name` tells several taxes of one line apart ("CGST", "IRPF"), "" is VAT.
    A withheld tax (`is_withheld`) goes off what is payable, not off the total with tax. A compound
    one (`is_compound`) is charged on the base and the taxes that stand before it. `is_included`
    says whether prices contain it; None: as the document says, and a withheld tax never.
    """

    category: str = STANDARD
    rate: Decimal = ZERO
    name: str = ""
    is_withheld: bool = False
    is_compound: bool = False
    is_included: bool | None = None


@dataclass(frozen=True, slots=True)
class AllowanceCharge:
    """A discount (allowance) or, with `is_charge`, something on top, of a line or a document.

    `amount` (BT-92, 99, 136, 141), where given, is what counts; else it is `percent` of `base`,
    rounded. Without a base a percentage is of quantity times price of the line, or of the sum of
    all lines. Both are positive for what is usual: an allowance of 10 makes it 10 less.

    `taxes` matter on a document only: those it belongs to; () is none at all, and None is all that
    the lines have, over which it is split in proportion. `tax_category` with None for taxes
    narrows that down to what the lines have of one category.

    `other_amount` and `other_base` are what stood there while the prices of the document were of
    the other kind, with tax or without (see `switching.py`); who types an amount sets them to None.
    """

    amount: Decimal | None = None
    percent: Decimal | None = None
    base: Decimal | None = None
    is_charge: bool = False
    reason: str = ""
    taxes: tuple[Tax, ...] | None = None
    tax_category: str = ""
    other_amount: Decimal | None = None
    other_base: Decimal | None = None

    def with_amounts(self, change: Callable[[Decimal | None], Decimal | None]) -> AllowanceCharge:
        """Return it with every amount of money changed; a percentage stays."""
        return replace(
            self,
            amount=change(self.amount),
            base=change(self.base),
            other_amount=change(self.other_amount),
            other_base=change(self.other_base),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document: so much (BT-129) at a price (BT-146) for a base quantity (BT-149).

    `unit_price` contains the included taxes where the prices of the document do. `net_amount`
    (BT-131) is given where the total of the line is a fact, as in somebody else's invoice, and is
    then not computed. `gross_price` (BT-148, before a discount on the price) and `purchase_price`
    (of one unit, without tax) are for showing and for the margin: no total depends on them.
    `other_price`, `other_net_amount` and `other_gross_price` are these while the document had
    prices of the other kind (see `switching.py`); who types one sets its other to None. `key` is
    whatever the caller knows the line by; no figure depends on it.
    """

    quantity: Decimal = ONE
    unit_price: Decimal = ZERO
    base_quantity: Decimal = ONE
    allowances_charges: tuple[AllowanceCharge, ...] = ()
    taxes: tuple[Tax, ...] = ()
    name: str = ""
    net_amount: Decimal | None = None
    gross_price: Decimal | None = None
    purchase_price: Decimal | None = None
    other_price: Decimal | None = None
    other_net_amount: Decimal | None = None
    other_gross_price: Decimal | None = None
    key: Hashable = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A deal, quote, invoice or credit note as far as its figures go.

    `taxes` are those of the whole document (of the payer's place): each is one row of the breakdown
    on all there is. `prepaid` is BT-113. `rounding_amount` is BT-114; with `cash_rounding`, the
    smallest coin that is paid with (0.05, 1), it follows from that instead. `digits` are the
    decimals of amounts; None: those that ISO 4217 gives the currency.

    A credit note has positive figures like the invoice it reverses; a correction within an invoice
    has negative quantities.
    """

    lines: tuple[Line, ...] = ()
    allowances_charges: tuple[AllowanceCharge, ...] = ()
    taxes: tuple[Tax, ...] = ()
    currency: str = ""
    prices_include_tax: bool = False
    prepaid: Decimal = ZERO
    rounding_amount: Decimal = ZERO
    cash_rounding: Decimal | None = None
    digits: int | None = None

    @property
    def minor_digits(self) -> int:
        """Decimals of an amount of this document."""
        if self.digits is not None:
            return self.digits
        return MINOR_DIGITS.get(self.currency, USUAL_DIGITS)


@dataclass(frozen=True, slots=True)
class LineTotal:
    """What a line comes to, in prices as the document has them, with tax or without.

    `amount` is quantity times price, `total` (BT-131) that less allowances plus charges.
    """

    amount: Decimal
    allowance_total: Decimal
    charge_total: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class TaxSubtotal:
    """A row of the tax breakdown (BG-23): one tax at one rate, on what (BT-116), how much (BT-117).

    For a compound tax `taxable` contains the taxes before it.
    """

    category: str
    rate: Decimal
    taxable: Decimal
    tax: Decimal
    name: str = ""
    is_withheld: bool = False
    is_compound: bool = False


@dataclass(frozen=True, slots=True)
class AppliedAllowanceCharge:
    """What an allowance or charge of the document comes to, and its parts by the taxes they bear.

    The parts add up to `amount`; it has the sign of the `AllowanceCharge` (a discount is positive).
    """

    amount: Decimal
    parts: tuple[tuple[Bearing, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """What a document comes to.

    `line_total` (BT-106), `allowance_total` (BT-107) and `charge_total` (BT-108) are in the prices
    of the document: with tax where `prices_include_tax`. `tax_exclusive` is BT-109, `tax_total`
    BT-110 (without what is withheld), `tax_inclusive` BT-112, `retained` the sum of withheld taxes,
    `payable` BT-115 = tax_inclusive - retained - prepaid + rounding_amount.

    `lines` and `allowances_charges` follow the order of the document's. `workings` are how it all
    came about, for explanations and for the columns of lines.
    """

    line_total: Decimal
    allowance_total: Decimal
    charge_total: Decimal
    tax_exclusive: Decimal
    tax_total: Decimal
    tax_breakdown: tuple[TaxSubtotal, ...]
    tax_inclusive: Decimal
    retained: Decimal
    prepaid: Decimal
    rounding_amount: Decimal
    payable: Decimal
    lines: tuple[LineTotal, ...]
    allowances_charges: tuple[AppliedAllowanceCharge, ...]
    workings: Workings = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """Net, tax and gross of a line, for columns that add up to the totals: net + tax = gross."""

    net: Decimal
    tax: Decimal
    gross: Decimal
