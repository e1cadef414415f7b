"""What works beside a screen ends before the screen loses its widgets."""

from __future__ import annotations

import asyncio

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Label

from screens.program import is_gone
from screens.service_screen import WorksWhileThere


class Word(Label):
    """Says when it goes."""

    def __init__(self, going: asyncio.Event) -> None:
        super().__init__("word")
        self._going = going

    def on_unmount(self) -> None:
        """Say so."""
        self._going.set()


class Page(WorksWhileThere, Screen[None]):
    """A screen with a word in it."""

    def __init__(self) -> None:
        super().__init__()
        self.going = asyncio.Event()
        self.begun = self.shown = 0

    def compose(self) -> ComposeResult:
        """Lay out a word."""
        yield Word(self.going)

    async def show(self) -> None:
        """Show something as soon as the word goes, as what was read just then would be."""
        self.begun += 1
        await self.going.wait()
        self.shown += 1


async def test_a_screen_is_gone_once_it_was_left_or_the_program_ended() -> None:
    app: App[None] = App()
    page, other = Page(), Page()
    assert is_gone(page)
    async with app.run_test() as pilot:
        await app.push_screen(page)
        await app.push_screen(other)
        assert not is_gone(page)
        assert not is_gone(other)
        app.pop_screen()
        await pilot.pause()
        assert is_gone(other)
        assert other.is_mounted
        assert not is_gone(page)
    assert is_gone(page)


async def test_what_works_beside_a_screen_never_shows_in_one_that_goes() -> None:
    app: App[None] = App()
    page = Page()
    async with app.run_test():
        await app.push_screen(page)
        page.run_worker(page.show())
        page.query_one(Word).run_worker(page.show())
        await app.pop_screen()
        assert page.going.is_set()
    assert (page.begun, page.shown) == (2, 0)


async def test_what_a_timer_begins_when_a_screen_goes_never_works() -> None:
    app: App[None] = App()
    page = Page()

    async def begin() -> None:
        await page.going.wait()
        page.run_worker(page.show)

    async with app.run_test():
        await app.push_screen(page)
        beginning = asyncio.create_task(begin())
        await app.pop_screen()
        await beginning
    assert (page.begun, page.shown) == (0, 0)


async def test_what_was_asked_for_just_before_a_screen_goes_is_begun() -> None:
    app: App[None] = App()
    page = Page()

    def ask_and_leave() -> None:
        page.run_worker(page.show())
        page.remove()

    async with app.run_test():
        await app.push_screen(page)
        page.call_later(ask_and_leave)
        await page.going.wait()
    assert (page.begun, page.shown) == (1, 0)


async def test_nothing_works_beside_any_screen_once_the_program_ends() -> None:
    app: App[None] = App()
    page, other = Page(), Page()
    async with app.run_test():
        await app.push_screen(page)
        await app.push_screen(other)
        page.run_worker(page.show())
        other.run_worker(other.show())
    assert (page.shown, other.shown) == (0, 0)
