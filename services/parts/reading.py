"""Reads a part of a record, as it stood in JSON or in the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final, Protocol

from domain.address_lines import read_address_line
from domain.contact_points.point_labels import read_label
from domain.errors import BadInput
from domain.i18n import _
from domain.ids import parse_id
from domain.money import format_amount
from domain.parts import PART_TYPES, LineItem, Part, is_empty
from domain.records.fields import Field, FieldType

_MADE = frozenset({"id", "doubts", "amount"})
"""What is printed of a part beside its columns, and so may come back."""


class ValueReader(Protocol):
    """Reads one value of a field, see `services.records.coercion.Coercion`."""

    def value(self, field: Field, raw: object) -> Any:
        """Return the value that `raw` stands for."""


def read_part(reader: ValueReader, field: Field, raw: object) -> Part:
    """Return the part that `raw` describes: an object of its columns. Raises BadInput.

    A text alone is an address on one line, or the product of a line of products.
    """
    part = PART_TYPES[field.type]
    if isinstance(raw, str) and field.type is FieldType.ADDRESS:
        raw = {name: value for name, value in read_address_line(raw).items() if value}
    elif isinstance(raw, str) and field.type is FieldType.LINE_ITEM:
        raw = {"name": raw}
    if not isinstance(raw, Mapping):
        names = ", ".join(column.name for column in part.columns)
        raise BadInput(_("an entry is an object with some of: {names}.").format(names=names))
    raw = _split_discount(raw)
    columns = {column.name: column for column in part.columns}
    values: dict[str, Any] = {"id": parse_id(str(raw.get("id") or ""))}
    for name, given in raw.items():
        if name in columns:
            column = columns[name]
            asked = Field(field.kind, name, column.label, column.type, field.store)
            values[name] = _filled(column.type, reader.value(asked, _as_given(column.type, given)))
        elif name not in _MADE:
            raise BadInput(_unknown(name, list(columns)))
    if "label" in values:
        values["label"] = read_label(values["label"])
    read: Part = part.value(**values)
    if isinstance(read, LineItem):
        _check_line(read)
    if is_empty(read):
        raise BadInput(_("an entry is empty."))
    return read


def _split_discount(raw: Mapping[str, object]) -> Mapping[str, object]:
    """Return what was given with the discount in two: `10%` is percent, a bare number an amount.

    Where it is said which of them it is, a bare number may be either. A rate of tax may have `%`.
    """
    given = dict(raw)
    discount, tax = given.get("discount"), given.get("tax")
    if discount not in (None, ""):
        has_sign = isinstance(discount, str) and discount.strip().endswith("%")
        if has_sign:
            given["discount"] = str(discount).strip().removesuffix("%")
            given["discount_is_amount"] = False
        else:
            given.setdefault("discount_is_amount", True)
    elif "discount" in given:
        given["discount_is_amount"] = False
    if isinstance(tax, str):
        given["tax"] = tax.strip().removesuffix("%")
    return given


def _check_line(line: LineItem) -> None:
    """Raise BadInput for a discount or a tax that cannot be meant."""
    discount, tax, whole = line.discount, line.tax, line.whole
    if discount is not None and discount < 0:
        raise BadInput(_("a discount is typed without a minus: 10% or 50."))
    if discount is not None and discount > 100 and not line.discount_is_amount:
        raise BadInput(_("a discount is at most 100%."))
    if discount and line.discount_is_amount and whole is not None and discount > whole:
        raise BadInput(
            _("a discount is at most what the line costs, {sum}.").format(
                sum=format_amount(whole, line.currency)
            )
        )
    if tax is not None and not 0 <= tax <= 100:
        raise BadInput(_("a tax is a rate from 0 to 100 percent."))


def _as_given(type_: FieldType, given: object) -> object:
    return str(given) if type_ is FieldType.RECORD and given else given


_NOTHING: Final[dict[FieldType, bool | None]] = {
    FieldType.BOOL: False,
    FieldType.AMOUNT: None,
    FieldType.RECORD: None,
}
"""What a column of a part holds where nothing is given; one of text holds ""."""


def _filled(type_: FieldType, value: Any) -> Any:
    if value is None:
        return _NOTHING.get(type_, "")
    if type_ is FieldType.RECORD:
        if value.id is None:
            raise BadInput(_("a product of the catalog is named by its key."))
        return value.id
    return Decimal(value) if type_ is FieldType.AMOUNT else value


def _unknown(name: object, known: list[str]) -> str:
    near = get_close_matches(str(name), known, n=1, cutoff=0.5)
    if near:
        return _("an entry has no “{name}”. Did you mean “{near}”?").format(name=name, near=near[0])
    return _("an entry has no “{name}”. It has: {known}.").format(name=name, known=", ".join(known))
