"""Deals that are too long at their stage: after how many days, and how they are found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.pipelines import STALE_DAYS, stale_before
from domain.records.record_query import RecordQuery
from domain.shipped_views import SHIPPED_VIEWS
from services.context import Context
from services.deals.pipelines import find_stage
from services.deals.shaping import StageEdit, add_pipeline, change_stage
from services.lists.reading import record_list_source
from services.records.use_cases import add_record, delete_record
from services.undo import undo

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@given(
    st.integers(0, 525_599).map(lambda minute: NEW_YEAR + timedelta(minutes=minute)),
    st.integers(1, 400),
)
def test_a_deal_is_stale_so_many_days_after_it_came(since: datetime, days: int) -> None:
    for later in range(days - 1, days + 2):
        now = (since + timedelta(days=later)).replace(hour=23, minute=59)
        assert (since < stale_before(now, days)) is (later >= days)


@pytest.fixture
def context(context: Context) -> Context:
    """Anna, with deals of 40 and of 10 days at several stages."""
    for age in (40, 10):
        for stage in ("new", "offer", "won"):
            key = add_record(context, "deal", {"title": f"{stage} {age}", "stage": stage})
            with context.database.write(context.actor, "edit_record") as unit:
                unit.connection.execute(
                    "UPDATE deal SET stage_at = stage_at - ? WHERE id = ?",
                    (timedelta(days=age) // timedelta(microseconds=1), key.bytes),
                )
    return context


def found(context: Context, text: str) -> list[str]:
    rows = record_list_source(context, RecordQuery("deal", text, sort=("title",))).after(None, 99)
    return [row.title for row in rows]


@pytest.mark.row("DEAL-02")
def test_each_stage_says_after_how_many_days(context: Context) -> None:
    assert found(context, "stale") == ["new 40", "offer 40"]
    offer = find_stage(context, "offer")
    assert offer.stale_days == STALE_DAYS
    change_stage(context, offer.id, StageEdit(stale_days=7))
    assert find_stage(context, "offer").stale_days == 7
    assert found(context, "stale") == ["new 40", "offer 10", "offer 40"]
    assert found(context, "-stale") == ["new 10", "won 10", "won 40"]
    assert found(context, "stale AND stage:offer") == ["offer 10", "offer 40"]
    change_stage(context, find_stage(context, "new").id, StageEdit(stale_days=60))
    assert found(context, "stale") == ["offer 10", "offer 40"]
    assert undo(context) == "stage changed"
    assert found(context, "застрявшие") == ["new 40", "offer 10", "offer 40"]
    change_stage(context, offer.id, StageEdit(stale_days=STALE_DAYS))
    assert found(context, "stale") == ["new 40", "offer 40"]


def test_the_bin_has_no_stale_deals_and_a_view_shows_them(context: Context) -> None:
    view = next(one for one in SHIPPED_VIEWS["deal"] if one.code == "stale")
    rows = record_list_source(context, view.query).after(None, 9)
    assert sorted(row.title for row in rows) == ["new 40", "offer 40"]
    delete_record(context, "deal", rows[0].id)
    assert len(found(context, "stale")) == 1


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_days_that_are_none_are_refused(context: Context, days: int) -> None:
    with pytest.raises(BadInput) as refused:
        change_stage(context, find_stage(context, "offer").id, StageEdit(stale_days=days))
    assert refused.value.field == "stale_days"


def test_a_pipeline_like_another_keeps_its_days(context: Context) -> None:
    change_stage(context, find_stage(context, "offer").id, StageEdit(stale_days=7))
    added = add_pipeline(context, "Lease", like="general")
    assert [one.stale_days for one in added.stages] == [30, 30, 7, 30, 30, 30]
