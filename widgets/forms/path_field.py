"""A form field for the path of a file, completed while it is typed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from textual import events, work
from textual.widgets import Static

from domain.i18n import _
from domain.text import one_line
from widgets.forms.form_field import FormField
from widgets.lists.columns import cell

AT_ONCE_SECONDS = 0.01
"""How long a key may wait for a folder; one on a network may take much longer."""

READERS = ThreadPoolExecutor(2, "paths")
"""What reads folders: two threads, so that one that hangs does not keep the next one waiting."""


class PathField(FormField):
    """Offers the paths that begin as what is typed, by their names; Tab takes the one marked.

    `complete` gives those paths; a folder ends with `/` and is completed further. Up and down move
    among them; in a folder none is marked before Tab goes into it. Enter is left to the form. Tab
    says once of a path that leads nowhere that it does, unless the path `is_new`, to be written.
    Unless it `begins` with what there is, nothing is offered before something is typed.
    """

    LINES = 6

    DEFAULT_CSS = """
    PathField .path-field--paths { height: auto; color: $text-muted; }
    """

    def __init__(
        self,
        name: str,
        label: str,
        complete: Callable[[str], Sequence[str]],
        *,
        value: str = "",
        hint: str = "",
        begins: bool = True,
        is_new: bool = False,
    ) -> None:
        self._complete = complete
        self._begins = begins
        self._is_new = is_new
        self._leads_nowhere = False
        self._paths: Sequence[str] = ()
        self._index = 0
        self._list = Static(classes="path-field--paths", markup=False)
        super().__init__(name, label, value=value, hint=hint)

    def indent(self, cells: int) -> None:
        """Begin the input, and what stands under it, so many cells from the left."""
        super().indent(cells)
        self._list.styles.padding = (0, 0, 0, max(0, cells - 2))

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Offer the paths that begin so."""
        self._offer()

    def on_mount(self) -> None:
        """Offer where one may begin."""
        if self._begins:
            self._offer()

    def _offer(self) -> None:
        """Offer what fits at once, so that a Tab typed ahead finds it, or once a folder is read."""
        if not (self.value or self._begins):
            self._show([])
            return
        self._leads_nowhere = False
        reading = READERS.submit(self._complete, self.value)
        try:
            self._show(reading.result(AT_ONCE_SECONDS))
        except TimeoutError:
            self._list_paths([])
            self._show_later(self.value, reading)

    @work(group="paths", exclusive=True)
    async def _show_later(self, text: str, reading: Future[Sequence[str]]) -> None:
        paths = await asyncio.wrap_future(reading)
        if text == self.value:
            self._show(paths)

    def _show(self, paths: Sequence[str]) -> None:
        """Offer the paths that there are."""
        self._leads_nowhere = not paths and bool(self.value) and not self.value.endswith("/")
        self._list_paths(paths)

    def _list_paths(self, paths: Sequence[str]) -> None:
        self._paths = paths[: self.LINES]
        self._index = -1 if self.value.endswith("/") else 0
        if list(self._paths) == [self.value]:
            self._paths = ()
        self._paint()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is offered that would make the path longer."""
        return not self._paths

    def take(self) -> bool:
        """Take the path that is marked, or go into the folder; return whether there was one."""
        if not self._paths:
            return self._say_wrong()
        if self._index < 0:
            self._index = 0
            self._paint()
            return True
        self.value = self._paths[self._index]
        self.input.cursor_position = len(self.input.value)
        return True

    def _say_wrong(self) -> bool:
        """Say of a path that leads nowhere that it does; return whether it was said just now."""
        if self._is_new or not self._leads_nowhere:
            return False
        self._leads_nowhere = False
        said = _("There is no file or folder {path}.")
        self.note(said.format(path=one_line(self.value, 60)), is_wrong=True)
        return True

    def on_key(self, event: events.Key) -> None:
        """Move among the paths."""
        step = {"down": 1, "up": -1}.get(event.key)
        if step and self._paths:
            event.stop()
            event.prevent_default()
            self._index = (max(self._index, 0 if step < 0 else -1) + step) % len(self._paths)
            self._paint()

    def _paint(self) -> None:
        width = max(16, self.size.width - 12)
        marks = [">" if number == self._index else " " for number in range(len(self._paths))]
        lines = [
            f"{mark} {cell(last_part(path), width).rstrip()}"
            for mark, path in zip(marks, self._paths, strict=True)
        ]
        if lines and not self._list.is_attached:
            self.mount(self._list, after=self._note or self.editor)
        self._list.update("\n".join(lines))
        self._list.display = bool(lines)


def last_part(path: str) -> str:
    """Return the last part of a path, a folder with its `/`: the rest is typed already."""
    head, tail = os.path.split(path.removesuffix("/"))
    return (tail or head) + ("/" if path.endswith("/") else "")
