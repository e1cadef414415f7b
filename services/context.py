"""What every use case is given: the database, who acts, and how that person writes things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from domain.actors import Actor
from storage.database import Database

if TYPE_CHECKING:
    from domain.records.fields import FieldRegistry


@dataclass(frozen=True, slots=True)
class Context:
    """One person at work on one database.

    `region` is the ISO 3166 code of the country whose phone numbers are typed without a prefix;
    `zone` is the time zone in which dates are typed and shown, and `clock` tells the time in it.
    """

    database: Database
    actor: Actor
    zone: tzinfo
    region: str = "RU"
    clock: Callable[[tzinfo], datetime] = datetime.now

    @property
    def fields(self) -> FieldRegistry:
        """The fields of records, under the names that this person sees."""
        return self.database.fields_as_named_by(self.actor.user_id)

    def now(self) -> datetime:
        """Return the present moment, aware, in the person's time zone."""
        return self.clock(self.zone)
