"""Finds, or makes, the properties of a file as custom fields of products; reads their values."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, Final
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.money import parse_decimal, to_millionths
from domain.records.custom_fields import LONGEST_LABEL
from domain.records.fields import Field, FieldRegistry, FieldType
from domain.text import fold, on_one_line
from domain.yes_no import read_yes_no
from services.context import Context as ServiceContext
from services.dictionaries.changing import offer_values
from services.fields.changing import add_field_within
from services.fields.definitions import NewField
from services.formats.catalog_values import Outline, PropertyValue, label_of
from services.importing.catalog_memory import FIELD, Memory, Remembered, recall
from services.records.coercion import MAX_TEXT, Coercion
from services.records.custom_values import CustomKeeper
from storage.field_registry import read_fields
from storage.reads.dictionary_values import read_choices
from storage.tables import SectionProperty
from storage.unit import Unit

_TYPES: Final = {
    "number": FieldType.DECIMAL,
    "date": FieldType.DATE,
    "choice": FieldType.CHOICE,
    "yes_no": FieldType.BOOL,
}
_DAYS: Final = ("%Y-%m-%d", "%d.%m.%Y", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M:%S", "%Y%m%d")
_MILLIONTH: Final = Decimal("0.000001")
_EXACT: Final = Context(prec=60)


@dataclass(slots=True)
class Property:
    """A custom field of products, and the codes of what it is chosen from by folded labels."""

    field: Field
    codes: dict[str, str]


def recall_properties(connection: sqlite3.Connection, source: str, outline: Outline) -> None:
    """Put what earlier files of a source described into an outline, at the line 0.

    The choices of a property that both describe are those of both.
    """
    rows = connection.execute(
        "SELECT external_id, payload FROM import_record WHERE source = ? AND record_kind = ?",
        (source, FIELD),
    )
    for uid, payload in rows:
        before = json.loads(payload)
        value = outline.properties.get(uid)
        if value is None and not label_of(uid):
            outline.properties[uid] = PropertyValue(0, uid, **before)
        elif value is not None:
            choices = {**before["choices"], **value.choices}
            outline.properties[uid] = replace(value, choices=choices)


class CatalogProperties:
    """The properties that products of a file have, within one unit.

    One is the custom field that it became earlier, else the one of its name, else a new field where
    the person may add one.
    """

    def __init__(self, context: ServiceContext, unit: Unit, source: str, memory: Memory) -> None:
        self.added: list[str] = []
        self._new: set[str] = set()
        self._context, self._unit, self._source, self._memory = context, unit, source, memory
        self._registry: FieldRegistry = read_fields(unit.connection)
        self._known: dict[str, Property] = {}
        self._keeper = CustomKeeper(context, unit)
        self._readers: dict[FieldType, Callable[[Property, str], Any]] = {
            FieldType.TEXT: lambda _property, text: on_one_line(text)[:MAX_TEXT],
            FieldType.LONG_TEXT: lambda _property, text: text[:MAX_TEXT],
            FieldType.DECIMAL: lambda _property, text: _number(text),
            FieldType.DATE: lambda _property, text: _day(text).isoformat(),
            FieldType.BOOL: lambda _property, text: read_yes_no(text),
            FieldType.CHOICE: self._choice,
        }

    def bring_in(self, outline: Outline) -> None:
        """Match the properties that a file describes, and add those that there are not.

        Those of `recall_properties` stand beside: the parts of a catalog refer to each other.
        """
        described = {uid for uid, value in outline.properties.items() if value.line}
        known = recall(self._unit.connection, self._source, FIELD, outline.properties)
        rows = self._unit.connection.execute(
            "SELECT id, name FROM field_definition WHERE kind = 'product' AND deleted_at IS NULL"
        )
        names = dict(rows.fetchall())
        for uid, value in outline.properties.items():
            name = names.get(known[uid].record) if uid in known else None
            found = self._named(value.label) if name is None else self._get(name)
            if found is None and uid in described:
                found = self._add(value)
            elif found is not None and uid in described and found.type is FieldType.CHOICE:
                self._offer(found, tuple(value.choices.values()))
            if found is not None:
                self._known[uid] = self._property(found)
                self._remember(uid, value, found, known.get(uid))

    def _remember(
        self, uid: str, value: PropertyValue, found: Field, known: Remembered | None
    ) -> None:
        said = {
            "label": value.label,
            "type": value.type,
            "multiple": value.multiple,
            "choices": dict(value.choices),
        }
        if known is None:
            self._memory.keep(self._source, FIELD, uid, self._key(found), said)
        elif known.said != said:
            self._memory.renew(known, said)

    def read(self, uid: str, texts: tuple[str, ...]) -> tuple[str, Any]:
        """Return the name of a field and what it keeps, None for nothing. Raises BadInput."""
        known = self._known.get(uid)
        if known is None:
            known = self._known[uid] = self._property(self._by_uid(uid))
        field_ = known.field
        try:
            if field_.multiple:
                kept = [self._one(known, text) for text in texts if text]
                return field_.name, list(dict.fromkeys(kept)) or None
            text = ", ".join(texts) if field_.type is FieldType.TEXT else "".join(texts[:1])
            return field_.name, self._one(known, text) if text else None
        except BadInput as error:
            raise BadInput(f"{field_.label}: {error}") from error

    def name_of(self, uid: str) -> str:
        """Return the name of the field that a property is, "" for an unknown one."""
        known = self._known.get(uid)
        return known.field.name if known else ""

    def _one(self, known: Property, text: str) -> Any:
        reader = self._readers.get(known.field.type)
        if reader is not None:
            return reader(known, text)
        single = self._coercion.value(known.field, [text] if known.field.multiple else text)
        kept = self._keeper.kept(known.field, single)
        return kept[0] if known.field.multiple else kept

    @property
    def _coercion(self) -> Coercion:
        return Coercion(self._context, self._unit.connection)

    def _choice(self, known: Property, text: str) -> str:
        code = known.codes.get(fold(text))
        if code is None:
            if not self._context.actor.is_admin:
                raise BadInput(
                    _("“{name}” is not known here; only an administrator may add it.").format(
                        name=text
                    )
                )
            self._offer(known.field, (text,))
            known.codes = self._codes(known.field)
            code = known.codes[fold(text)]
        return code

    def _by_uid(self, uid: str) -> Field:
        """Return the field of a property that the file describes nowhere. Raises BadInput."""
        label = label_of(uid)
        found = self._named(label) if label else None
        if found is None and label:
            found = self._add(PropertyValue(0, uid, label))
        if found is None:
            raise BadInput(
                _("the property {name} is not known; only an administrator may add it.").format(
                    name=label or uid
                )
            )
        return found

    def _named(self, label: str) -> Field | None:
        wanted = fold(label[:LONGEST_LABEL])
        for one in self._registry.of("product"):
            if one.is_custom and fold(one.label) == wanted:
                return one
        return None

    def _get(self, name: str) -> Field | None:
        return self._registry.get("product", name) if self._registry.has("product", name) else None

    def _add(self, value: PropertyValue) -> Field | None:
        """Add a field for a property, None where the person may not."""
        if not self._context.actor.is_admin:
            return None
        label = value.label[:LONGEST_LABEL].rstrip()
        new = NewField(
            kind="product",
            label=label,
            type=_TYPES.get(value.type, FieldType.TEXT),
            choices=tuple(value.choices.values()) if value.type == "choice" else (),
            multiple=value.multiple and value.type in {"text", "choice", "number"},
            printable=True,
        )
        try:
            row = add_field_within(self._context, self._unit, new, self._registry)
        except BadInput:  # a field of the program has the name
            other = f"{label[: LONGEST_LABEL - 4]} (2)"
            if (found := self._named(other)) is not None:
                return found
            row = add_field_within(
                self._context, self._unit, replace(new, label=other), self._registry
            )
        self._unit.session.flush()
        self._registry = read_fields(self._unit.connection)
        self.added.append(row.label)
        self._new.add(row.name)
        return self._registry.get("product", row.name)

    def give_to_sections(self) -> None:
        """Give each property that is new to the sections whose products have it (FEATURES CAT-10).

        One that a product outside of all sections has stays one of all products.
        """
        for name in sorted(self._new | self._left_over()):
            rows = self._unit.connection.execute(
                "SELECT DISTINCT section_id FROM product "
                "WHERE deleted_at IS NULL AND json_extract(custom, ?) IS NOT NULL",
                (f'$."{name}"',),
            ).fetchall()
            sections = [key for (key,) in rows]
            if None not in sections:
                for section in sections:
                    self._unit.add(
                        SectionProperty(section_id=UUID(bytes=section), field_id=self._id(name))
                    )

    def _left_over(self) -> set[str]:
        """Return the properties that readings have added which broke off before they came here."""
        # Keys grow with time: what a reading has added is younger than the reading.
        rows = self._unit.connection.execute(
            "SELECT f.name FROM import_record m JOIN import_run r ON r.id = m.run_id "
            "JOIN field_definition f ON f.id = m.record_id WHERE m.record_kind = ? "
            "AND +m.source = ? AND m.record_id > r.id AND f.deleted_at IS NULL "
            "AND r.created + r.updated + r.skipped + r.failed = 0 "
            "AND NOT EXISTS (SELECT 1 FROM section_property p WHERE p.field_id = f.id)",
            (FIELD, self._source),
        )
        return {name for (name,) in rows}

    def _id(self, name: str) -> UUID:
        return UUID(bytes=self._key(self._registry.get("product", name)))

    def _offer(self, field_: Field, labels: tuple[str, ...]) -> None:
        if self._context.actor.is_admin:
            offer_values(self._unit, str(field_.choices), labels)

    def _property(self, field_: Field) -> Property:
        return Property(field_, self._codes(field_) if field_.type is FieldType.CHOICE else {})

    def _codes(self, field_: Field) -> dict[str, str]:
        values = read_choices(self._unit.connection, str(field_.choices))
        return {fold(one.shown_in(str(field_.choices))): one.code for one in reversed(values)}

    def _key(self, field_: Field) -> bytes:
        row = self._unit.connection.execute(
            "SELECT id FROM field_definition WHERE kind = 'product' AND name = ?", (field_.name,)
        ).fetchone()
        return bytes(row[0])


def _number(text: str) -> int:
    """Return a number as custom fields keep it, rounded to millionths. Raises BadInput."""
    number = parse_decimal(text)
    if -number.as_tuple().exponent > 6:  # type: ignore[operator]  # it is finite
        number = number.quantize(_MILLIONTH, ROUND_HALF_UP, context=_EXACT)
    return to_millionths(number)


def _day(text: str) -> date:
    for form in _DAYS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
    raise BadInput(_("“{text}” is no date.").format(text=text[:20]))
