"""What belongs to a record in rows of its own: addresses, tax and bank details, lines of products.

Each is a frozen value with the key of its row, None for one that is not kept yet; two are equal
when they say the same. Their columns are described once, for forms, JSON and SQL alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Context, Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from domain import bank_codes
from domain.contact_points.point_labels import show_label
from domain.i18n import N_, _
from domain.invoicing.kinds import SUBTOTAL
from domain.money import format_amount, format_number, format_price
from domain.records.fields import FieldType

if TYPE_CHECKING:
    from domain.pricing.model import Totals


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address and its kind, see `domain.contact_points.point_labels`."""

    id: UUID | None = field(default=None, compare=False)
    label: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""

    def __str__(self) -> str:
        """Return the address on one line, its kind before it."""
        kind, line = show_label(self.label), address_line(self)
        return f"{kind}: {line}" if kind else line


@dataclass(frozen=True, slots=True)
class Requisites:
    """A set of tax and bank details (FEATURES COMP-07); one of several is the default.

    `tax_id` is an INN or NIP, `tax_code` a KPP, `registration` an OGRN, KRS or REGON, `bank_code` a
    BIC or SWIFT code.
    """

    id: UUID | None = field(default=None, compare=False)
    name: str = ""
    legal_name: str = ""
    legal_address: str = ""
    tax_id: str = ""
    tax_code: str = ""
    registration: str = ""
    bank_name: str = ""
    bank_code: str = ""
    account: str = ""
    correspondent_account: str = ""
    signatory: str = ""
    comment: str = ""
    is_default: bool = False

    def __str__(self) -> str:
        """Return what tells the set apart: its name, tax number, bank."""
        title = self.name or self.legal_name
        return ", ".join(filter(None, (title, tax_line(self), self.bank_name or self.account)))


@dataclass(frozen=True, slots=True)
class LineItem:
    """A product that interests a lead or is sold by a deal, as a plain line (FEATURES LEAD-06).

    `price` is that of one unit, in `currency`. `discount` is in percent or, with
    `discount_is_amount`, off the whole line. `tax` is in percent, on top of what is left then.
    `product_id` is the key of the product of the catalog, None for a line that was typed. What
    else quotes and invoices keep of a line is told by `storage.tables.LineItem`.
    """

    id: UUID | None = field(default=None, compare=False)
    name: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    price: Decimal | None = None
    currency: str = ""
    discount: Decimal | None = None
    discount_is_amount: bool = False
    tax: Decimal | None = None
    kind: str = "item"
    details: str = ""
    base_quantity: Decimal | None = None
    list_price: Decimal | None = None
    purchase_price: Decimal | None = None
    other_price: Decimal | None = None
    tax_category: str = ""
    allowances: str = ""
    taxes: str = ""
    product_id: UUID | None = None
    code: str = ""
    credits: UUID | None = None

    @property
    def whole(self) -> Decimal | None:
        """Price times quantity, which is one where none is given; None without a price."""
        if self.price is None:
            return None
        return self.price if self.quantity is None else _EXACT.multiply(self.price, self.quantity)

    @property
    def net(self) -> Decimal | None:
        """What the line costs less its discount, before tax; None where it has no price.

        It is worked out by the rules of invoices (`domain.pricing`).
        """
        return None if self.price is None else _totals([self], self.currency).tax_exclusive

    @property
    def amount(self) -> Decimal | None:
        """What the line alone costs with its tax; None without a price (FEATURES DEAL-05)."""
        return None if self.price is None else _totals([self], self.currency).tax_inclusive

    @property
    def discount_text(self) -> str:
        """The discount as it is typed: `10%`, or `50` off the line; "" for none."""
        if self.discount is None:
            return ""
        return f"{_plain(self.discount)}{'' if self.discount_is_amount else '%'}"

    def __str__(self) -> str:
        """Return the line as it is read out: what, how much, for how much."""
        if self.kind == SUBTOTAL:
            return f"= {self.name}" if self.name else _("Sub-total")
        count = "" if self.quantity is None else f"{_plain(self.quantity)} {self.unit}".strip()
        price = "" if self.price is None else format_price(self.price, self.currency)
        said = [self.name, " × ".join(filter(None, (count, price)))]
        if self.discount:
            off = f"{format_number(self.discount)} %"
            if self.discount_is_amount:
                off = format_amount(self.discount, self.currency)
            said.append(_("discount {off}").format(off=off))
        if self.tax is not None:
            said.append(_("tax {rate} %").format(rate=format_number(self.tax)))
        return ", ".join(filter(None, said))


Part = Address | Requisites | LineItem


class PartColumn(NamedTuple):
    """A value of a part: its name, its label as a message id, its type, an example for forms.

    One that no form asks for follows from how another one is typed.
    """

    name: str
    label: str
    type: FieldType = FieldType.TEXT
    hint: str = ""
    is_asked: bool = True


class PartType(NamedTuple):
    """A type of parts: the table of their rows, what a value is, what it is called, its columns.

    `searched` are the columns by whose words the record is found, `digits` those that are found
    without the signs between their digits, too.
    """

    table: str
    value: type[Address] | type[Requisites] | type[LineItem]
    label: str
    columns: tuple[PartColumn, ...]
    searched: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()

    def column(self, name: str) -> PartColumn:
        """Return the column with a name. Raises KeyError."""
        return {column.name: column for column in self.columns}[name]


T = FieldType

PART_TYPES: dict[FieldType, PartType] = {
    T.ADDRESS: PartType(
        "address",
        Address,
        N_("Address"),
        (
            PartColumn("label", N_("Kind"), hint=N_("registered, actual, delivery, billing")),
            PartColumn("street", N_("Street"), hint=N_("street, house, flat")),
            PartColumn("city", N_("City")),
            PartColumn("region", N_("Region")),
            PartColumn("postal_code", N_("Postal code")),
            PartColumn("country", N_("Country")),
        ),
        ("street", "city", "region", "postal_code"),
    ),
    T.REQUISITES: PartType(
        "requisites",
        Requisites,
        N_("Requisites"),
        (
            PartColumn("name", N_("Called"), hint=N_("such as main, or for payments in euros")),
            PartColumn("legal_name", N_("Legal name")),
            PartColumn("legal_address", N_("Legal address")),
            PartColumn("tax_id", N_("INN, NIP")),
            PartColumn("tax_code", N_("KPP")),
            PartColumn("registration", N_("OGRN, KRS, REGON")),
            PartColumn("bank_name", N_("Bank")),
            PartColumn("bank_code", N_("BIC, SWIFT")),
            PartColumn("account", N_("Account, IBAN")),
            PartColumn("correspondent_account", N_("Corr. account")),
            PartColumn("signatory", N_("Signs"), hint=N_("who signs, and by what right")),
            PartColumn("comment", N_("Comment")),
            PartColumn("is_default", N_("Default"), T.BOOL),
        ),
        ("name", "legal_name", "tax_id", "registration", "account"),
        ("tax_id", "registration", "account"),
    ),
    T.LINE_ITEM: PartType(
        "line_item",
        LineItem,
        N_("Product"),
        (
            PartColumn("name", N_("Product")),
            PartColumn("quantity", N_("Quantity"), T.AMOUNT),
            PartColumn("unit", N_("Unit")),
            PartColumn("price", N_("Price"), T.AMOUNT),
            PartColumn("currency", N_("Currency"), T.CURRENCY),
            PartColumn(
                "discount", N_("Discount"), T.AMOUNT, N_("10%, or what goes off the line: 50")
            ),
            PartColumn("discount_is_amount", N_("Discount is an amount"), T.BOOL, is_asked=False),
            PartColumn("tax", N_("Tax, %"), T.AMOUNT, N_("comes on top, such as 20")),
            *(
                PartColumn(name, label, type_, is_asked=False)
                for name, label, type_ in (
                    ("kind", N_("Kind of line"), T.TEXT),
                    ("details", N_("Details"), T.LONG_TEXT),
                    ("base_quantity", N_("Price for a quantity of"), T.AMOUNT),
                    ("list_price", N_("Original price"), T.AMOUNT),
                    ("purchase_price", N_("Purchase price"), T.AMOUNT),
                    ("other_price", N_("Price with or without tax"), T.AMOUNT),
                    ("tax_category", N_("Tax category"), T.TEXT),
                    ("allowances", N_("Further discounts and charges"), T.TEXT),
                    ("taxes", N_("Further taxes"), T.TEXT),
                    ("product_id", N_("Product of the catalog"), T.RECORD),
                    ("code", N_("Article"), T.TEXT),
                    ("credits", N_("Line that is taken back"), T.RECORD),
                )
            ),
        ),
        ("name",),
    ),
}
"""The types of parts, by the type of the fields that hold them."""

ADDRESS_ORDER = ("postal_code", "country", "region", "city", "street")
"""The order in which the parts of an address stand on one line."""


@cache
def column_names(type_: FieldType) -> tuple[str, ...]:
    """Return the columns of a type of parts in the order of the fields of its value."""
    return tuple(one.name for one in fields(PART_TYPES[type_].value) if one.name != "id")


def address_line(address: Address) -> str:
    """Return an address on one line, without its kind."""
    return ", ".join(filter(None, (getattr(address, name) for name in ADDRESS_ORDER)))


def tax_line(requisites: Requisites) -> str:
    """Return the tax number with the name that such numbers have, `INN 7707083893`.

    `?` marks one that cannot be right.
    """
    number = requisites.tax_id
    if not number:
        return ""
    if bank_codes.doubt_tax_id(number):
        return f"{number} (?)"
    bare = bank_codes.bare(number)
    is_polish = bare.startswith("PL") or (bank_codes.is_nip(bare) and not bank_codes.is_inn(bare))
    name = _("NIP") if is_polish else _("INN") if bank_codes.is_inn(bare) else ""
    return f"{name} {number}".strip()


def is_empty(part: Part) -> bool:
    """Say whether a part says nothing: its key, kind and default aside, no value is there.

    A sub-total does without: its sum is what it says.
    """
    if isinstance(part, LineItem) and part.kind == SUBTOTAL:
        return False
    names = {one.name for one in fields(part)} - _SILENT
    return not any(getattr(part, name) for name in names)


_SILENT = frozenset(
    {
        "id",
        "label",
        "is_default",
        "currency",
        "discount_is_amount",
        "tax",
        "kind",
        "tax_category",
        "product_id",
        "code",
        "credits",
    }
)


def doubts(part: Part) -> dict[str, str]:
    """Return what seems wrong with a part, a sentence by column; the values are kept all the same.

    Only tax and bank details have rules, see `domain.bank_codes`.
    """
    if not isinstance(part, Requisites):
        return {}
    found = {
        "tax_id": bank_codes.doubt_tax_id(part.tax_id) if part.tax_id else "",
        "tax_code": bank_codes.doubt_tax_code(part.tax_code),
        "registration": bank_codes.doubt_registration(part.registration),
        "bank_code": bank_codes.doubt_bank_code(part.bank_code),
        "account": bank_codes.doubt_account(part.account, part.bank_code),
        "correspondent_account": bank_codes.doubt_account(
            part.correspondent_account, part.bank_code, is_correspondent=True
        ),
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def sums(items: tuple[LineItem, ...]) -> dict[str, Decimal]:
    """Return what lines of products cost together, by currency: as an invoice of them would say.

    Tax is rounded once at each rate, so this may differ from what lines cost alone.
    """
    by_currency: dict[str, list[LineItem]] = {}
    for item in items:
        if item.price is not None:
            by_currency.setdefault(item.currency, []).append(item)
    return {
        currency: _totals(some, currency).tax_inclusive for currency, some in by_currency.items()
    }


def _totals(items: list[LineItem], currency: str) -> Totals:
    """Return what a document of some lines comes to."""
    from domain.invoicing.content import Terms, priced_document
    from domain.pricing.totals import price

    return price(priced_document(items, Terms(currency)))


_EXACT = Context(prec=120)
"""Products of numbers of forty digits are exact in it."""


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
