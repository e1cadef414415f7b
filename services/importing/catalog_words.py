"""Finds, or makes, what products of a file refer to: units, rates of tax, types of prices."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from domain.catalog.prices import BASE, PRICE_TYPES
from domain.catalog.tax_rates import TAX_RATES, TaxRate, read_rate
from domain.catalog.units import UNITS
from domain.errors import BadInput
from domain.i18n import _
from domain.text import fold
from services.context import Context
from services.dictionaries.changing import offer_values
from services.formats.catalog_values import (
    EXEMPT,
    Outline,
    PriceTypeValue,
    UnitValue,
    label_of,
    read_percent,
)
from services.importing.catalog_memory import VALUE, Memory, recall
from storage.reads.dictionary_values import StoredValue, read_choices
from storage.unit import Unit

_BASE_WORDS: Final = ("base", "баз", "рознич", "retail", "detal", "основн")
"""How the type of prices that is asked of everybody is called, in parts of folded words."""


class CatalogWords:
    """The dictionaries that products refer to, within one unit.

    What a dictionary lacks is added where the person may do that.
    """

    def __init__(self, context: Context, unit: Unit, source: str, memory: Memory) -> None:
        self._unit, self._source, self._memory = unit, source, memory
        self._may_add = context.actor.is_admin
        self.added: dict[str, list[str]] = {}
        self._values: dict[str, list[StoredValue]] = {}
        self._units: dict[UnitValue, bytes] = {}
        self._rates: dict[str, bytes] = {}
        self._price_types: dict[str, str] = {}

    def unit(self, value: UnitValue) -> bytes:
        """Return the unit with a code of OKEI, else of a name. Raises BadInput."""
        if value not in self._units:
            self._units[value] = self._find_unit(value).id
        return self._units[value]

    def _find_unit(self, value: UnitValue) -> StoredValue:
        known = self._read(UNITS)
        for one in known:
            if value.code and one.meaning == value.code:
                return one
        name = value.name or value.code
        return self._named(UNITS, name.rstrip("."), value.code)

    def rate(self, text: str) -> bytes:
        """Return the rate of tax of a name, of so many per cent, or exempt. Raises BadInput."""
        if text not in self._rates:
            self._rates[text] = self._find_rate(text).id
        return self._rates[text]

    def _find_rate(self, text: str) -> StoredValue:
        known = self._read(TAX_RATES)
        for one in known:
            if fold(text) in {fold(one.shown_in(TAX_RATES)), one.code}:
                return one
        percent = read_percent(text)
        wanted = TaxRate(Decimal(0), "E") if percent == EXEMPT else read_rate(percent)
        for one in known:
            if one.is_active and read_rate(one.meaning) == wanted:
                return one
        label = _("Without VAT") if percent == EXEMPT else f"{percent}%"
        return self._named(TAX_RATES, label, wanted.meaning)

    def bring_in_price_types(self, outline: Outline) -> None:
        """Match the types of prices of a file, so that the first one becomes the base type.

        The one that is called so, or else the first, is the base type, unless another of the same
        source is that already.
        """
        connection = self._unit.connection
        known = recall(connection, self._source, VALUE, outline.price_types)
        codes = {one.id: one.code for one in self._read(PRICE_TYPES)}
        left: list[PriceTypeValue] = []
        for uid, type_ in outline.price_types.items():
            code = codes.get(known[uid].record) if uid in known else None
            code = code or self._code_named(type_.name)
            if code is None:
                left.append(type_)
            else:
                self._price_types[uid] = code
                self._remember(type_, code, is_known=uid in known)
        base = None if self._has_base() else _first_base(left)
        for type_ in left:
            code = BASE if type_ is base else self._code_added(type_.name)
            if code is not None:
                self._price_types[type_.uid] = code
                self._remember(type_, code, is_known=False)

    def price_type(self, uid: str) -> str:
        """Return the code of a type of prices. Raises BadInput for an unknown one."""
        if uid not in self._price_types:
            known = recall(self._unit.connection, self._source, VALUE, [uid]).get(uid)
            codes = {one.id: one.code for one in self._read(PRICE_TYPES)}
            code = codes.get(known.record) if known else None
            name = label_of(uid)
            code = code or (name and (self._code_named(name) or self._code_added(name)))
            if not code:
                raise BadInput(_("the type of prices {uid} is not in the file.").format(uid=uid))
            self._price_types[uid] = code
        return self._price_types[uid]

    def _has_base(self) -> bool:
        """Say whether a type of this source, be it of another file, is the base type."""
        row = self._unit.connection.execute(
            "SELECT 1 FROM import_record i JOIN dictionary_value v ON v.id = i.record_id "
            "JOIN dictionary d ON d.id = v.dictionary_id WHERE i.record_kind = ? "
            "AND i.source = ? AND d.code = ? AND v.code = ?",
            (VALUE, self._source, PRICE_TYPES, BASE),
        ).fetchone()
        return row is not None or BASE in self._price_types.values()

    def _code_named(self, name: str) -> str | None:
        for one in self._read(PRICE_TYPES):
            if fold(name) in {fold(one.shown_in(PRICE_TYPES)), one.code}:
                return one.code
        return None

    def _code_added(self, name: str) -> str | None:
        return self._named(PRICE_TYPES, name).code if self._may_add else None

    def _remember(self, type_: PriceTypeValue, code: str, *, is_known: bool) -> None:
        if not is_known:
            key = next(one.id for one in self._read(PRICE_TYPES) if one.code == code)
            self._memory.keep(self._source, VALUE, type_.uid, key, {"name": type_.name})

    def _named(self, dictionary: str, name: str, meaning: str = "") -> StoredValue:
        """Return the value of a dictionary with a name, added where it is missing."""
        for one in self._read(dictionary):
            if one.is_active and fold(name) in {fold(one.shown_in(dictionary)), one.code}:
                return one
        if not self._may_add:
            raise BadInput(
                _("“{name}” is not known here; only an administrator may add it.").format(name=name)
            )
        offer_values(self._unit, dictionary, [name])
        self.added.setdefault(dictionary, []).append(name)
        del self._values[dictionary]
        added = max(self._read(dictionary), key=lambda one: one.sort)
        if meaning:
            self._unit.connection.execute(
                "UPDATE dictionary_value SET meaning = ? WHERE id = ?", (meaning, added.id)
            )
            del self._values[dictionary]
        return added

    def _read(self, dictionary: str) -> list[StoredValue]:
        if dictionary not in self._values:
            self._values[dictionary] = read_choices(self._unit.connection, dictionary)
        return self._values[dictionary]


def _first_base(types: list[PriceTypeValue]) -> PriceTypeValue | None:
    """Return the type that is called as base types are, else the first, None of none."""
    for type_ in types:
        if any(word in fold(type_.name) for word in _BASE_WORDS):
            return type_
    return types[0] if types else None
