"""How many deals are at each stage of a pipeline, and what they come to (FEATURES REP-04)."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from domain.money import MILLION, from_millionths
from storage.reads.sql import Condition


class StageSum(NamedTuple):
    """`deals` of a stage come to `amount` of one `currency`, at one probability in percent.

    Deals without an amount have no currency.
    """

    stage: UUID
    currency: str
    probability: int
    deals: int
    amount: Decimal


def read_stage_sums(
    connection: sqlite3.Connection, pipeline: UUID, base: str, condition: Condition
) -> list[StageSum]:
    """Return what the deals of a pipeline come to that pass a condition and are not in the bin.

    An amount without a currency is one of the currency `base`. What is over is as likely as its
    stage, whatever was thought of the deal before.
    """
    passing = condition.gathered
    # Whole units and millionths apart: together they might not fit into 64 bits.
    rows = connection.execute(
        "SELECT r.stage_id, CASE WHEN r.amount IS NULL THEN '' "
        "ELSE coalesce(nullif(r.currency, ''), ?) END, CASE s.meaning WHEN 'in_progress' "
        "THEN coalesce(r.probability, s.probability) ELSE s.probability END, count(*), "
        f"sum(coalesce(r.amount, 0) / {MILLION}), "
        f"sum(coalesce(r.amount, 0) % {MILLION}) "
        "FROM stage s JOIN deal r ON r.stage_id = s.id AND r.deleted_at IS NULL "
        f"WHERE s.pipeline_id = ? AND {passing.sql} GROUP BY 1, 2, 3",
        (base, pipeline.bytes, *passing.parameters),
    )
    return [
        StageSum(
            UUID(bytes=stage), currency, probability, count, from_millionths(whole * MILLION + rest)
        )
        for stage, currency, probability, count, whole, rest in rows
    ]
