"""Lists of deals tell and ask in which pipeline each is."""

from __future__ import annotations

import pytest

from domain.query.errors import QueryError
from domain.records.record_query import RecordQuery
from domain.records.values import Choice
from services.context import Context
from services.deals.pipelines import list_pipelines
from services.deals.shaping import add_pipeline
from services.lists.reading import count, record_list_source
from services.lists.views import find_view
from services.records.listing import complete_query
from services.records.use_cases import add_record


def titles(context: Context, text: str, **more: tuple[str, ...]) -> list[str]:
    source = record_list_source(context, RecordQuery("deal", text, **more))
    return [row.title for row in source.after(None, 10)]


@pytest.fixture
def deals(context: Context) -> None:
    """A deal in each of three pipelines, one of which somebody has added."""
    added = add_pipeline(context, "Rent of halls")
    assert added.first is not None
    for title, stage in (("Chairs", "new"), ("Paper", "goods_won"), ("Hall", added.first.code)):
        add_record(context, "deal", {"title": title, "stage": stage})


@pytest.mark.usefixtures("deals")
@pytest.mark.row("DEAL-02", "DEAL-22", "VIEW-01")
def test_a_pipeline_is_filtered_shown_and_sorted_like_any_field(context: Context) -> None:
    assert titles(context, "pipeline:goods") == ["Paper"]
    assert titles(context, 'pipeline:"Rent of halls"') == ["Hall"]
    assert titles(context, "pipeline:rent,gen", sort=("title",)) == ["Chairs", "Hall"]
    assert titles(context, "-pipeline:general", sort=("title",)) == ["Hall", "Paper"]
    assert titles(context, "pipeline:none") == []
    assert titles(context, "", sort=("-pipeline",)) == ["Hall", "Paper", "Chairs"]
    source = record_list_source(
        context, RecordQuery("deal", columns=("title", "pipeline"), sort=("pipeline",))
    )
    assert [row.values[1] for row in source.after(None, 10)] == [
        Choice("general", "General sale"),
        Choice("goods", "Sale of goods"),
        Choice("rent_of_halls", "Rent of halls"),
    ]
    offered = complete_query(context, "deal", "pipeline:halls", 14).suggestions
    assert [(one.text, one.label) for one in offered] == [("rent_of_halls", "Rent of halls")]
    with pytest.raises(QueryError, match="Did you mean “goods”"):
        titles(context, "pipeline:gods")
    for pipeline in list_pipelines(context):
        assert count(context, RecordQuery("deal", pipeline.filter)) == (
            pipeline.code in ("general", "goods", "rent_of_halls")
        )


@pytest.mark.usefixtures("deals")
@pytest.mark.row("VIEW-02")
def test_a_view_has_the_deals_under_way(context: Context) -> None:
    view = find_view(context, "deal", "in progress")
    assert view.key == find_view(context, "deal", "open").key
    assert titles(context, view.query.filter, sort=("title",)) == ["Chairs", "Hall"]
