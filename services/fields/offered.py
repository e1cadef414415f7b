"""What a custom field is chosen from: a dictionary that is made with it, or a usual currency."""

from __future__ import annotations

from collections.abc import Sequence

from domain.currencies import currency_of_country
from domain.errors import BadInput
from domain.i18n import _
from domain.money import parse_currency
from domain.records.fields import FieldType
from domain.text import free_name
from services.context import Context
from services.dictionaries.changing import offer_values
from services.dictionaries.reading import find_dictionary, values_of
from services.fields.definitions import NewField
from storage.unit import Unit


def choices_of(context: Context, unit: Unit, new: NewField, name: str, label: str) -> str:
    """Return what the column `choices` holds, making the dictionary of a list on the way."""
    if new.type is FieldType.MONEY:
        usual = new.currency or currency_of_country(context.region)
        return parse_currency(usual)
    if new.type is not FieldType.CHOICE:
        return ""
    from storage.tables import Dictionary

    taken = {code for (code,) in unit.connection.execute("SELECT code FROM dictionary")}
    code = free_name(f"{new.kind}_{name}", taken)
    unit.add(Dictionary(code=code, label=label))
    offer(unit, code, new.choices)
    return code


def offer(unit: Unit, dictionary: str, labels: Sequence[str]) -> None:
    """Add values to a dictionary behind those that it has."""
    offer_values(unit, dictionary, labels)
    if not values_of(unit.connection, find_dictionary(unit.connection, dictionary)):
        raise BadInput(_("A list needs at least one value to choose from."), "choices")
