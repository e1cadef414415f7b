"""What currencies cost in each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from storage.tables.base import LOGGED, Day, Exact, Row, reference


class ExchangeRate(Row, table=True):
    """From `day` on, `nominal` units of `currency` cost `value` units of `base` (CUR-01).

    It holds until the next day with a rate of the same two. `source` is what it was read from, ""
    where somebody typed it.
    """

    __tablename__ = "exchange_rate"
    __table_args__ = (
        Index("exchange_rate_pair", "currency", "base", "day", unique=True),
        LOGGED,
    )

    currency: str
    base: str
    day: date = Field(sa_type=Day)
    nominal: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    value: Decimal = Field(sa_type=Exact)
    source: str = Field(default="", sa_column_kwargs={"server_default": ""})
    added_by: UUID | None = reference("user")
