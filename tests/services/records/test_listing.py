"""Lists as services open them: custom fields, defaults, suggestions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from domain.errors import BadInput
from domain.paging import every_row
from domain.records.fields import FieldType
from services.context import Context
from services.dictionaries.changing import add_value
from services.fields.changing import add_field, custom_fields
from services.fields.definitions import NewField
from services.lists.views import default_view
from services.records.listing import (
    complete_query,
    open_list,
    read_columns,
    read_query,
    read_sorts,
)
from services.records.use_cases import add_record

T = FieldType
CUSTOM_FIELDS = (
    NewField("contact", "Car"),
    NewField("contact", "Hobbies", multiple=True),
    NewField("contact", "Rank", T.INTEGER),
    NewField("contact", "Budget", T.DECIMAL),
    NewField("contact", "Since", T.DATE),
    NewField("contact", "Seen", T.MOMENT),
    NewField("contact", "Vip", T.BOOL),
    NewField("contact", "Came by", T.CHOICE, choices=("Site", "Fair")),
    NewField("contact", "Coach", T.USER),
)


@pytest.fixture
def custom_context(context: Context) -> Context:
    """Anna on a database with more fields of contacts."""
    for new in CUSTOM_FIELDS:
        add_field(context, new)
    return context


@pytest.fixture
def keys(custom_context: Context) -> dict[UUID, str]:
    """Two contacts with values in all custom fields, and one without."""
    rich = {
        "car": "Blue Lada",
        "hobbies": ["chess", "ice hockey"],
        "rank": 7,
        "budget": "1200.50",
        "since": "2026-05-01",
        "seen": "2026-05-01 10:15",
        "vip": True,
        "came_by": "fair",
        "coach": "anna",
    }
    poor = {
        "car": "red",
        "hobbies": ["go"],
        "rank": -1,
        "budget": "99",
        "since": "2025-01-01",
        "seen": "2025-01-01 10:15",
        "vip": False,
        "came_by": "site",
        "coach": "boris",
    }
    people = {"rich": rich, "poor": poor, "none": {}}
    return {
        add_record(custom_context, "contact", {"last_name": name} | values): name
        for name, values in people.items()
    }


@pytest.mark.row("VIEW-05")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("car:lad", ["rich"]),
        ("car:none", ["none"]),
        ("-car:blue", ["none", "poor"]),
        ("hobbies:hockey,go", ["poor", "rich"]),
        ("hobbies:any", ["poor", "rich"]),
        ('hobbies:"chess hockey"', []),
        ("rank:>0", ["rich"]),
        ("rank:-1..0", ["poor"]),
        ("budget:1 200..", ["rich"]),
        ("budget:1200,50", ["rich"]),
        ("since:2026", ["rich"]),
        ("since:..2025", ["poor"]),
        ("seen:2026-05-01", ["rich"]),
        ("seen:none", ["none"]),
        ("vip:yes", ["rich"]),
        ("vip:no", ["none", "poor"]),
        ("came_by:fair", ["rich"]),
        ("coach:me", ["rich"]),
        ("coach:boris,none", ["none", "poor"]),
        ("chess", ["rich"]),
    ],
)
def test_custom_fields_are_asked_like_others(
    custom_context: Context, keys: dict[UUID, str], query: str, found: list[str]
) -> None:
    asked = read_query(custom_context, "contact", query)
    pages = open_list(custom_context, "contact", [], query=asked)
    assert [keys[row.id] for row in every_row(pages)] == found
    assert pages.count() == len(found)


@pytest.mark.row("VIEW-01", "CF-02")
def test_custom_fields_are_columns_and_sort_a_list(
    custom_context: Context, keys: dict[UUID, str]
) -> None:
    for field in custom_fields(custom_context, "contact"):
        sorts = read_sorts(custom_context, "contact", field.name)
        pages = open_list(custom_context, "contact", [field], sorts=sorts)
        names = [keys[row.id] for row in every_row(pages)]
        expected = (
            ["rich", "poor"] if field.name in ("car", "hobbies", "coach") else ["poor", "rich"]
        )
        assert names == [*expected, "none"], field.name


def test_the_list_of_leads_opens_without_junk(context: Context) -> None:
    good = add_record(context, "lead", {"title": "good"})
    add_record(context, "lead", {"title": "bad", "status": "junk", "junk_reason": "spam"})
    query = read_query(context, "lead", default_view(context, "lead").query.filter)
    assert [row.id for row in every_row(open_list(context, "lead", [], query=query))] == [good]


@pytest.mark.row("VIEW-04")
def test_values_of_a_dictionary_that_were_added_can_be_asked_for(context: Context) -> None:
    add_value(context, "contact_type", "Агент по закупкам")
    key = add_record(context, "contact", {"last_name": "Ким", "type": "Агент по закупкам"})
    for text in ("type:агент", "type:агент_по", 'type:"по закупкам"', "type:закуп,client"):
        query = read_query(context, "contact", text)
        assert [row.id for row in every_row(open_list(context, "contact", [], query=query))] == [
            key
        ]


def test_suggestions_come_from_the_dictionaries_and_people_of_the_file(context: Context) -> None:
    add_value(context, "contact_type", "Агент")
    offered = complete_query(context, "contact", "type:аг", 7).suggestions
    assert [suggestion.label for suggestion in offered] == ["Агент"]
    people = complete_query(context, "contact", "responsible:", 12).suggestions
    assert {"me", "anna", "boris"} <= {suggestion.text for suggestion in people}


def test_a_list_is_read_to_its_end_and_no_further_than_asked(context: Context) -> None:
    with context.database.write(context.actor, "import_contacts") as unit:
        unit.insert_many(
            "contact",
            [
                {
                    "id": number.to_bytes(16),
                    "last_name": f"{number:04}",
                    "folded_name": f"{number:04}",
                    "created_at": 1,
                    "updated_at": 1,
                }
                for number in range(1200)
            ],
        )
    pages = open_list(context, "contact", read_columns(context, "contact", "last_name"))
    names = [row.values[0] for row in every_row(pages)]
    assert names == [f"{number:04}" for number in range(1200)]
    assert len(list(every_row(pages, 501))) == 501
    assert list(every_row(pages, 0)) == []


def test_columns_and_orders_that_do_not_exist_are_named(context: Context) -> None:
    with pytest.raises(BadInput, match="“city”"):
        read_columns(context, "contact", "name,zity")
    with pytest.raises(BadInput, match="“city”"):
        read_sorts(context, "contact", "-zity")


def test_values_of_rows_are_those_of_records(
    custom_context: Context, keys: dict[UUID, str]
) -> None:
    pages = open_list(custom_context, "contact", custom_fields(custom_context, "contact"))
    row = next(row for row in every_row(pages) if keys[row.id] == "rich")
    values = dict(zip((field.name for field in pages.columns), row.values, strict=True))
    assert values["hobbies"] == ("chess", "ice hockey")
    assert Decimal(str(values["budget"])) == Decimal("1200.50")
    assert date.fromisoformat(str(values["since"])) == date(2026, 5, 1)
    seen = datetime.fromisoformat(str(values["seen"]))
    assert seen == datetime(2026, 5, 1, 8, 15, tzinfo=UTC)
