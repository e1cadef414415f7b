"""Orders by what other tables hold of a record, read from there: few records may have any of it.

So records that have a value come from the other tables, and those without one, which stand last
either way, from their own. Where an index holds the values in order, a page takes as long as its
rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from domain.records.kinds import KINDS
from domain.records.record_rows import Place
from storage.reads.record_set import RecordSet
from storage.reads.sql import Parameter, Sql, all_of


@dataclass(frozen=True, slots=True)
class Linked:
    """Where the values of an order stand, each record `r` with the one that counts for it.

    `source` stands behind FROM: tables in the order in which they are to be read, the last of them
    that of the record. `value` is what is sorted by, `which` holds for the rows that count. With
    `least` the first table is read in the order of `value`, and that is the condition that there is
    one; else none of the rows lacks it.
    """

    source: str
    value: str
    which: str
    least: str = ""

    @property
    def is_indexed(self) -> bool:
        """Whether a page takes no longer than its rows."""
        return bool(self.least)


@dataclass(frozen=True, slots=True)
class LinkedOrder:
    """The order of some records by a linked value, and by key where that is the same.

    `key` is SQL for the value of the record `r` itself, NULL where it has none.
    """

    records: RecordSet
    linked: Linked
    key: str
    descending: bool

    def pieces(self, place: Place | None, *, forward: bool) -> list[Sql]:
        """Return what selects the row numbers behind a place, or before it, one after the other.

        For None all are selected. Each is in the order of going, and may get a LIMIT.
        """
        value, key = (None, None) if place is None else place
        is_last = place is not None and value is None
        if forward:
            behind = [] if is_last else [self._with_value(value, key, forward=True)]
            return [*behind, self._without(key if is_last else None, forward=True)]
        before = [] if place and not is_last else [self._without(key, forward=False)]
        return [*before, self._with_value(value, None if is_last else key, forward=False)]

    def everything(self) -> list[Sql]:
        """Return what selects the row numbers of all records, one after the other.

        No index helps to walk from one record to the next: which have a value is read at once.
        """
        assert not self.is_indexed
        valued = f"SELECT r.rowid FROM {self.linked.source} WHERE {self.linked.which}"
        if self.records.condition.is_empty:
            # Both are known without a look at each record.
            gone = f"SELECT r.rowid FROM {self.records.source} WHERE NOT {self.records.is_there}"
            rest = Sql(f"r.rowid NOT IN ({valued} UNION ALL {gone})")
        else:
            rest = all_of([Sql(f"r.rowid NOT IN ({valued})"), self._asked])
        return [self._with_value(None, None, forward=True), self._by_key(rest, forward=True)]

    @property
    def is_indexed(self) -> bool:
        """Whether a page takes no longer than its rows."""
        return self.linked.is_indexed

    @property
    def _asked(self) -> Sql:
        condition = self.records.condition
        return Sql(f"{self.records.is_there} AND {condition.sql}", condition.parameters)

    def _with_value(self, value: Parameter, key: Parameter, *, forward: bool) -> Sql:
        """Return what selects the records that have a value, behind a place where one is given."""
        linked, is_rising = self.linked, forward != self.descending
        sign, direction = (">", "ASC") if is_rising else ("<", "DESC")
        bounds = [Sql(linked.least)] if linked.least else []
        if key is not None:
            # SQLite looks into the index for one comparison of a direction: not for the least one.
            bounds = [] if is_rising else bounds
            text = f"{linked.value} {sign}= ? AND ({linked.value} {sign} ? OR r.id {sign} ?)"
            bounds.append(Sql(text, (value, value, key)))
        asked = all_of([Sql(linked.which), *bounds, self._asked])
        return asked.within(
            f"SELECT r.rowid FROM {linked.source} WHERE ",
            f" ORDER BY {linked.value} {direction}, r.id {direction}",
        )

    def _without(self, key: Parameter, *, forward: bool) -> Sql:
        """Return what selects the records without a value, behind a key where one is given."""
        sign = ">" if forward != self.descending else "<"
        beyond = Sql("1") if key is None else Sql(f"r.id {sign} ?", (key,))
        return self._by_key(
            all_of([beyond, self._asked, Sql(f"{self.key} IS NULL")]), forward=forward
        )

    def _by_key(self, asked: Sql, *, forward: bool) -> Sql:
        table = KINDS[self.records.kind].table
        return asked.within(
            f"SELECT r.rowid FROM {self.records.source} "
            f"INDEXED BY sqlite_autoindex_{table}_1 WHERE ",
            f" ORDER BY r.id {'ASC' if forward != self.descending else 'DESC'}",
        )


_MORE: Final = 4
"""How many times as many values are looked at as records are wanted: some are not the first ones
of their records, and some of these do not pass."""


@dataclass(frozen=True, slots=True)
class Held:
    """Values that rows `x` of a table hold, of which a record may have several.

    `which` holds for the rows of the kind, `first` for the one that counts for its record, whose
    key is `x.record_id`.
    """

    table: str
    value: str
    which: str
    first: str

    def foremost(self, records: RecordSet, limit: int, *, descending: bool) -> Sql:
        """Return what selects the row numbers of the first records by the values, in order.

        These are `limit`, or fewer than that: then there may be more, which were not looked at.
        """
        direction, condition = "DESC" if descending else "ASC", records.condition
        return Sql(
            f"SELECT r.rowid FROM (SELECT x.rowid AS number, x.record_id, {self.value} AS value "
            f"FROM {self.table} x WHERE {self.which} AND {self.value} IS NOT NULL "
            f"ORDER BY value {direction}, x.record_id {direction} LIMIT {limit * _MORE}) s "
            f"CROSS JOIN {self.table} x ON x.rowid = s.number "
            f"CROSS JOIN {records.source} ON r.id = s.record_id "
            f"WHERE {self.first} AND {records.is_there} AND {condition.sql} "
            f"ORDER BY s.value {direction}, r.id {direction}",
            condition.parameters,
        )


def linked_order(
    records: RecordSet, linked: Linked | None, key: str, *, descending: bool
) -> LinkedOrder | None:
    """Return an order as other tables tell it; None where they do not, or few records can pass."""
    if linked is None or records.in_bin or records.condition.among is not None:
        return None
    return LinkedOrder(records, linked, key, descending)
