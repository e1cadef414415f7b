"""The field for a path: what it offers, and a folder that takes long to be read."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event
from time import monotonic

from textual.app import App, ComposeResult
from textual.widgets import Static

from widgets.forms.path_field import PathField


class Host(App[None]):
    """A field whose folder `slow/` is read only once `is_read` is set."""

    AUTO_FOCUS = "Input"

    def __init__(self) -> None:
        super().__init__()
        self.is_read = Event()

    def complete(self, text: str) -> Sequence[str]:
        """Return the paths that begin so."""
        if text.startswith("slow/"):
            self.is_read.wait(20)
            return [path for path in ("slow/one", "slow/two") if path.startswith(text)]
        return [path for path in ("slow/", "quick") if path.startswith(text)]

    def compose(self) -> ComposeResult:
        """Lay out the field alone."""
        yield PathField("path", "Path", self.complete)


async def test_keys_go_on_while_a_folder_is_read() -> None:
    app = Host()
    async with app.run_test() as pilot:
        field = app.query_one(PathField)
        await pilot.press("s")
        assert field.take()
        assert field.value == "slow/"
        await pilot.press("t")
        assert (field.value, field.is_complete, field.take()) == ("slow/t", True, False)
        app.is_read.set()
        end = monotonic() + 20
        while field.is_complete and monotonic() < end:
            await pilot.pause(0.01)
        assert field.take()
        assert field.value == "slow/two"
        await pilot.pause()
        assert field.is_complete


async def test_tab_goes_into_a_folder_and_says_where_a_path_leads_nowhere() -> None:
    app = Host()
    app.is_read.set()
    async with app.run_test() as pilot:
        field = app.query_one(PathField)
        await pilot.press(*"slow/")
        end = monotonic() + 20
        while field.is_complete and monotonic() < end:
            await pilot.pause(0.01)
        listed = field.query(".path-field--paths").last(Static)
        assert "> " not in str(listed.content)
        assert field.take()
        assert (field.value, str(listed.content)) == ("slow/", "> one\n  two")
        assert field.take()
        assert field.value == "slow/one"
        field.value = "nowhere"
        await pilot.pause()
        assert field.take()
        note = field.query_one(".form-field--note", Static)
        assert str(note.content) == "! There is no file or folder nowhere."
        # Said once, it is no reason to stay.
        assert not field.take()
        field.value = "quick"
        await pilot.pause()
        assert not field.take()
        assert str(note.content) == ""
