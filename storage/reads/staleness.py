"""Which deals have been at their stage for too long: each stage may say after how many days."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from domain.pipelines import IN_PROGRESS, STALE_DAYS, STALE_SETTING, stale_before
from storage.reads.among import Among, Found
from storage.reads.sql import ALWAYS, Sql
from storage.values import moment_out

STALE_DAYS_SQL: Final = (
    "coalesce((SELECT CAST(t.value AS INTEGER) FROM setting t WHERE t.user_id IS NULL "
    f"AND t.name = '{STALE_SETTING}' || hex(s.id)), {STALE_DAYS})"
)
"""After how many days a deal at the stage aliased `s` is stale."""

_DAY: Final = 86_400_000_000
"""A day in microseconds."""


def is_under_way(alias: str) -> Sql:
    """Compile that the deal `alias` is neither won nor lost."""
    return Sql(f"{alias}.stage_id IN (SELECT s.id FROM stage s WHERE s.meaning = '{IN_PROGRESS}')")


def stale_test(now: datetime) -> Found:
    """Compile that the deal aliased `r` is under way and too long at its stage."""
    since = f"? - {_DAY} * {STALE_DAYS_SQL}"
    bound, under_way = (moment_out(stale_before(now, 0)),), f"s.meaning = '{IN_PROGRESS}'"
    return Found(
        Sql(
            f"EXISTS (SELECT 1 FROM stage s WHERE s.id = r.stage_id AND {under_way} "
            f"AND r.stage_at < {since})",
            bound,
        ),
        Among(
            Sql(
                f"SELECT d.id FROM stage s CROSS JOIN deal d ON d.stage_id = s.id "
                f"WHERE {under_way} AND d.deleted_at IS NULL AND d.stage_at < {since}",
                bound,
            ),
            Among.STAGE,
        ),
        ALWAYS,
    )
