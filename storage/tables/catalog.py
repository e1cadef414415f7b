"""The catalog: sections, products, what products cost, and which properties they have."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from domain.text import fold
from storage.tables.base import (
    LOGGED,
    Amount,
    Key,
    Named,
    Record,
    Row,
    active,
    bin_index,
    flag,
    logged_under,
    number,
    reference,
    text,
)


class Section(Record, Named, table=True):
    """A part of the catalog, within `parent_id` or at its top, to any depth (FEATURES CAT-02).

    `sort` orders the sections of a parent, those of the same number by name. A trigger refuses a
    section within itself, see `storage.guards`.
    """

    __tablename__ = "section"
    __table_args__ = (
        Index("section_of_parent", "parent_id", "sort", "folded_name", "id"),
        Index("section_by_name", "folded_name", "id"),
        Index("section_by_change", "updated_at", "id"),
        bin_index("section"),
        LOGGED,
    )

    name: str = text()
    folded_name: str = text()
    parent_id: UUID | None = reference("section")
    sort: int = number()
    description: str = text()
    responsible_id: UUID | None = reference("user")

    def fold_names(self) -> None:
        """Bring `folded_name` in step with the name."""
        self.folded_name = fold(self.name)


class SectionWithin(SQLModel, table=True):
    """A section is in another one, or is itself that one.

    Triggers keep the rows, see `storage.section_tree`; so the change log does not have them.
    """

    __tablename__ = "section_within"
    __table_args__ = (
        Index("section_within_above", "above_id", "section_id"),
        {"sqlite_with_rowid": False},
    )

    section_id: UUID = Field(sa_type=Key, primary_key=True)
    above_id: UUID = Field(sa_type=Key, primary_key=True)


class Product(Record, Named, table=True):
    """Goods or a service that are sold (FEATURES CAT-07).

    `code` is the article, `origin` the system that it came from, "" for one that was added here
    (CAT-18). One that is not `is_active` is offered nowhere (CAT-09). Prices are rows of
    `ProductPrice`, properties are custom fields, the picture is an attachment with the role
    `photo`.
    """

    __tablename__ = "product"
    __table_args__ = (
        Index("product_by_name", "folded_name", "id"),
        Index("product_by_change", "updated_at", "id"),
        Index("product_of_section", "section_id", "folded_name", "id"),
        Index("product_by_code", "code", sqlite_where=sql("code <> ''")),
        Index("product_by_bar_code", "bar_code", sqlite_where=sql("bar_code <> ''")),
        Index("product_by_external_id", "external_id", sqlite_where=sql("external_id <> ''")),
        bin_index("product"),
        LOGGED,
    )

    name: str = text()
    folded_name: str = text()
    code: str = text()
    bar_code: str = text()
    section_id: UUID | None = reference("section")
    is_service: bool = flag()
    is_active: bool = active()
    unit_id: UUID | None = reference("dictionary_value")
    tax_rate_id: UUID | None = reference("dictionary_value")
    description: str = text()
    sort: int = number()
    origin: str = text()
    responsible_id: UUID | None = reference("user")

    def fold_names(self) -> None:
        """Bring `folded_name` in step with the name."""
        self.folded_name = fold(self.name)


class ProductPrice(Row, table=True):
    """What a unit of a product costs in one type of prices.

    `price_type` is the code of a value of the dictionary of that name, see `domain.catalog.prices`.
    Of a type that is gone the prices stay, like the values of a custom field. A row keeps its
    currency: a price in another one is another row, so that the log tells both.
    """

    __tablename__ = "product_price"
    __table_args__ = (
        Index("product_price_pair", "product_id", "price_type", unique=True),
        logged_under("product_id"),
    )

    product_id: UUID = reference("product", required=True)
    price_type: str
    amount: Decimal = Field(sa_type=Amount)
    currency: str = text()


class SectionProperty(Row, table=True):
    """Products of a section, and of all below it, have a property (FEATURES CAT-10).

    A property is a custom field of products; one that is named by no section is one of all
    products.
    """

    __tablename__ = "section_property"
    __table_args__ = (
        Index("section_property_pair", "section_id", "field_id", unique=True),
        logged_under("section_id"),
    )

    section_id: UUID = reference("section", required=True)
    field_id: UUID = reference("field_definition", required=True, index=True)
    sort: int = number()
