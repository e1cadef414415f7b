"""What a list of records shows: which records, which of their fields, in which order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """A list of records of one kind, as it is asked for.

    `filter` is a text of the query language, "" for all. `within` is another one, which comes of
    the place where the list stands, such as a section of the catalog: records pass both. `columns`
    and `sort` are names of fields, a `-` before one that sorts turning the order round; where they
    are empty, those that are usual for the kind stand for them. With `in_bin` the records in the
    bin are shown, and no others.

    On a board `card` are the names of the fields of a card in their order, where it is empty those
    that are usual, and `hidden` are the codes of stages that have no column.
    """

    kind: str
    filter: str = ""
    columns: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    in_bin: bool = False
    card: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    within: str = ""

    def shows_as(self, other: RecordQuery) -> bool:
        """Say whether it shows the same records as another one, however it shows them."""
        mine, theirs = (
            (self.kind, self.filter, self.within, self.in_bin),
            (other.kind, other.filter, other.within, other.in_bin),
        )
        return mine == theirs
