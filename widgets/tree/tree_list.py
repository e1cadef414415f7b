"""A tree of any depth, of which only what is unfolded is read, and only what is in view painted."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence

from textual import events
from textual.message import Message

from widgets.lists.record_list import RecordList
from widgets.tree.tree_painter import TreePainter
from widgets.tree.tree_rows import TOP, TreeRow, TreeRows


class TreeList(RecordList[TreeRow]):
    """The lines of `rows`: they are moved through like those of any list, and unfolded.

    A click on the sign before a name unfolds or folds; nothing is marked here.
    """

    class Unfolded(Message):
        """The line under the cursor was unfolded, by a key or by a click."""

    def __init__(self, rows: TreeRows, *, id: str | None = None) -> None:  # noqa: A002
        self.rows = rows
        self._shown: tuple[Mapping[Hashable, int], Collection[Hashable]] = ({}, ())
        self._tree_painter = TreePainter({})
        super().__init__(self._tree_painter, rows, id=id)

    @property
    def key(self) -> Hashable:
        """The key of the line under the cursor."""
        return self.row.key if self.row else TOP

    def show(self, counts: Mapping[Hashable, int], taken: Collection[Hashable] = ()) -> None:
        """Show other numbers beside the lines, and which of them are taken to be moved."""
        self._tree_painter = TreePainter(counts, taken, self._tree_painter.left)
        self._shown = (counts, taken)
        self.set_painter(self._tree_painter)

    def _update(self) -> None:
        """Follow the cursor to the right and back as well, then repaint what changed."""
        row, width = self.row, self.line_width
        if row is not None and width:
            left = self._tree_painter.left_for(row.depth, width)
            if left != self._tree_painter.left:
                self._painter = self._tree_painter = TreePainter(*self._shown, left)
                self._strips = None
        super()._update()

    def unfold(self) -> bool:
        """Show what is below the line under the cursor; return False where there is no more."""
        is_unfolded = self._changed(self.rows.unfold(self.key))
        if is_unfolded:
            self.post_message(self.Unfolded())
        return is_unfolded

    def fold(self) -> bool:
        """Hide what is below the line under the cursor; return False where nothing is shown."""
        return self._changed(self.rows.fold(self.key))

    def toggle(self) -> bool:
        """Unfold the line under the cursor, or fold it; return False where it is a leaf."""
        return self.fold() or self.unfold()

    def go_up(self) -> bool:
        """Select the line above the one under the cursor; return False at the first one."""
        above = self.rows.above(self.key)
        return above is not None and self.move_to(above)

    def reveal(self, path: Sequence[Hashable]) -> bool:
        """Unfold the way to a branch and select it; an empty way leads to the whole tree."""
        is_there = not path or self.rows.reveal(path)
        self._changed(True)
        return is_there and self.move_to(path[-1] if path else TOP)

    def reread(self) -> None:
        """Show what there is by now; the cursor stays, or goes to what is nearest above."""
        path = [row.key for row in self.rows.path_to(self.key)]
        self.rows.reread()
        self._changed(True)
        while path and self.rows.row_of(path[-1]) is None:
            path.pop()
        self.move_to(path[-1] if path else TOP)

    def _changed(self, is_changed: bool) -> bool:
        if is_changed:
            self.set_source(self.rows)
        return is_changed

    def action_mark(self) -> None:
        """Nothing is marked in a tree."""

    def on_click(self, event: events.Click) -> None:
        """Select the line under the mouse; on the sign before its name, unfold it or fold it."""
        super().on_click(event)
        event.prevent_default()
        row = self.row
        if row is None or self.position - self.top != event.y - self.pinned:
            return
        if event.chain == 1 and event.x in self._tree_painter.fold_cells(row, self.line_width):
            self.toggle()
