"""A list whose source takes long: the cursor stays on its row until the rows have been found."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from list_host import SIZE, Host
from numbered_rows import NumberedRow, NumberedSource, numbered
from textual import on

from domain.paging import TakesLong
from widgets.lists.list_messages import RowsWaited
from widgets.lists.record_list import RecordList

ResultT = TypeVar("ResultT")


class LongSource(NumberedSource):
    """One that gives rows only once they have been fetched."""

    is_long = False

    def __init__(self, rows: list[NumberedRow]) -> None:
        super().__init__(rows)
        self._fetched: set[object] = set()
        self._wanted: object = None

    def after(self, row: NumberedRow | None, limit: int) -> list[NumberedRow]:
        return self._once_fetched(
            (True, row, limit), lambda: super(LongSource, self).after(row, limit)
        )

    def before(self, row: NumberedRow | None, limit: int) -> list[NumberedRow]:
        return self._once_fetched(
            (False, row, limit), lambda: super(LongSource, self).before(row, limit)
        )

    def fetch(self) -> None:
        """Fetch what was wanted last."""
        self._fetched.add(self._wanted)

    def _once_fetched(self, asked: object, read: Callable[[], ResultT]) -> ResultT:
        if self.is_long and asked not in self._fetched:
            self._wanted = asked
            raise TakesLong
        return read()


class LongHost(Host):
    """Keeps what the list wants to do once rows have been fetched."""

    def __init__(self, source: LongSource) -> None:
        super().__init__(source, lazy_count=True)
        self.waiting: list[Callable[[], object]] = []

    @on(RecordList.RowsWaited)
    def wait(self, event: RowsWaited[NumberedRow]) -> None:
        self.waiting.append(event.again)


@pytest.mark.parametrize("key", ["G", "pagedown"])
async def test_the_cursor_stays_on_its_row_until_all_rows_are_there(key: str) -> None:
    source = LongSource(numbered(70 if key == "G" else 3_000))
    app = LongHost(source)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "down")
        await pilot.pause(0.1)
        before = app.lines()
        source.is_long = True
        fetched = 0
        while app.list.position == 2:
            await pilot.press(key)
            await pilot.pause()
            while app.waiting and app.list.position == 2:
                assert app.list.row == source.rows[2]
                assert app.lines() == before
                source.fetch()
                fetched += 1
                assert fetched < 50
                app.waiting.pop()()
                await pilot.pause()
        assert app.list.row is not None
        assert app.list.row.number == (69.0 if key == "G" else 14.0)
        assert f"{app.list.row.number:g}" in " ".join(app.lines())


async def test_a_row_is_gone_to_once_those_around_it_are_there() -> None:
    source = LongSource(numbered(3_000))
    app = LongHost(source)
    async with app.run_test(size=SIZE) as pilot:
        source.is_long = True
        row = source.rows[2_000]
        app.list.move_to(row.key)
        await pilot.pause()
        assert app.list.row == source.rows[0]
        while app.waiting:
            source.fetch()
            app.waiting.pop()()
            await pilot.pause()
        assert app.list.row == row
