"""A form field for the path of a file, completed while it is typed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from textual import events, work
from textual.widgets import Static

from widgets.forms.form_field import FormField
from widgets.lists.columns import cell

AT_ONCE_SECONDS = 0.01
"""How long a key may wait for a folder; one on a network may take much longer."""

READERS = ThreadPoolExecutor(2, "paths")
"""What reads folders: two threads, so that one that hangs does not keep the next one waiting."""


class PathField(FormField):
    """Offers the paths that begin as what is typed, by their names; Tab takes the one marked.

    `complete` gives those paths; a folder ends with `/` and is completed further. Up and down move
    among them. Enter is left to the form. Unless it `begins` with what there is, nothing is offered
    before something is typed.
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
    ) -> None:
        self._complete = complete
        self._begins = begins
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
        reading = READERS.submit(self._complete, self.value)
        try:
            self._show(reading.result(AT_ONCE_SECONDS))
        except TimeoutError:
            self._show([])
            self._show_later(self.value, reading)

    @work(group="paths", exclusive=True)
    async def _show_later(self, text: str, reading: Future[Sequence[str]]) -> None:
        paths = await asyncio.wrap_future(reading)
        if text == self.value:
            self._show(paths)

    def _show(self, paths: Sequence[str]) -> None:
        self._paths = paths[: self.LINES]
        self._index = 0
        if list(self._paths) == [self.value]:
            self._paths = ()
        self._paint()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is offered that would make the path longer."""
        return not self._paths

    def take(self) -> bool:
        """Take the path that is marked; return whether there was one."""
        if not self._paths:
            return False
        self.value = self._paths[self._index]
        self.input.cursor_position = len(self.input.value)
        return True

    def on_key(self, event: events.Key) -> None:
        """Move among the paths."""
        step = {"down": 1, "up": -1}.get(event.key)
        if step and self._paths:
            event.stop()
            event.prevent_default()
            self._index = (self._index + step) % len(self._paths)
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
