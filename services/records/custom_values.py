"""Custom values as the JSON column keeps them, see `storage.reads.custom_sql`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.money import to_millionths
from domain.records.fields import Field, FieldType
from domain.records.values import Money, Point
from services.context import Context
from services.records.coercion import FileName, RecordName
from services.records.naming import linked_record
from services.records.writing import point_row
from storage.unit import Unit
from storage.values import moment_out


@dataclass(frozen=True, slots=True)
class CustomKeeper:
    """Turns values of custom fields, as `Coercion.value` gives them, into JSON.

    Files that are named by a path are attached on the way. `owner` is the record whose values they
    are, None where these are many.
    """

    context: Context
    unit: Unit
    owner: UUID | None = None

    def kept(self, field: Field, value: Any, before: object = None) -> Any:
        """Return what is kept, None for no value, a list without repeats for several.

        What a link or a file was `before` may stay, also when it is in the bin by now. Raises
        BadInput and NotFound for records and files that are not there.
        """
        if not field.multiple:
            return None if value is None else self._one(field, value, [before])
        had = before if isinstance(before, list) else []
        kept: list[Any] = []
        for item in value or ():
            one = self._one(field, item, had)
            if one not in kept:
                kept.append(one)
        return kept or None

    def _one(self, field: Field, value: Any, before: Sequence[object]) -> Any:
        match value:
            case Decimal():
                return to_millionths(value)
            case Money(amount, currency):
                return {"amount": to_millionths(amount), "currency": currency}
            case datetime():
                return moment_out(value)
            case date():
                return value.isoformat()
            case UUID():
                return _hex(value)
            case Point():
                return self._point(field, value)
            case RecordName(id=UUID() as key) if _hex(key) in before:
                return _hex(key)
            case RecordName():
                return _hex(linked_record(self.context, self.unit, field, value))
            case FileName(id=UUID() as key) if _hex(key) in before:
                return _hex(key)
            case FileName():
                return _hex(self._file(field, value))
        return value

    def _point(self, field: Field, point: Point) -> object:
        if field.type is not FieldType.PHONE:
            return point.value
        row = point_row(point, field.type, self.context.region)
        return {name: row[name] for name in ("value", "e164", "national", "reversed", "is_valid")}

    def _file(self, field: Field, file: FileName) -> UUID:
        """Return the key of a file of the record, attached now where a path names it."""
        if self.owner is None:
            raise BadInput(
                _("{field}: a file belongs to one record; set it there.").format(
                    field=_(field.label)
                ),
                field.name,
            )
        key = self._attached(file)
        if key is not None:
            return key
        if file.id is not None:
            raise NotFound(
                _("{field}: this file is not attached to the record.").format(field=_(field.label))
            )
        from services.files.attaching import attach_within

        (attached,) = attach_within(self.context, self.unit, field.kind, self.owner, [file.path])
        return attached

    def _attached(self, file: FileName) -> UUID | None:
        """Return the newest file of the record with this key or name, None without one."""
        assert self.owner is not None
        row = self.unit.connection.execute(
            "SELECT id FROM attachment WHERE record_id = ? AND (id = ? OR name = ?) "
            "AND deleted_at IS NULL ORDER BY id DESC LIMIT 1",
            (self.owner.bytes, file.id and file.id.bytes, file.path),
        ).fetchone()
        return UUID(bytes=row[0]) if row else None


def _hex(key: UUID) -> str:
    return key.hex.upper()
