"""What a telephone exchange tells the program."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from storage.tables.base import Moment, Row, moment, reference, utc_now


class Ring(Row, table=True):
    """A call that rings at somebody's telephone (FEATURES TEL-02).

    `phone` is kept as the exchange gave it, `e164` where it is a number. `taken_at` is when the
    person answered the ring on the screen, or cleared it as missed. Nobody undoes a ring, so the
    change log does not have it.
    """

    __tablename__ = "ring"
    __table_args__ = (
        Index("ring_by_time", "user_id", "at"),
        Index("ring_by_answer", "user_id", "taken_at"),
    )

    user_id: UUID = reference("user", required=True)
    phone: str
    e164: str | None = Field(default=None)
    at: datetime = Field(default_factory=utc_now, sa_type=Moment)
    taken_at: datetime | None = moment()
