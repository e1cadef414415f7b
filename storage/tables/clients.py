"""Clients: contacts, companies and leads, with what belongs to any of them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field

from domain.names.person_names import fold_company_title
from domain.text import fold
from storage.tables.base import (
    LOGGED,
    Named,
    Record,
    Row,
    amount,
    bin_index,
    exact,
    flag,
    logged_under,
    moment,
    number,
    origin_index,
    reference,
    text,
)


class Contact(Record, Named, table=True):
    """A person (FEATURES CONT-01). `birth_date` is ISO text, `--MM-DD` where the year is unknown.

    `folded_name` is the search form of surname, first name and patronymic, in this order. `lead_id`
    is the lead that was converted into this contact (FEATURES LEAD-10).
    """

    __tablename__ = "contact"
    __table_args__ = (
        Index("contact_by_name", "folded_name", "id"),
        Index("contact_by_change", "updated_at", "id"),
        bin_index("contact"),
        Index(
            "contact_birthdays",
            "responsible_id",
            sql("substr(birth_date, -5)"),
            sqlite_where=sql("birth_date GLOB '*-[0-9][0-9]-[0-9][0-9]' AND deleted_at IS NULL"),
        ),
        origin_index("contact"),
        LOGGED,
    )

    first_name: str = text()
    middle_name: str = text()
    last_name: str = text()
    name_prefix: str = text()
    name_suffix: str = text()
    nickname: str = text()
    folded_name: str = text()
    birth_date: str = text()
    position: str = text()
    department: str = text()
    type_id: UUID | None = reference("dictionary_value")
    source_id: UUID | None = reference("dictionary_value")
    lead_id: UUID | None = reference("lead")
    responsible_id: UUID | None = reference("user")
    comment: str = text()

    def fold_names(self) -> None:
        """Bring `folded_name` in step with the name."""
        self.folded_name = fold(f"{self.last_name} {self.first_name} {self.middle_name}")


class Company(Record, Named, table=True):
    """An organisation (FEATURES COMP-01).

    `folded_title` is its title without the legal form. `lead_id` is the lead that was converted
    into it (FEATURES COMP-04).
    """

    __tablename__ = "company"
    __table_args__ = (
        Index("company_by_title", "folded_title", "id"),
        Index("company_by_change", "updated_at", "id"),
        bin_index("company"),
        origin_index("company"),
        LOGGED,
    )

    title: str = text()
    folded_title: str = text()
    type_id: UUID | None = reference("dictionary_value")
    industry_id: UUID | None = reference("dictionary_value")
    annual_turnover: Decimal | None = amount()
    currency: str = text()
    employees: int | None = Field(default=None)
    lead_id: UUID | None = reference("lead")
    responsible_id: UUID | None = reference("user")
    comment: str = text()

    def fold_names(self) -> None:
        """Bring `folded_title` in step with the title."""
        self.folded_title = fold_company_title(self.title)


class Lead(Record, Named, table=True):
    """An interest that nobody has judged yet (FEATURES LEAD-01).

    `converted_at` is set once it has become a contact, a company or a deal, see `LeadResult`;
    nothing changes it from then on (LEAD-09). The `utm_` columns and `source_address`
    tell through which advertisement it came (LEAD-16).
    """

    __tablename__ = "lead"
    __table_args__ = (
        Index("lead_by_name", "folded_name", "id"),
        Index("lead_by_change", "updated_at", "id"),
        bin_index("lead"),
        LOGGED,
    )

    title: str = text()
    first_name: str = text()
    middle_name: str = text()
    last_name: str = text()
    company_title: str = text()
    position: str = text()
    folded_name: str = text()
    status_id: UUID | None = reference("dictionary_value")
    junk_reason_id: UUID | None = reference("dictionary_value")
    converted_at: datetime | None = moment()
    source_id: UUID | None = reference("dictionary_value")
    utm_source: str = text()
    utm_medium: str = text()
    utm_campaign: str = text()
    utm_term: str = text()
    utm_content: str = text()
    source_address: str = text()
    responsible_id: UUID | None = reference("user")
    comment: str = text()

    def fold_names(self) -> None:
        """Bring `folded_name` in step with the name, or else with the title or the company."""
        name = fold(f"{self.last_name} {self.first_name} {self.middle_name}")
        self.folded_name = name or fold(self.title or self.company_title)


class LeadResult(Row, table=True):
    """A lead was converted into a contact, a company or a deal (FEATURES LEAD-07, LEAD-11).

    `is_new` tells whether that was made of the lead, or was there before and has been linked. The
    `lead_id` of a record names the first of its leads.
    """

    __tablename__ = "lead_result"
    __table_args__ = (
        Index("lead_result_pair", "lead_id", "record_kind", "record_id", unique=True),
        Index("lead_result_of", "record_kind", "record_id"),
        logged_under("record_id"),
    )

    lead_id: UUID = reference("lead", required=True)
    record_kind: str
    record_id: UUID = reference(required=True)
    is_new: bool = flag()


class ContactCompany(Row, table=True):
    """A contact works for a company (FEATURES CONT-02); the lowest `sort` is the main company."""

    __tablename__ = "contact_company"
    __table_args__ = (
        Index("contact_company_pair", "contact_id", "company_id", unique=True),
        logged_under("contact_id"),
    )

    contact_id: UUID = reference("contact", required=True)
    company_id: UUID = reference("company", required=True, index=True)
    sort: int = number()


class ContactPoint(Row, table=True):
    """A phone, e-mail, site or messenger of any client.

    `value` is kept as typed. A phone that is a number also has `e164`, and every phone has
    `national` and `reversed` digits; an e-mail, site or messenger has its `folded` form.
    """

    __tablename__ = "contact_point"
    __table_args__ = (
        Index("contact_point_of", "record_kind", "record_id", "type", "sort"),
        Index("contact_point_e164", "e164"),
        Index("contact_point_national", "national"),
        Index("contact_point_reversed", "reversed"),
        Index("contact_point_folded", "folded"),
        logged_under("record_id"),
    )

    record_kind: str
    record_id: UUID = reference(required=True)
    type: str
    label: str = text()
    value: str = text()
    e164: str | None = Field(default=None)
    national: str | None = Field(default=None)
    reversed: str | None = Field(default=None)
    folded: str | None = Field(default=None)
    sort: int = number()
    is_valid: bool = flag()


class Address(Row, table=True):
    """A postal address of any client."""

    __tablename__ = "address"
    __table_args__ = (
        Index("address_of", "record_kind", "record_id", "sort"),
        logged_under("record_id"),
    )

    record_kind: str
    record_id: UUID = reference(required=True)
    label: str = text()
    street: str = text()
    city: str = text()
    region: str = text()
    postal_code: str = text()
    country: str = text()
    sort: int = number()


class Requisites(Row, table=True):
    """A set of tax and bank details of a client (FEATURES COMP-07).

    A client may have several, one of which is the default. `tax_id` is an INN or NIP, `tax_code` a
    KPP, `registration` an OGRN, KRS or REGON; `bank_code` a BIC or SWIFT code.
    """

    __tablename__ = "requisites"
    __table_args__ = (
        Index("requisites_of", "record_kind", "record_id", "sort"),
        Index("requisites_tax_id", "tax_id"),
        logged_under("record_id"),
    )

    record_kind: str
    record_id: UUID = reference(required=True)
    name: str = text()
    legal_name: str = text()
    legal_address: str = text()
    tax_id: str = text()
    tax_code: str = text()
    registration: str = text()
    bank_name: str = text()
    bank_code: str = text()
    account: str = text()
    correspondent_account: str = text()
    signatory: str = text()
    comment: str = text()
    is_default: bool = flag()
    sort: int = number()


class LineItem(Row, table=True):
    """A product in which a lead is interested, or that is sold by a deal (FEATURES LEAD-06).

    `product_id` is a product of the catalog, if any; the line keeps what it was called and cost
    (CAT-09).
    `discount` is in percent or, with `discount_is_amount`, an amount off the whole line. `tax` is a
    rate in percent that comes on top of the price, NULL where there is none, of the VAT category
    `tax_category`; further taxes, allowances and charges are JSON of `domain.invoicing.content`.
    `kind` is one of `domain.invoicing.kinds.LINE_KINDS`. The price is for `base_quantity`, NULL
    for one; `list_price` is what it was before somebody changed it, `purchase_price` what a unit
    costs us, `other_price` what it was in prices of the other kind, with tax or without. `details`
    are the printed properties of the product (CAT-12), `code` is its article number; both are as
    they were when the document was issued. A line of a credit note takes back part of the line
    `credits` of its invoice, which may be gone since.
    """

    __tablename__ = "line_item"
    __table_args__ = (
        Index("line_item_of", "record_kind", "record_id", "sort"),
        Index("line_item_of_product", "product_id", sqlite_where=sql("product_id IS NOT NULL")),
        logged_under("record_id"),
    )

    record_kind: str
    record_id: UUID = reference(required=True)
    product_id: UUID | None = reference("product")
    name: str = text()
    quantity: Decimal | None = exact()
    unit: str = text()
    price: Decimal | None = exact()
    currency: str = text()
    discount: Decimal | None = exact()
    discount_is_amount: bool = flag()
    tax: Decimal | None = exact()
    kind: str = Field(default="item", sa_column_kwargs={"server_default": "item"})
    details: str = text()
    code: str = text()
    credits: UUID | None = reference()
    base_quantity: Decimal | None = exact()
    list_price: Decimal | None = exact()
    purchase_price: Decimal | None = exact()
    other_price: Decimal | None = exact()
    tax_category: str = text()
    allowances: str = text()
    taxes: str = text()
    sort: int = number()
