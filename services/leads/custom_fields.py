"""The values of custom fields that a lead and what it becomes both have, by name and type."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.records.fields import Field, FieldType
from domain.text import fold
from services.context import Context
from services.dictionaries.reading import find_dictionary, values_of
from services.leads.belongings import copy_files
from storage.values import custom_out

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class CustomFields:
    """Carries the values of the custom fields of a lead over to new records.

    `values` are those of the lead as its column keeps them, `copied` the files that one of the
    results has got already: its key, and the key of the copy by that of the file of the lead.
    """

    context: Context
    unit: Unit
    values: Mapping[str, Any]
    copied: tuple[UUID | None, Mapping[bytes, bytes]]

    def carry(self, kind: str, record: Any, given: Mapping[str, object]) -> None:
        """Give a new record what its fields can hold, but for those that are `given` by hand.

        A value of a list is found in the dictionary of the other field by its code, else by its
        label; files are copied, for a record shows and changes none but its own.
        """
        own = {f.name: f for f in self.context.fields.of("lead") if f.is_custom}
        carried = {}
        for field in self.context.fields.of(kind):
            source = own.get(field.name)
            if not field.is_custom or source is None or field.name in given:
                continue
            value = self.values.get(field.name)
            if value is None or (source.type, source.target) != (field.type, field.target):
                continue
            kept = self._items(source, field, record, value if source.multiple else [value])
            if kept and (field.multiple or len(kept) == 1):
                carried[field.name] = kept if field.multiple else kept[0]
        if carried:
            record.custom = custom_out(json.loads(record.custom) | carried)

    def _items(self, source: Field, field: Field, record: Any, items: list[Any]) -> list[Any]:
        match field.type:
            case FieldType.CHOICE if source.choices != field.choices:
                return _all(items, self._translation(source, field).get)
            case FieldType.FILE:
                return _all(items, self._copies(field.kind, record.id, items).get)
        return items

    def _translation(self, source: Field, field: Field) -> dict[str, str]:
        """Return the code in the dictionary of `field` for each of that of `source`."""
        before, after = (
            values_of(self.unit.connection, find_dictionary(self.unit.connection, str(f.choices)))
            for f in (source, field)
        )
        offered = [value for value in after if value.is_active]
        codes = {value.code for value in offered}
        by_label = {fold(value.label): value.code for value in reversed(offered)}
        found = {
            value.code: value.code if value.code in codes else by_label.get(fold(value.label))
            for value in before
        }
        return {code: other for code, other in found.items() if other is not None}

    def _copies(self, kind: str, key: UUID, items: list[str]) -> dict[str, str]:
        """Return the keys of the copies of files that a record has or gets now, as values."""
        owner, known = self.copied
        if owner == key:
            copies = known
        else:
            copies = copy_files(self.unit, [bytes.fromhex(item) for item in items], kind, key)
        return {old.hex().upper(): new.hex().upper() for old, new in copies.items()}


def _all(items: list[Any], find: Callable[[Any], Any]) -> list[Any]:
    return [found for item in items if (found := find(item)) is not None]
