"""The records of a list in no order: which they are, how many, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass

from domain.money import MILLION, from_millionths
from domain.records.fields import Field
from domain.records.kinds import KINDS
from domain.records.record_rows import Total
from storage.connection import CrmConnection
from storage.reads.field_sql import amounts_sql
from storage.reads.sql import ALWAYS, Condition, Sql


@dataclass(frozen=True, slots=True)
class RecordSet:
    """The records of a kind that pass a condition; with `in_bin` those in the bin, else no others.

    All SQL of it is about the record aliased `r`.
    """

    kind: str
    condition: Condition
    in_bin: bool = False

    @property
    def source(self) -> str:
        """The table, to stand behind FROM."""
        return f'"{KINDS[self.kind].table}" r'

    @property
    def is_there(self) -> str:
        """The condition that a record is in the bin, or is not."""
        return f"(r.deleted_at IS {'NOT ' if self.in_bin else ''}NULL)"

    def select(self, what: str, *, of_few: bool = False) -> Sql:
        """Return what selects something of each record; with `of_few` it is asked of few alone."""
        condition = self.condition if of_few else self.condition.gathered
        return Sql(
            f"SELECT {what} FROM {self.source} WHERE {self.is_there} AND {condition.sql}",
            condition.parameters,
        )

    def others(self) -> Sql | None:
        """Return what selects the row numbers of all other records, where these are found quickly.

        They may be given twice.
        """
        gone = Sql(f"SELECT r.rowid FROM {self.source} WHERE NOT {self.is_there}")
        if self.condition.is_empty:
            return gone
        if (left_out := self._left_out()) is None:
            return None
        also = left_out.select("r.rowid")
        return also.within(f"{gone.text} UNION ALL ")

    def count(self, connection: CrmConnection, also: Sql = ALWAYS) -> int:
        """Return how many they are, or how many of them pass another condition as well."""
        counted = self.select("count(*)")
        if also != ALWAYS:
            parameters = (*counted.parameters, *also.parameters)
            counted = Sql(f"{counted.text} AND {also.text}", parameters)
        elif not self.in_bin and (self.condition.is_empty or self._left_out()):
            # To count all of a table, and a few, takes a tenth of reading all.
            bin_ = RecordSet(self.kind, Condition(ALWAYS.text), in_bin=True).select("count(*)")
            counted = bin_.within(f"SELECT (SELECT count(*) FROM {self.source}) - (", ")")
            if left_out := self._left_out():
                few = left_out.select("count(*)")
                counted = Sql(f"{counted.text} - ({few.text})", few.parameters)
        return int(connection.execute(*counted).fetchone()[0])

    def _left_out(self) -> RecordSet | None:
        """Return those that are there and do not pass, where an index tells which these are."""
        opposite = self.condition.opposite
        return None if opposite is None else RecordSet(self.kind, opposite, self.in_bin)

    def totals(self, connection: CrmConnection, field: Field) -> list[Total]:
        """Return the sums of a field of amounts by currency, that of the most records first."""
        join, value, currency = amounts_sql(field)
        condition = self.condition.gathered
        # Whole units and millionths apart: together they might not fit into 64 bits.
        rows = connection.execute(
            f"SELECT coalesce({currency}, ''), sum({value} / {MILLION}), sum({value} % {MILLION}), "
            f"count(*) FROM {self.source}{join} WHERE {self.is_there} AND {value} IS NOT NULL "
            f"AND {condition.sql} GROUP BY 1 ORDER BY 4 DESC, 1",
            condition.parameters,
        )
        return [
            Total(currency, from_millionths(whole * MILLION + rest), count)
            for currency, whole, rest, count in rows
        ]
