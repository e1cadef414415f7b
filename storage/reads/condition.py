"""What a reader is asked for beside its own order: a condition on the rows."""

from __future__ import annotations

from dataclasses import dataclass

Parameter = str | int | float | bytes | None
"""A value that SQLite takes as it is."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL on a row aliased `r`, with the values of its `?`, in order."""

    sql: str
    parameters: tuple[Parameter, ...] = ()
