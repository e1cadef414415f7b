"""How values are kept in SQLite, the same through SQLModel and through SQL."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.types import TypeDecorator

from services.context import Context
from storage.tables import Company, Deal
from storage.tables.base import Amount, Day, Key, Moment
from storage.values import custom_out, custom_value_out, moment_in, moment_out

SQLITE = dialect()


def stored(type_: TypeDecorator[Any], value: Any) -> object:
    return type_.process_bind_param(value, SQLITE)


def there_and_back(type_: TypeDecorator[Any], value: Any) -> Any:
    return type_.process_result_value(stored(type_, value), SQLITE)


zones = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
moments = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=zones)  # noqa: DTZ001


@given(moments)
def test_a_moment_comes_back_in_utc_to_the_microsecond(moment: datetime) -> None:
    back = there_and_back(Moment(), moment)
    assert back == moment
    assert back is not None
    assert back.tzinfo is UTC


@given(moments, moments)
def test_stored_moments_keep_their_order(one: datetime, two: datetime) -> None:
    assert (moment_out(one) < moment_out(two)) == (one < two)
    assert moment_in(moment_out(one)) == one


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        stored(Moment(), datetime(2026, 1, 1))  # noqa: DTZ001


@given(st.uuids())
def test_a_key_is_sixteen_bytes(key: UUID) -> None:
    assert stored(Key(), key) == key.bytes
    assert there_and_back(Key(), key) == key


@given(st.dates(), st.dates())
def test_a_day_is_iso_text_that_sorts(one: date, two: date) -> None:
    assert there_and_back(Day(), one) == one
    assert (str(stored(Day(), one)) < str(stored(Day(), two))) == (one < two)


@given(st.decimals(-(10**12), 10**12, places=6))
def test_an_amount_is_an_exact_count_of_millionths(amount: Decimal) -> None:
    assert isinstance(stored(Amount(), amount), int)
    assert there_and_back(Amount(), amount) == amount


@pytest.mark.parametrize("type_", [Key(), Moment(), Day(), Amount()])
def test_nothing_stays_nothing(type_: TypeDecorator[object]) -> None:
    assert stored(type_, None) is None
    assert type_.process_result_value(None, SQLITE) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner),
    max_leaves=5,
)


@given(st.dictionaries(st.text(), json_values))
def test_custom_values_are_written_the_same_way_alone_and_together(
    values: dict[str, object],
) -> None:
    assert json.loads(custom_out(values)) == values
    together = {name: json.loads(custom_value_out(value)) for name, value in values.items()}
    assert together == values


def test_sql_adds_up_amounts_exactly(context: Context) -> None:
    with context.database.write(context.actor, "add_deal") as unit:
        for cents in ("0.1", "0.2", "0.000001"):
            unit.add(Deal(title=cents, amount=Decimal(cents)))
    (total,) = context.database.reader().execute("SELECT sum(amount) FROM deal").fetchone()
    assert total == 300_001


def test_both_ways_of_access_read_what_the_other_wrote(context: Context) -> None:
    with context.database.write(context.actor, "add_company") as unit:
        company = unit.add(Company(title="Ромашка", annual_turnover=Decimal("12.50")))
        key, made = company.id, company.created_at
    row = (
        context.database.reader()
        .execute("SELECT id, created_at, annual_turnover FROM company")
        .fetchone()
    )
    assert row == (key.bytes, moment_out(made), 12_500_000)
    with context.database.write(context.actor, "edit_company") as unit:
        again = unit.get(Company, key)
        assert again is not None
        assert (again.created_at, again.annual_turnover) == (made, Decimal("12.5"))
