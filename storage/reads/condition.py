"""What a reader is asked for beside its own order: a condition on the rows."""

from __future__ import annotations

from typing import NamedTuple

Parameter = str | int | float | bytes | None
"""A value that SQLite takes as it is."""


class Condition(NamedTuple):
    """A condition in SQL on a row aliased `r`, with the values of its `?`, in order."""

    sql: str
    parameters: tuple[Parameter, ...] = ()
