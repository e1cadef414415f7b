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

_UNDER_WAY: Final = f"s.meaning = '{IN_PROGRESS}'"
"""The condition that deals at the stage aliased `s` are neither won nor lost."""


def is_under_way(alias: str) -> Sql:
    """Compile that the deal `alias` is neither won nor lost."""
    return Sql(f"{alias}.stage_id IN (SELECT s.id FROM stage s WHERE {_UNDER_WAY})")


def stale_test(now: datetime) -> Found:
    """Compile that the deal aliased `r` is under way and too long at its stage."""
    since = f"? - {_DAY} * {STALE_DAYS_SQL}"
    bound = (moment_out(stale_before(now, 0)),)
    return Found(
        Sql(
            f"EXISTS (SELECT 1 FROM stage s WHERE s.id = r.stage_id AND {_UNDER_WAY} "
            f"AND r.stage_at < {since})",
            bound,
        ),
        Among(
            Sql(
                f"SELECT d.id FROM stage s CROSS JOIN deal d ON d.stage_id = s.id "
                f"WHERE {_UNDER_WAY} AND d.deleted_at IS NULL AND d.stage_at < {since}",
                bound,
            ),
            Among.STAGE,
        ),
        ALWAYS,
    )
