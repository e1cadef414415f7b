"""What a list of records shows: which records, which of their fields, in which order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """A list of records of one kind, as it is asked for.

    `filter` is a text of the query language, "" for all. `columns` and `sort` are names of fields,
    a `-` before one that sorts turning the order round; where they are empty, those that are usual
    for the kind stand for them. With `in_bin` the records in the bin are shown, and no others.
    """

    kind: str
    filter: str = ""
    columns: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    in_bin: bool = False
