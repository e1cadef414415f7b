"""Lists opened for a screen: at once or beside it, and what they show when others write."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from domain.errors import BadInput
from domain.records.record_query import RecordQuery
from services.context import Context
from services.lists import opening
from services.lists.opening import ListOpener, OpenedList
from services.records.use_cases import add_record, delete_record, edit_record
from services.undo import undo

BY_CITY = RecordQuery("contact", columns=("name", "city"), sort=("city",))
CITIES = ("Omsk", "Perm", "Tomsk")


@pytest.fixture
def opener(context: Context) -> Iterator[ListOpener]:
    """What opens lists, closed at the end."""
    opener = ListOpener(context)
    yield opener
    opener.close()


def fill(context: Context, count: int) -> list[UUID]:
    """Add contacts in three cities."""
    return [
        add_record(context, "contact", {"last_name": f"Name {n:03}", "city": CITIES[n % 3]})
        for n in range(count)
    ]


def names(opened: OpenedList | None, limit: int = 1_000) -> list[str]:
    """Return the names of the first rows."""
    assert opened is not None
    return [row.title for row in opened.after(None, limit)]


@pytest.mark.parametrize("query", [RecordQuery("contact"), BY_CITY])
def test_a_short_list_is_opened_at_once(
    context: Context, opener: ListOpener, query: RecordQuery
) -> None:
    fill(context, 9)
    opened = opener.open_at_once(query, 4)
    assert opened is not None
    assert len(opened.sample) == 4
    assert names(opened, 4) == [row.title for row in opened.sample]
    assert len(names(opened)) == 9


def test_a_list_that_takes_long_is_left_to_another_thread(
    context: Context, opener: ListOpener, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(context, 300)
    monkeypatch.setattr(opening, "AT_ONCE_SECONDS", 0.0)
    assert opener.open_at_once(BY_CITY, 64) is None
    with ThreadPoolExecutor(1) as thread:
        opened = thread.submit(opener.open_beside, BY_CITY, 64).result()
    assert opened is not None
    rows = opened.after(None, 64)
    assert {row.values[1] for row in rows} == {"Omsk"}
    last = opened.before(None, 1)[0]
    assert last.values[1] == "Tomsk"
    assert opened.rank(last) == 299
    assert opened.at(100, 1)[0].values[1] == "Perm"


def test_what_others_write_shows_in_rows_and_moves_none(
    context: Context, other: Context, opener: ListOpener
) -> None:
    keys = fill(context, 9)
    opened = opener.open_at_once(BY_CITY, 3)
    assert opened is not None
    before = names(opened)
    edit_record(other, "contact", keys[0], {"city": "Zet", "last_name": "New"})
    delete_record(other, "contact", keys[1])
    add_record(other, "contact", {"last_name": "Added", "city": "Aaa"})
    assert names(opened) == ["New" if name == "Name 000" else name for name in before]
    again = opener.open_at_once(BY_CITY, 3)
    assert names(again)[0] == "Added"
    assert names(again)[-1] == "New"
    assert len(names(again)) == 9


def test_a_record_that_is_gone_altogether_is_left_out(context: Context, opener: ListOpener) -> None:
    fill(context, 3)
    opened = opener.open_at_once(BY_CITY, 1)
    undo(context)
    assert names(opened) == ["Name 000", "Name 001"]


def test_what_values_mean_little_without_is_read_beside_them(
    context: Context, opener: ListOpener
) -> None:
    add_record(context, "company", {"title": "Vega", "annual_turnover": "5", "currency": "PLN"})
    query = RecordQuery("company", columns=("name", "annual_turnover"))
    opened = opener.open_at_once(query, 5)
    assert opened is not None
    assert [field.name for field in opened.columns] == ["name", "annual_turnover"]
    assert [field.name for field in opened.beside] == ["currency"]
    assert opened.sample[0].values[2] == "PLN"


def test_what_cannot_be_read_is_said(opener: ListOpener) -> None:
    with pytest.raises(BadInput, match="“city”"):
        opener.open_at_once(RecordQuery("contact", "sity:x"), 5)
    with pytest.raises(BadInput, match="“city”"):
        opener.open_beside(RecordQuery("contact", columns=("sity",)), 5)
