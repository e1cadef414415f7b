"""How many deals are at each stage of a pipeline, and what they come to (FEATURES REP-04)."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from domain.money import MILLION, from_millionths


class StageSum(NamedTuple):
    """`deals` of a stage come to `amount` of one `currency`, at one probability in percent.

    Deals without an amount have no currency.
    """

    stage: UUID
    currency: str
    probability: int
    deals: int
    amount: Decimal


def read_stage_sums(connection: sqlite3.Connection, pipeline: UUID) -> list[StageSum]:
    """Return what the deals of a pipeline come to that are not in the bin."""
    # Whole units and millionths apart: together they might not fit into 64 bits.
    rows = connection.execute(
        "SELECT d.stage_id, CASE WHEN d.amount IS NULL THEN '' ELSE d.currency END, "
        "coalesce(d.probability, s.probability), count(*), "
        f"sum(coalesce(d.amount, 0) / {MILLION}), "
        f"sum(coalesce(d.amount, 0) % {MILLION}) "
        "FROM stage s JOIN deal d ON d.stage_id = s.id AND d.deleted_at IS NULL "
        "WHERE s.pipeline_id = ? GROUP BY 1, 2, 3",
        (pipeline.bytes,),
    )
    return [
        StageSum(
            UUID(bytes=stage), currency, probability, count, from_millionths(whole * MILLION + rest)
        )
        for stage, currency, probability, count, whole, rest in rows
    ]
