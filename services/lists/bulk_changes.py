"""Reads the changes that are asked of many records at once: each value once, before any of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.money import to_millionths
from domain.records.fields import (
    AddressPart,
    Column,
    Custom,
    Field,
    FieldRegistry,
    FieldType,
    LinkTable,
    Points,
    PriceOf,
    Tags,
)
from domain.records.kinds import KINDS
from domain.records.values import Deadline, Money
from services.context import Context
from services.deals.bulk_rules import with_lost_reason
from services.leads.rules import with_junk_reason
from services.queries import check_alike
from services.records.coercion import Coercion, RecordName
from services.records.custom_values import CustomKeeper
from services.records.naming import linked_record, record_named
from services.records.use_cases import ENOUGH
from services.records.writing import point_rows
from services.settings import BASE_CURRENCY, REMINDER_MINUTES, get_setting
from storage.bulk.columns import ColumnChanges, CustomChange, stored
from storage.bulk.columns import How as How
from storage.bulk.parts import (
    POINT_IDENTITY,
    AddressChange,
    LinkChange,
    PartChange,
    PointChange,
    PriceChange,
    TagChange,
    point_identity,
)
from storage.reads.sql import Parameter, Sql, all_of
from storage.tables import MODELS
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What is to be done with one field, named as the field registry or a person names it.

    `value` is as typed, or as in JSON. Fields with several values can be added to and removed from.
    """

    field: str
    how: How = How.SET
    value: object = None


@dataclass(frozen=True, slots=True)
class ReadChange:
    """A change whose value fits its field, as `Coercion` gives it; a list where several fit."""

    field: Field
    how: How
    value: Any


def read_changes(context: Context, kind: str, changes: Sequence[FieldChange]) -> list[ReadChange]:
    """Return the changes with values that fit. Raises BadInput, naming the field at fault."""
    coercion = Coercion(context, context.database.reader())
    found = [_read(context, kind, coercion, change) for change in changes]
    names = [change.field.name for change in found]
    if not found:
        raise BadInput(_("No change was named."))
    if len(set(names)) < len(names):
        twice = next(change.field for change in found if names.count(change.field.name) > 1)
        raise BadInput(
            _("{field} is named twice: one change of a field at a time.").format(
                field=_(twice.label)
            ),
            twice.name,
        )
    return found


def _read(context: Context, kind: str, coercion: Coercion, change: FieldChange) -> ReadChange:
    field_ = context.fields.get(kind, change.field)
    how = change.how
    check_alike(field_)
    if how in (How.ADD, How.REMOVE) and not field_.multiple:
        raise BadInput(
            _("{field} holds one value: it can be set or cleared.").format(field=_(field_.label)),
            field_.name,
        )
    value = coercion.value(field_, None if how is How.CLEAR else change.value)
    is_empty = value is None or value == [] or value == ""
    if is_empty and how in (How.ADD, How.REMOVE):
        raise BadInput(_("{field}: a value is needed.").format(field=_(field_.label)), field_.name)
    if is_empty and isinstance(field_.store, Column):
        _check_may_be_empty(field_, field_.store.name)
    return ReadChange(field_, How.CLEAR if is_empty else how, value)


def _check_may_be_empty(field_: Field, column: str) -> None:
    if MODELS[KINDS[field_.kind].table].model_fields[column].is_required():
        raise BadInput(_("{field}: a value is needed.").format(field=_(field_.label)), field_.name)


@dataclass(frozen=True, slots=True)
class BulkChange:
    """The same changes for the storage: columns in one statement, then what stands elsewhere.

    `nameless` is the condition that a record `r` would be left without any of the fields that name
    it, None where none could be.
    """

    columns: ColumnChanges
    parts: tuple[PartChange, ...]
    nameless: Sql | None


def compose(
    context: Context, unit: Unit, kind: str, changes: Sequence[ReadChange], now: int
) -> BulkChange:
    """Turn changes into what the storage does.

    `now` is the present in stored form. Raises BadInput and NotFound for records that are named
    and not there: a slip of the hand must not give thousands of records a new company.
    """
    composer = _Composer(context, unit, kind)
    for change in changes:
        composer.take(change)
    values = composer.values
    if kind == "lead":
        values = with_junk_reason(unit.connection, values)
    elif kind == "deal":
        values = with_lost_reason(unit.connection, values)
    columns = ColumnChanges(
        KINDS[kind].table,
        values,
        composer.customs,
        now=now,
        zone=context.zone,
        default_minutes=get_setting(context, REMINDER_MINUTES, unit.connection) or None,
        base_currency=get_setting(context, BASE_CURRENCY, unit.connection),
    )
    nameless = _nameless(context.fields, kind, changes, composer.parts)
    return BulkChange(columns, tuple(composer.parts), nameless)


@dataclass(slots=True)
class _Composer:
    """Sorts changes by where the values are kept."""

    context: Context
    unit: Unit
    kind: str
    values: dict[str, Parameter] = field(default_factory=dict)
    customs: list[CustomChange] = field(default_factory=list)
    parts: list[PartChange] = field(default_factory=list)

    def take(self, change: ReadChange) -> None:
        """Add one change."""
        field_, how, value = change.field, change.how, change.value
        match field_.store:
            case Column(column):
                self.values.update(self._columns(field_, column, value))
            case Custom():
                self.customs.append(self._custom(field_, how, value))
            case Points():
                rows = point_rows(value, field_.type, self.context.region)
                self.parts.append(PointChange(self.kind, field_.type.value, how, tuple(rows)))
            case AddressPart(column):
                self.parts.append(AddressChange(self.kind, column, value or ""))
            case LinkTable():
                keys = tuple(self._keys(field_, how, value))
                self.parts.append(LinkChange(field_.store, field_.link_columns, how, keys))
            case Tags():
                self.parts.append(TagChange(field_.store, how, tuple(value)))
            case PriceOf(price_type):
                self.parts.append(self._price(price_type, value))

    def _custom(self, field_: Field, how: How, value: Any) -> CustomChange:
        kept = CustomKeeper(self.context, self.unit).kept(field_, value)
        values = kept if isinstance(kept, list) else [] if kept is None else [kept]
        return CustomChange(field_.name, how, tuple(values), field_.multiple)

    def _price(self, price_type: str, price: Money | None) -> PriceChange:
        if price is None:
            return PriceChange(price_type)
        usual = get_setting(self.context, BASE_CURRENCY, self.unit.connection)
        return PriceChange(price_type, to_millionths(price.amount), price.currency, usual)

    def _columns(self, field_: Field, column: str, value: Any) -> dict[str, Parameter]:
        table = KINDS[self.kind].table
        if field_.type is FieldType.DEADLINE:
            due: Deadline = value or Deadline()
            return {
                "due_at": stored(table, "due_at", due.at),
                "due_on": stored(table, "due_on", due.on),
            }
        if isinstance(value, RecordName):
            value = linked_record(self.context, self.unit, field_, value)
        if value is None:
            value = MODELS[table].model_fields[column].default
        return {column: stored(table, column, value)}

    def _keys(self, field_: Field, how: How, names: Sequence[RecordName | UUID]) -> Iterator[bytes]:
        """Give the keys of the records named; what is unlinked may be in the bin."""
        for name in names:
            if isinstance(name, UUID):
                yield name.bytes
            elif how is not How.REMOVE:
                yield linked_record(self.context, self.unit, field_, name).bytes
            elif name.id is not None:
                yield name.id.bytes
            else:
                yield record_named(self.context, self.unit.connection, field_, name.title).bytes


def _nameless(
    fields: FieldRegistry,
    kind: str,
    changes: Sequence[ReadChange],
    parts: Sequence[PartChange],
) -> Sql | None:
    """Return the condition that none of the fields that name a record would have a value left."""
    by_name = {change.field.name: change for change in changes}
    names, _sentence = ENOUGH[kind]
    if by_name.keys().isdisjoint(names):
        return None
    points = {part.type: part for part in parts if isinstance(part, PointChange)}
    empty: list[Sql] = []
    for name in names:
        field_ = fields.get(kind, name)
        change = by_name.get(field_.name)
        if change is not None and change.how in (How.SET, How.ADD):
            return None
        if change is not None and change.how is How.CLEAR:
            continue
        if isinstance(field_.store, Column):
            empty.append(Sql(f"r.\"{field_.store.name}\" = ''"))
        else:
            empty.append(_without_points(kind, field_, points.get(field_.type.value)))
    return all_of(empty)


def _without_points(kind: str, field_: Field, removed: PointChange | None) -> Sql:
    """Return the condition that no points of a type are left beside those to be removed."""
    kept = Sql("")
    if removed is not None:
        same = [point_identity(row) for row in removed.rows]
        marks = ", ".join("?" for _row in same)
        kept = Sql(f" AND {POINT_IDENTITY} NOT IN ({marks})", tuple(same))
    return Sql(
        "NOT EXISTS (SELECT 1 FROM contact_point WHERE record_kind = ? AND record_id = r.id "
        f"AND type = ?{kept.text})",
        (kind, field_.type.value, *kept.parameters),
    )
