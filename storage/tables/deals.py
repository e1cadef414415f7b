"""Deals, with the pipelines and stages that they pass."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field

from domain.text import fold
from storage.tables.base import (
    LOGGED,
    Moment,
    Named,
    Record,
    Row,
    active,
    amount,
    bin_index,
    day,
    flag,
    logged_under,
    number,
    origin_index,
    reference,
    text,
    utc_now,
)


class Pipeline(Row, table=True):
    """An ordered set of stages. `code` names a shipped pipeline, and so its translation.

    One that is not `is_active` takes no new deals.
    """

    __tablename__ = "pipeline"
    __table_args__ = LOGGED

    code: str = text()
    name: str = text()
    sort: int = number()
    is_active: bool = active()


class Stage(Row, table=True):
    """A step of a pipeline, with a `meaning` (`in_progress`, `won`, `lost`).

    `probability` is in percent. `color` and `is_active` are as in DictionaryValue. `hint` says what
    is to be done at the stage, `script` what is to be said (FEATURES CALL-10). `required_fields`
    are the names, with commas between them, of fields that a deal needs to be brought here
    (IMPL-02). `check_list` has a line for each thing that is to be fulfilled by then (DEAL-15). All
    four are NULL while they are what a shipped stage comes with.
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
    hint: str | None = Field(default=None)
    script: str | None = Field(default=None)
    required_fields: str | None = Field(default=None)
    check_list: str | None = Field(default=None)


class StageTask(Row, table=True):
    """A task that is made from a template when a deal comes to a stage (FEATURES IMPL-07)."""

    __tablename__ = "stage_task"
    __table_args__ = (Index("stage_task_pair", "stage_id", "template_id", unique=True), LOGGED)

    stage_id: UUID = reference("stage", required=True)
    template_id: UUID = reference("task_template", required=True, index=True)
    sort: int = number()


class Deal(Record, Named, table=True):
    """A sale in the making (FEATURES DEAL-01).

    `probability` in percent, NULL for the stage's. `lead_id` is the lead that it began with.
    `stage_at` is when it came to its stage, which a trigger keeps (`storage.keeping`), and
    `lost_reason_id` is why it was lost.
    """

    __tablename__ = "deal"
    __table_args__ = (
        Index(
            "deal_by_stage",
            "stage_id",
            "stage_at",
            "id",
            sqlite_where=sql("deleted_at IS NULL"),
        ),
        Index("deal_by_change", "updated_at", "id"),
        bin_index("deal"),
        origin_index("deal"),
        LOGGED,
    )

    title: str = text()
    folded_title: str = text()
    amount: Decimal | None = amount()
    currency: str = text()
    stage_id: UUID | None = reference("stage")
    stage_at: datetime = Field(
        default_factory=utc_now, sa_type=Moment, sa_column_kwargs={"server_default": "0"}
    )
    lost_reason_id: UUID | None = reference("dictionary_value")
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
