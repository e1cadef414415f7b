"""A worker that reads beside its screen finds out whether there still is one to show in."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Label

from screens.program import is_gone


class Page(Screen[None]):
    """A screen with something in it."""

    def compose(self) -> ComposeResult:
        """Lay out a word."""
        yield Label("word")


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
