"""Pieces of SQL with the values bound in them, put together without losing their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Parameter = str | int | float | bytes | None
"""A value that SQLite takes as it is."""


class Sql(NamedTuple):
    """A piece of SQL, and the values of the `?` in it, in order."""

    text: str
    parameters: tuple[Parameter, ...] = ()

    def within(self, before: str, after: str = "") -> Sql:
        """Return this piece between two that bind nothing."""
        return Sql(before + self.text + after, self.parameters)


def holds(columns: Mapping[str, str], alias: str = "") -> str:
    """Return SQL, ending with AND, for that columns of a row hold these codes."""
    start = f"{alias}." if alias else ""
    return "".join(f"{start}\"{name}\" = '{value}' AND " for name, value in columns.items())


AT_ONCE = 100
"""How many pieces stand beside each other: SQLite takes 500 selects, and 1,000 conditions."""

ALWAYS = Sql("1")
NEVER = Sql("0")


class Condition(NamedTuple):
    """What is asked of the record aliased `r`.

    `sql` with `parameters` is the whole condition. `among`, where there is one, selects the keys
    of a superset of the records that pass, and `rest` is what these must still pass. `opposite`,
    where there is one, is passed by all other records, and an index tells which these are.
    """

    sql: str
    parameters: tuple[Parameter, ...] = ()
    among: Sql | None = None
    rest: Sql = ALWAYS
    opposite: Condition | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every record passes."""
        return self.sql == ALWAYS.text

    def narrowed(self, by: Sql) -> Condition:
        """Return the condition that `by` and this one hold; `by` is tested first."""
        whole = all_of([by, Sql(self.sql, self.parameters)])
        return Condition(whole.text, whole.parameters, self.among, all_of([by, self.rest]))

    @property
    def gathered(self) -> Condition:
        """The same condition, read from the index: for when few of many records pass."""
        if self.among is None:
            return self
        both = all_of([self.among.within("r.id IN (", ")"), self.rest])
        return Condition(both.text, both.parameters)


def joined(word: str, pieces: Iterable[Sql]) -> Sql:
    """Return the pieces with ` word ` between them, in brackets where there are several."""
    all_pieces = list(pieces)
    if len(all_pieces) == 1:
        return all_pieces[0]
    if len(all_pieces) > AT_ONCE:
        return joined(word, (joined(word, some) for some in _portions(all_pieces)))
    text = f" {word} ".join(piece.text for piece in all_pieces)
    return Sql(f"({text})", tuple(p for piece in all_pieces for p in piece.parameters))


def all_of(pieces: Iterable[Sql]) -> Sql:
    """Return the condition that all of these hold; without any, always."""
    return joined("AND", [piece for piece in pieces if piece != ALWAYS] or [ALWAYS])


def any_of(pieces: Iterable[Sql]) -> Sql:
    """Return the condition that one of these holds; without any, never."""
    return joined("OR", list(pieces) or [NEVER])


def joined_selects(selects: Sequence[Sql]) -> Sql:
    """Return a select of all that these give."""
    if len(selects) == 1:
        return selects[0]
    if len(selects) > AT_ONCE:
        return joined_selects([joined_selects(some) for some in _portions(selects)])
    return Sql(
        " UNION ALL ".join(f"SELECT * FROM ({select.text})" for select in selects),
        tuple(parameter for select in selects for parameter in select.parameters),
    )


def _portions(pieces: Sequence[Sql]) -> list[Sequence[Sql]]:
    return [pieces[first : first + AT_ONCE] for first in range(0, len(pieces), AT_ONCE)]
