"""Deals, with the pipelines and stages that they pass."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from domain.text import fold
from storage.tables.base import (
    LOGGED,
    Named,
    Record,
    Row,
    active,
    amount,
    day,
    flag,
    logged_under,
    number,
    origin_index,
    reference,
    text,
)


class Pipeline(Row, table=True):
    """An ordered set of stages. `code` names a shipped pipeline, and so its translation."""

    __tablename__ = "pipeline"
    __table_args__ = LOGGED

    code: str = text()
    name: str = text()
    sort: int = number()


class Stage(Row, table=True):
    """A step of a pipeline, with a `meaning` (`in_progress`, `won`, `lost`).

    `probability` is in percent. `color` and `is_active` are as in DictionaryValue.
    """

    __tablename__ = "stage"
    __table_args__ = LOGGED

    pipeline_id: UUID = reference("pipeline", required=True, index=True)
    code: str = text()
    name: str = text()
    sort: int = number()
    meaning: str = Field(default="in_progress")
    probability: int = number()
    color: str = text()
    is_active: bool = active()


class Deal(Record, Named, table=True):
    """A sale in the making (FEATURES DEAL-01).

    `probability` in percent, NULL for the stage's. `lead_id` is the lead that it began with.
    """

    __tablename__ = "deal"
    __table_args__ = (
        Index("deal_by_stage", "stage_id", "id"),
        Index("deal_by_change", "updated_at", "id"),
        origin_index("deal"),
        LOGGED,
    )

    title: str = text()
    folded_title: str = text()
    amount: Decimal | None = amount()
    currency: str = text()
    stage_id: UUID | None = reference("stage")
    probability: int | None = Field(default=None)
    close_date: date | None = day()
    company_id: UUID | None = reference("company", index=True)
    type_id: UUID | None = reference("dictionary_value")
    source_id: UUID | None = reference("dictionary_value")
    lead_id: UUID | None = reference("lead")
    responsible_id: UUID | None = reference("user")
    open_to_all: bool = flag()
    comment: str = text()

    def fold_names(self) -> None:
        """Bring `folded_title` in step with the title."""
        self.folded_title = fold(self.title)


class DealContact(Row, table=True):
    """A contact takes part in a deal (FEATURES DEAL-17); the lowest `sort` is the main one."""

    __tablename__ = "deal_contact"
    __table_args__ = (
        Index("deal_contact_pair", "deal_id", "contact_id", unique=True),
        logged_under("deal_id"),
    )

    deal_id: UUID = reference("deal", required=True)
    contact_id: UUID = reference("contact", required=True, index=True)
    role: str = text()
    sort: int = number()
