"""The lines of a tree that are unfolded, as a list shows them. Pure logic without a screen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final, NamedTuple

TOP: Final = ""
"""The key of the first line, which stands for the whole tree."""


class Branch(NamedTuple):
    """A node of a tree; `has_branches` says whether there is anything to unfold."""

    key: Hashable
    title: str
    has_branches: bool = False


class TreeRow(NamedTuple):
    """A line of a tree; branches at the top have the depth 0, as the line of the whole tree has."""

    key: Hashable
    title: str
    depth: int = 0
    has_branches: bool = False
    is_open: bool = False

    @property
    def is_heading(self) -> bool:
        """Every line can be selected."""
        return False


class TreeRows:
    """The line of the whole tree and those of the branches that are unfolded: a `PageSource`.

    `read` gives the branches right below one, or those at the top for None; it is asked when one is
    unfolded, and by `reread`.
    """

    def __init__(self, title: str, read: Callable[[Hashable | None], Sequence[Branch]]) -> None:
        self._top = TreeRow(TOP, title)
        self._read = read
        self._below: dict[Hashable | None, tuple[Branch, ...]] = {}
        self._above: dict[Hashable, Hashable | None] = {}
        self._open: set[Hashable] = set()
        self._rows: list[TreeRow] = []
        self._places: dict[Hashable, int] = {}
        self.reread()

    # What the tree is like.

    @property
    def has_branches(self) -> bool:
        """Whether there is more than the line of the whole tree."""
        return bool(self._below[None])

    def row_of(self, key: Hashable) -> TreeRow | None:
        """Return the line of a branch, None where it is not unfolded."""
        place = self._places.get(key)
        return None if place is None else self._rows[place]

    def path_to(self, key: Hashable) -> list[TreeRow]:
        """Return the line of a branch with those above it, the outermost first.

        The line of the whole tree is none of them.
        """
        path: list[TreeRow] = []
        at: Hashable | None = key
        while at is not None and at != TOP and (row := self.row_of(at)) is not None:
            path.append(row)
            at = self._above[at]
        return path[::-1]

    def above(self, key: Hashable) -> Hashable | None:
        """Return the key of the line above a branch, None for that of the whole tree."""
        if key == TOP or key not in self._above:
            return None
        above = self._above[key]
        return TOP if above is None else above

    # Changing what is unfolded.

    def unfold(self, key: Hashable) -> bool:
        """Show the branches below one; return False where there are none, or they are shown."""
        row = self.row_of(key)
        if row is None or row.is_open or not row.has_branches:
            return False
        self._take(key)
        self._open.add(key)
        self._lay_out()
        return True

    def fold(self, key: Hashable) -> bool:
        """Hide the branches below one; return False where none are shown."""
        row = self.row_of(key)
        if row is None or not row.is_open:
            return False
        self._open.discard(key)
        self._lay_out()
        return True

    def reveal(self, path: Sequence[Hashable]) -> bool:
        """Unfold the way to the last of these branches, the first being at the top.

        Returns whether it is shown then.
        """
        for key in path[:-1]:
            if key not in self._below:
                self._take(key)
            self._open.add(key)
        self._lay_out()
        return bool(path) and path[-1] in self._places

    def reread(self) -> None:
        """Read again what is unfolded; what has gone is no longer shown."""
        self._below, self._above = {}, {}
        waiting: list[Hashable | None] = [None]
        while waiting:
            found = self._take(waiting.pop())
            waiting += [one.key for one in found if one.key in self._open and one.has_branches]
        self._open &= self._below.keys()
        self._lay_out()

    def _take(self, key: Hashable | None) -> tuple[Branch, ...]:
        self._below[key] = found = tuple(self._read(key))
        self._above |= dict.fromkeys((branch.key for branch in found), key)
        return found

    def _lay_out(self) -> None:
        self._rows = [self._top, *self._unfolded()]
        self._places = {row.key: place for place, row in enumerate(self._rows)}

    def _unfolded(self) -> Iterator[TreeRow]:
        """Return the lines in their order; a deep tree must not use up the stack."""
        levels = [iter(self._below[None])]
        while levels:
            branch = next(levels[-1], None)
            if branch is None:
                levels.pop()
                continue
            is_open = branch.key in self._open and branch.has_branches
            yield TreeRow(branch.key, branch.title, len(levels) - 1, branch.has_branches, is_open)
            if is_open:
                levels.append(iter(self._below.get(branch.key, ())))

    # What a list asks for.

    def after(self, row: TreeRow | None, limit: int) -> list[TreeRow]:
        """Return at most `limit` lines that follow `row`, or the first ones for None."""
        return self.at(0 if row is None else self.rank(row) + 1, limit)

    def before(self, row: TreeRow | None, limit: int) -> list[TreeRow]:
        """Return at most `limit` lines that precede `row`, or the last ones for None, in order."""
        stop = len(self._rows) if row is None else self.rank(row)
        return self._rows[max(0, stop - limit) : stop]

    def at(self, ordinal: int, limit: int) -> list[TreeRow]:
        """Return at most `limit` lines beginning with that of `ordinal`."""
        return self._rows[ordinal : ordinal + limit]

    def find(self, key: Hashable) -> TreeRow | None:
        """Return the line of a branch, None where it is not unfolded."""
        return self.row_of(key)

    def count(self) -> int:
        """Return the number of lines."""
        return len(self._rows)

    def rank(self, row: TreeRow) -> int:
        """Return how many lines precede one; all of them for one that is not shown any more."""
        return self._places.get(row.key, len(self._rows))
