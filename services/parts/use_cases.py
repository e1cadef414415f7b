"""Add, change and remove single parts of a record, and make one of them the main one.

Each is a use case of its own, so that two people may work on two parts of a record at once. All
raise NotAllowed for a lead that was converted: it is read-only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.errors import Conflict, NotFound
from domain.i18n import _
from domain.invoicing.kinds import DOCUMENTS
from domain.parts import PART_TYPES, Part
from domain.records.fields import Field, FieldType
from services.context import Context

if TYPE_CHECKING:
    from storage.tables.base import Record
    from storage.unit import Unit


def parts_of(context: Context, kind: str, key: UUID, type_: FieldType) -> tuple[Part, ...]:
    """Return the parts of a record of one type, in their order; the default set comes first."""
    from storage.reads.records import read_record

    fields = [field for field in context.fields.of(kind) if field.type is type_]
    view = read_record(context.database.reader(), kind, key, fields)
    value = view.values[fields[0].name] if view and fields else ()
    assert isinstance(value, tuple)
    found: list[Any] = [*value]
    return tuple(sorted(found, key=lambda part: not getattr(part, "is_default", False)))


def part_field(context: Context, kind: str, type_: FieldType) -> Field:
    """Return the field of a kind that holds parts of a type."""
    return next(field for field in context.fields.of(kind) if field.type is type_)


def add_part(
    context: Context, kind: str, key: UUID, type_: FieldType, data: Mapping[str, object]
) -> UUID:
    """Add an address, a set of requisites or a line of products; return its key.

    `data` are its columns as typed. The first set of requisites becomes the default. Raises
    BadInput, and NotFound where the record is gone.
    """
    (added,) = add_parts(context, kind, key, type_, [data])
    return added


def add_parts(
    context: Context,
    kind: str,
    key: UUID,
    type_: FieldType,
    several: Sequence[Mapping[str, object]],
) -> list[UUID]:
    """Add parts of one type behind those that are there, all in one step; return their keys.

    Raises as `add_part`.
    """
    from services.parts.rows import check_products, part_model, rows_of, values_of

    parts = [_read(context, kind, type_, data) for data in several]
    added: list[UUID] = []
    with context.database.write(context.actor, f"add_{PART_TYPES[type_].table}") as unit:
        _touch(unit, kind, key)
        check_products(unit, parts)
        rows = rows_of(unit, kind, key, type_)
        first = rows[-1].sort + 1 if rows else 0
        for sort, part in enumerate(parts, first):
            row = part_model(type_)(
                record_kind=kind, record_id=key, sort=sort, **values_of(part, type_)
            )
            unit.add(row)
            _settle_default(unit, type_, row)
            added.append(UUID(bytes=row.id.bytes))
        _settle_sum(context, unit, type_, kind, key)
    return added


def change_part(
    context: Context,
    type_: FieldType,
    key: UUID,
    data: Mapping[str, object],
    *,
    shown: Part | None = None,
) -> None:
    """Change the columns of a part that `data` names; the others stay.

    Raises BadInput, and NotFound where the part or its record is gone. With `shown`, the part as it
    was when the person began, Conflict tells what somebody else has changed in these columns since.
    """
    from services.parts.rows import values_of

    with context.database.write(context.actor, f"edit_{PART_TYPES[type_].table}") as unit:
        row = _existing(unit, type_, key)
        present = values_of(row, type_)
        kept = dict(present)
        if "discount" in data:
            kept.pop("discount_is_amount", None)  # how it is typed says which of them it is
        part = _read(context, row.record_kind, type_, kept | dict(data), unit)
        if shown is not None:
            _check_unchanged(type_, data, present, shown, part)
        row.sqlmodel_update(values_of(part, type_))
        _settle_default(unit, type_, row)
        _settle_sum(context, unit, type_, row.record_kind, row.record_id)


def remove_part(context: Context, type_: FieldType, key: UUID) -> None:
    """Remove a part; “undo” brings it back. Another set of requisites becomes the default.

    Raises NotFound.
    """
    from services.parts.rows import rows_of

    with context.database.write(context.actor, f"delete_{PART_TYPES[type_].table}") as unit:
        row = _existing(unit, type_, key)
        left = [r for r in rows_of(unit, row.record_kind, row.record_id, type_) if r.id != key]
        unit.session.delete(row)
        _settle_sum(context, unit, type_, row.record_kind, row.record_id)
        if left and type_ is FieldType.REQUISITES and row.is_default:
            left[0].is_default = True


def _check_unchanged(
    type_: FieldType,
    names: Iterable[str],
    present: Mapping[str, object],
    shown: Part,
    mine: Part,
) -> None:
    """Raise Conflict where a column holds neither what was shown nor what it is to hold."""
    clashes = [
        _("{field} has been changed meanwhile: “{theirs}”; you have “{mine}”.").format(
            field=_(PART_TYPES[type_].column(name).label),
            theirs=present[name],
            mine=getattr(mine, name),
        )
        for name in names
        if present[name] not in (getattr(shown, name), getattr(mine, name))
    ]
    if clashes:
        raise Conflict(" ".join(clashes))


def make_main(context: Context, type_: FieldType, key: UUID) -> None:
    """Make a part the main one of its type. Raises NotFound.

    Of requisites that is the default, which invoices take (FEATURES COMP-07); else it comes first.
    """
    from services.parts.rows import rows_of

    is_set = type_ is FieldType.REQUISITES
    verb = "default_requisites" if is_set else f"edit_{PART_TYPES[type_].table}"
    with context.database.write(context.actor, verb) as unit:
        row = _existing(unit, type_, key)
        if is_set:
            row.is_default = True
            _settle_default(unit, type_, row)
            return
        rows = rows_of(unit, row.record_kind, row.record_id, type_)
        for sort, other in enumerate(sorted(rows, key=lambda one: one.id != key)):
            other.sort = sort


def _read(
    context: Context,
    kind: str,
    type_: FieldType,
    data: Mapping[str, object],
    unit: Unit | None = None,
) -> Part:
    from services.parts.reading import read_part
    from services.records.coercion import Coercion

    connection = unit.connection if unit else context.database.reader()
    return read_part(Coercion(context, connection), part_field(context, kind, type_), data)


def _existing(unit: Unit, type_: FieldType, key: UUID) -> Any:
    """Return the row of a part whose record is not in the bin. Raises NotFound."""
    from services.parts.rows import part_model

    row = unit.get(part_model(type_), key)
    if row is None:
        raise NotFound(_("This is no longer there: somebody has removed it."))
    _touch(unit, row.record_kind, row.record_id)
    return row


def _touch(unit: Unit, kind: str, key: UUID) -> Record:
    """Return the record that is changed with its part. Raises NotFound and NotAllowed."""
    from services.records.use_cases import changeable_within
    from storage.tables.base import utc_now

    record = changeable_within(unit, kind, key)
    record.updated_at = utc_now()
    return record


def _settle_sum(context: Context, unit: Unit, type_: FieldType, kind: str, key: UUID) -> None:
    """Bring the sums of a deal or a document in step with its products (FEATURES DEAL-05)."""
    if type_ is FieldType.LINE_ITEM and kind == "deal":
        from services.deals.summing import settle_sum

        settle_sum(context, unit, key)
    elif type_ is FieldType.LINE_ITEM and kind in DOCUMENTS:
        from services.invoicing.contents.settling import settle_lines
        from services.invoicing.issuing import document_within

        settle_lines(context, unit, kind, document_within(unit, kind, key))


def _settle_default(unit: Unit, type_: FieldType, row: Any) -> None:
    """Let one set of requisites be the default: the one just written, where it says so."""
    from services.parts.rows import rows_of

    if type_ is not FieldType.REQUISITES:
        return
    unit.session.flush()
    rows = rows_of(unit, row.record_kind, row.record_id, type_)
    if row.is_default or not any(other.is_default for other in rows):
        default = row if row.is_default else rows[0]
        for other in rows:
            other.is_default = other is default
