"""Quotes, invoices and payments, with what they are made from (FEATURES QUOTE-01, INV-02)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field

from domain.text import fold
from storage.tables.base import (
    LOGGED,
    Amount,
    Day,
    Exact,
    Moment,
    Named,
    Record,
    Row,
    active,
    bin_index,
    day,
    flag,
    logged_under,
    moment,
    reference,
    text,
    utc_now,
)
from storage.tables.base import number as whole  # documents have a column `number`


def _code(value: str) -> Any:
    """Return a field with one of several codes, `value` unless set."""
    return Field(default=value, sa_column_kwargs={"server_default": value})


def _sum() -> Any:
    """Return an amount in the currency of the document, nothing unless set."""
    return Field(default=Decimal(0), sa_type=Amount, sa_column_kwargs={"server_default": "0"})


class OwnCompany(Record, Named, table=True):
    """A company in whose name documents are issued: the payee (FEATURES INV-03).

    Its tax and bank details are rows of `requisites`, its logo, stamp and signatures attachments of
    these roles. `currency`, `tax_mode`, `language`, `template` and `payment_days` are those of new
    documents; one company `is_default`. `director` and `accountant` sign.
    """

    __tablename__ = "own_company"
    __table_args__ = (
        Index("own_company_by_title", "folded_title", "id"),
        Index("own_company_by_change", "updated_at", "id"),
        bin_index("own_company"),
        LOGGED,
    )

    title: str = text()
    folded_title: str = text()
    country: str = text()
    currency: str = text()
    tax_mode: str = _code("exclusive")
    language: str = text()
    template: str = text()
    payment_days: int = whole(7)
    payment_method_id: UUID | None = reference("dictionary_value")
    director: str = text()
    accountant: str = text()
    phone: str = text()
    email: str = text()
    site: str = text()
    notes: str = text()
    is_default: bool = flag()
    responsible_id: UUID | None = reference("user")
    comment: str = text()

    def fold_names(self) -> None:
        """Bring `folded_title` in step with the title."""
        self.folded_title = fold(self.title)


class Document(Record, Named):
    """What a quote and an invoice have in common.

    `number` is drawn from the series `series_id` when the document is issued, at `issued_at`; ""
    until then. `payer` and `payee` are JSON of `domain.invoicing.parties`, snapshots of the cards;
    `requisites_id` and `payee_requisites_id` are the sets they were taken from. `allowances` and
    `taxes` are JSON of `domain.invoicing.content`: allowances and charges on the whole, and taxes
    of the place `location_id` of the payer. `prepaid` has been paid before; `rounding` is added to
    what is payable (BT-114). Amounts are in `currency`; `net`, `tax`, `total` and `payable` follow
    from the lines, see `services.invoicing.contents.totals`. `revision` counts how often the issued
    document was changed.
    """

    number: str = text()
    folded_title: str = text()
    subject: str = text()
    day: date = Field(sa_type=Day)
    status_id: UUID | None = reference("dictionary_value")
    issued_at: datetime | None = moment()
    series_id: UUID | None = reference("number_series")
    revision: int = whole(1)
    own_company_id: UUID | None = reference("own_company")
    deal_id: UUID | None = reference("deal")
    company_id: UUID | None = reference("company")
    contact_id: UUID | None = reference("contact")
    payer: str = text()
    payee: str = text()
    requisites_id: UUID | None = reference()
    payee_requisites_id: UUID | None = reference()
    currency: str = text()
    tax_mode: str = _code("exclusive")
    tax_shown: bool = active()
    allowances: str = text()
    location_id: UUID | None = reference("location")
    taxes: str = text()
    prepaid: Decimal = _sum()
    rounding: Decimal = _sum()
    net: Decimal = _sum()
    tax: Decimal = _sum()
    total: Decimal = _sum()
    payable: Decimal = _sum()
    payment_method_id: UUID | None = reference("dictionary_value")
    language: str = text()
    template: str = text()
    notes: str = text()
    responsible_id: UUID | None = reference("user")
    comment: str = text()

    def fold_names(self) -> None:
        """Bring `folded_title` in step with number and subject."""
        self.folded_title = fold(f"{self.number} {self.subject}")


class Invoice(Document, table=True):
    """A request for money, or with the kind `credit_note` one that takes it back (FEATURES INV-02).

    It is to be paid by `due_on`. `quote_id` is the quote that it was made from, `credited_id` the
    invoice that a credit note takes back. `paid` follows from its payments, the last of them made
    on `paid_on`, `credited` from its credit notes; `outstanding` is what is still to come of an
    issued one.
    """

    __tablename__ = "invoice"
    __table_args__ = (
        Index("invoice_by_day", "day", "id"),
        Index("invoice_by_change", "updated_at", "id"),
        Index(
            "invoice_number", "series_id", "number", unique=True, sqlite_where=sql("number <> ''")
        ),
        Index("invoice_by_number", "folded_title", "id"),
        Index("invoice_of_deal", "deal_id"),
        Index("invoice_of_company", "company_id"),
        Index("invoice_of_contact", "contact_id"),
        Index("invoice_of_quote", "quote_id", sqlite_where=sql("quote_id IS NOT NULL")),
        Index("invoice_credits", "credited_id", sqlite_where=sql("credited_id IS NOT NULL")),
        Index(
            "invoice_unpaid",
            "due_on",
            "id",
            sqlite_where=sql("outstanding > 0 AND deleted_at IS NULL"),
        ),
        bin_index("invoice"),
        LOGGED,
    )

    kind: str = _code("invoice")
    due_on: date | None = day()
    quote_id: UUID | None = reference("quote")
    credited_id: UUID | None = reference("invoice")
    paid: Decimal = _sum()
    paid_on: date | None = day()
    credited: Decimal = _sum()
    outstanding: Decimal = _sum()


class Quote(Document, table=True):
    """An offer to a client (FEATURES QUOTE-01); it holds until `valid_until`."""

    __tablename__ = "quote"
    __table_args__ = (
        Index("quote_by_day", "day", "id"),
        Index("quote_by_change", "updated_at", "id"),
        Index("quote_number", "series_id", "number", unique=True, sqlite_where=sql("number <> ''")),
        Index("quote_by_number", "folded_title", "id"),
        Index("quote_of_deal", "deal_id"),
        Index("quote_of_company", "company_id"),
        Index("quote_of_contact", "contact_id"),
        bin_index("quote"),
        LOGGED,
    )

    valid_until: date | None = day()


class DocumentRevision(Row, table=True):
    """What an issued document said before its revision `revision` was changed (FEATURES HIST-07).

    `content` is JSON of the columns and lines; `reason` says why it was changed.
    """

    __tablename__ = "document_revision"
    __table_args__ = (
        Index("document_revision_pair", "record_kind", "record_id", "revision", unique=True),
        logged_under("record_id"),
    )

    record_kind: str
    record_id: UUID = reference(required=True)
    revision: int
    content: str
    reason: str = text()
    created_by: UUID | None = reference()
    created_at: datetime = Field(default_factory=utc_now, sa_type=Moment)


class Payment(Row, table=True):
    """Money that has come in for an invoice, or with a minus was given back (FEATURES INV-21).

    `document` is the number of the payment order, `payer` who paid by the bank's statement, and
    `statement_key` names the entry of a statement from which it was read, so that it is read once.
    """

    __tablename__ = "payment"
    __table_args__ = (
        Index("payment_of", "invoice_id", "day"),
        Index("payment_by_day", "day"),
        Index(
            "payment_of_statement",
            "statement_key",
            "invoice_id",
            unique=True,
            sqlite_where=sql("statement_key <> ''"),
        ),
        logged_under("invoice_id"),
    )

    invoice_id: UUID = reference("invoice", required=True)
    amount: Decimal = Field(sa_type=Amount)
    currency: str = text()
    method_id: UUID | None = reference("dictionary_value")
    document: str = text()
    payer: str = text()
    note: str = text()
    statement_key: str = text()
    created_by: UUID | None = reference()
    created_at: datetime = Field(default_factory=utc_now, sa_type=Moment)
    day: date = Field(sa_type=Day)


class NumberSeries(Row, table=True):
    """Whence documents of a kind get their numbers, by a pattern of `domain.invoicing.numbering`.

    `kind` is `invoice`, `credit_note` or `quote`. `own_company_id` is NULL for the companies that
    have no series of their own. Only the device `device` draws from it, where one is named.
    """

    __tablename__ = "number_series"
    __table_args__ = (
        Index("number_series_of", "kind", "own_company_id", unique=True),
        Index(
            "number_series_of_all",
            "kind",
            unique=True,
            sqlite_where=sql("own_company_id IS NULL"),
        ),
        LOGGED,
    )

    kind: str
    own_company_id: UUID | None = reference("own_company")
    pattern: str
    device: UUID | None = reference()


class SeriesCounter(Row, table=True):
    """The number that a series has drawn last in a period, see `numbering.period_of`.

    It only grows; that somebody had it go on from another number is undone until it draws one.
    """

    __tablename__ = "series_counter"
    __table_args__ = (Index("series_counter_of", "series_id", "period", unique=True), LOGGED)

    series_id: UUID = reference("number_series", required=True)
    period: str = text()
    last: int = whole()


class Location(Row, table=True):
    """A place of payers, such as a country and the towns in it (FEATURES TAX-02)."""

    __tablename__ = "location"
    __table_args__ = (Index("location_of", "parent_id", "sort"), LOGGED)

    name: str
    parent_id: UUID | None = reference("location")
    sort: int = whole()


class LocationTax(Row, table=True):
    """A tax on whole documents whose payer is in a place, or below it (FEATURES TAX-02, exam B22).

    `rate` in percent. One that `is_compound` is taken of the amount with the taxes before it, one
    that `is_withheld` is kept back by the payer.
    """

    __tablename__ = "location_tax"
    __table_args__ = (Index("location_tax_of", "location_id", "sort"), LOGGED)

    location_id: UUID = reference("location", required=True)
    name: str
    rate: Decimal = Field(sa_type=Exact)
    is_compound: bool = flag()
    is_withheld: bool = flag()
    sort: int = whole()
