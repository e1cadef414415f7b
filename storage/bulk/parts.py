"""A bulk change of what stands in tables of its own: phones and e-mails, addresses, links."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.records.fields import LinkTable, Tags
from domain.tags import fold_tag
from storage.bulk.columns import How
from storage.bulk.picked import PICKED
from storage.reads.sql import Parameter, Sql, holds

POINT_IDENTITY = "coalesce(e164, nullif(folded, ''), value)"
"""SQL for what makes two contact points the same."""


@dataclass(frozen=True, slots=True)
class PointChange:
    """A change of the phones, e-mails, sites or messengers of clients.

    `rows` are the columns of the points, in order, besides those that say whose they are.
    """

    kind: str
    type: str
    how: How
    rows: tuple[Mapping[str, Parameter], ...] = ()

    def statements(self) -> Iterator[Sql]:
        """Give what changes the records of the portion."""
        mine = Sql(
            f"record_kind = ? AND type = ? AND record_id IN {PICKED}", (self.kind, self.type)
        )
        match self.how:
            case How.CLEAR:
                yield mine.within("DELETE FROM contact_point WHERE ")
            case How.REMOVE:
                same = [point_identity(row) for row in self.rows]
                yield _with(
                    mine, f"DELETE FROM contact_point WHERE {{}} AND {POINT_IDENTITY}", same
                )
            case How.SET:
                values = [row["value"] for row in self.rows]
                yield _with(mine, "DELETE FROM contact_point WHERE {} AND value NOT", values)
                for sort, row in enumerate(self.rows):
                    yield self._renew(mine, row, sort)
                    yield self._insert(row, Sql(str(sort)), "x.value = ?", row["value"])
            case How.ADD:
                last = Sql(
                    "coalesce((SELECT max(x.sort) + 1 FROM contact_point x "
                    "WHERE x.record_kind = ? AND x.record_id = p.id AND x.type = ?), 0)",
                    (self.kind, self.type),
                )
                for row in self.rows:
                    yield self._insert(row, last, f"{POINT_IDENTITY} = ?", point_identity(row))

    def _renew(self, mine: Sql, row: Mapping[str, Parameter], sort: int) -> Sql:
        """Bring a point that stays in step with the row that was given."""
        columns = {**row, "sort": sort}
        sets = ", ".join(f'"{name}" = ?' for name in columns)
        differs = " OR ".join(f'"{name}" IS NOT ?' for name in columns)
        return Sql(
            f"UPDATE contact_point SET {sets} WHERE {mine.text} AND value = ? AND ({differs})",
            (*columns.values(), *mine.parameters, row["value"], *columns.values()),
        )

    def _insert(self, row: Mapping[str, Parameter], sort: Sql, same: str, value: Parameter) -> Sql:
        """Add a point to the records that do not have it."""
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _name in row)
        return Sql(
            f"INSERT INTO contact_point(id, record_kind, record_id, type, sort, {names}) "
            f"SELECT crm_new_id(), ?, p.id, ?, {sort.text}, {marks} FROM temp.picked_now p "
            "WHERE NOT EXISTS (SELECT 1 FROM contact_point x WHERE x.record_kind = ? "
            f"AND x.record_id = p.id AND x.type = ? AND {same})",
            (
                self.kind,
                self.type,
                *sort.parameters,
                *row.values(),
                self.kind,
                self.type,
                value,
            ),
        )


@dataclass(frozen=True, slots=True)
class AddressChange:
    """A change of one column of the first address of clients; "" clears it."""

    kind: str
    column: str
    value: str

    def statements(self) -> Iterator[Sql]:
        """Give what changes the records of the portion."""
        yield Sql(
            f'UPDATE address SET "{self.column}" = ? WHERE "{self.column}" IS NOT ? AND id IN ('
            "SELECT (SELECT x.id FROM address x WHERE x.record_kind = ? AND x.record_id = p.id "
            "ORDER BY x.sort LIMIT 1) FROM temp.picked_now p)",
            (self.value, self.value, self.kind),
        )
        if self.value:
            yield Sql(
                f'INSERT INTO address(id, record_kind, record_id, "{self.column}") '
                "SELECT crm_new_id(), ?, p.id, ? FROM temp.picked_now p WHERE NOT EXISTS ("
                "SELECT 1 FROM address x WHERE x.record_kind = ? AND x.record_id = p.id)",
                (self.kind, self.value, self.kind),
            )


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A change of the links to other records, whose keys are given.

    `held` are the columns that tell the links of the field from others, see `Field.link_columns`.
    """

    store: LinkTable
    held: Mapping[str, str]
    how: How
    keys: tuple[bytes, ...] = ()

    def statements(self) -> Iterator[Sql]:
        """Give what changes the records of the portion."""
        store = self.store
        only = holds(self.held)
        mine = Sql(f'{only}"{store.own}" IN {PICKED}')
        delete = f'DELETE FROM "{store.table}" WHERE {{}} AND "{store.other}"'
        match self.how:
            case How.CLEAR:
                yield mine.within(f'DELETE FROM "{store.table}" WHERE ')
            case How.REMOVE:
                yield _with(mine, delete, self.keys)
            case How.SET:
                yield _with(mine, f"{delete} NOT", self.keys)
                for sort, key in enumerate(self.keys):
                    yield Sql(
                        f'UPDATE "{store.table}" SET sort = ? WHERE {mine.text} '
                        f'AND "{store.other}" = ? AND sort IS NOT ?',
                        (sort, key, sort),
                    )
                    yield self._insert(str(sort), only, key)
            case How.ADD:
                last = (
                    f'coalesce((SELECT max(x.sort) + 1 FROM "{store.table}" x '
                    f'WHERE x."{store.own}" = p.id), 0)'
                )
                for key in self.keys:
                    yield self._insert(last, only, key)

    def _insert(self, sort: str, only: str, key: bytes) -> Sql:
        """Add a link to the records that do not have it."""
        store = self.store
        names = "".join(f', "{name}"' for name in self.held)
        values = "".join(f", '{value}'" for value in self.held.values())
        return Sql(
            f'INSERT INTO "{store.table}"(id, "{store.own}", "{store.other}", sort{names}) '
            f"SELECT crm_new_id(), p.id, ?, {sort}{values} FROM temp.picked_now p "
            f'WHERE NOT EXISTS (SELECT 1 FROM "{store.table}" x WHERE {only}'
            f'x."{store.own}" = p.id AND x."{store.other}" = ?)',
            (key, key),
        )


@dataclass(frozen=True, slots=True)
class TagChange:
    """A change of tags, which are given as typed."""

    store: Tags
    how: How
    tags: tuple[str, ...] = ()

    def statements(self) -> Iterator[Sql]:
        """Give what changes the records of the portion."""
        table = f'"{self.store.table}"'
        mine = Sql(f'"{self.store.own}" IN {PICKED}')
        folded = [fold_tag(tag) for tag in self.tags]
        match self.how:
            case How.CLEAR:
                yield mine.within(f"DELETE FROM {table} WHERE ")
            case How.REMOVE:
                yield _with(mine, f"DELETE FROM {table} WHERE {{}} AND folded", folded)
            case How.SET:
                yield _with(mine, f"DELETE FROM {table} WHERE {{}} AND folded NOT", folded)
                for sort, tag in enumerate(self.tags):
                    yield Sql(
                        f"UPDATE {table} SET tag = ?, sort = ? WHERE {mine.text} AND folded = ? "
                        "AND (tag IS NOT ? OR sort IS NOT ?)",
                        (tag, sort, folded[sort], tag, sort),
                    )
                    yield self._insert(tag, str(sort))
            case How.ADD:
                last = (
                    f"coalesce((SELECT max(x.sort) + 1 FROM {table} x "
                    f'WHERE x."{self.store.own}" = p.id), 0)'
                )
                for tag in self.tags:
                    yield self._insert(tag, last)

    def _insert(self, tag: str, sort: str) -> Sql:
        """Add a tag to the records that do not have it."""
        table, own, folded = self.store.table, self.store.own, fold_tag(tag)
        return Sql(
            f'INSERT INTO "{table}"(id, "{own}", tag, folded, sort) '
            f"SELECT crm_new_id(), p.id, ?, ?, {sort} FROM temp.picked_now p WHERE NOT EXISTS "
            f'(SELECT 1 FROM "{table}" x WHERE x."{own}" = p.id AND x.folded = ?)',
            (tag, folded, folded),
        )


@dataclass(frozen=True, slots=True)
class PriceChange:
    """A change of the price of one type; `amount` is in millionths, None clears it.

    Without a `currency` each price keeps its own, and a new one is in the `usual` one. A price in
    another currency is another row.
    """

    price_type: str
    amount: int | None = None
    currency: str = ""
    usual: str = ""

    def statements(self) -> Iterator[Sql]:
        """Give what changes the records of the portion."""
        mine = Sql(f"price_type = ? AND product_id IN {PICKED}", (self.price_type,))
        if self.amount is None:
            yield mine.within("DELETE FROM product_price WHERE ")
            return
        price = (self.amount, self.currency or self.usual)
        if self.currency:
            yield Sql(
                f"DELETE FROM product_price WHERE {mine.text} AND currency IS NOT ?",
                (*mine.parameters, self.currency),
            )
        yield Sql(
            f"UPDATE product_price SET amount = ? WHERE {mine.text} AND amount IS NOT ?",
            (self.amount, *mine.parameters, self.amount),
        )
        yield Sql(
            "INSERT INTO product_price(id, product_id, price_type, amount, currency) "
            "SELECT crm_new_id(), p.id, ?, ?, ? FROM temp.picked_now p WHERE NOT EXISTS ("
            "SELECT 1 FROM product_price x WHERE x.product_id = p.id AND x.price_type = ?)",
            (self.price_type, *price, self.price_type),
        )


PartChange = PointChange | AddressChange | LinkChange | TagChange | PriceChange


def run_parts(connection: sqlite3.Connection, changes: Sequence[PartChange]) -> None:
    """Change the records of the portion."""
    for change in changes:
        for sql in change.statements():
            connection.execute(sql.text, sql.parameters)


def point_identity(row: Mapping[str, Parameter]) -> Parameter:
    """Return what makes two contact points the same."""
    return row["e164"] or row["folded"] or row["value"]


def _with(mine: Sql, statement: str, values: Sequence[Parameter]) -> Sql:
    """Return a statement that ends with IN and these values; `{}` in it stands for `mine`."""
    marks = ", ".join("?" for _value in values)
    return Sql(f"{statement.format(mine.text)} IN ({marks})", (*mine.parameters, *values))
