"""The fields of records that are marked as printed, as texts (FEATURES DOC-02, CAT-12)."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime
from decimal import Decimal

from domain.records.fields import Field
from domain.records.values import Money, RecordView, Value
from services.context import Context
from services.layouts import layout_of
from services.printing.document import PrintedField
from services.printing.language import Language
from services.records.showing import show_value


def printed_fields(
    context: Context, view: RecordView, language: Language, but: Container[str] = ()
) -> tuple[PrintedField, ...]:
    """Return what a record has in the fields that are printed, in the order of its layout.

    Fields named by `but` are left out, for the document tells them elsewhere.
    """
    layout = layout_of(context, view.kind)
    fields = [
        field for _title, fields in layout.arrange(context.fields.of(view.kind)) for field in fields
    ]
    found = []
    for field in fields:
        if field.name not in but and layout.is_printed(field):
            text = _text(context, field, view.values.get(field.name), language)
            if text:
                found.append(PrintedField(language.words.gettext(field.label), text))
    return tuple(found)


def _text(context: Context, field: Field, value: Value, language: Language) -> str:
    """Return a value as the language of the document has it."""
    match value:
        case bool():
            words = language.words
            return words.gettext("yes") if value else words.gettext("no")
        case int() | Decimal():
            return language.number(Decimal(value))
        case Money():
            return language.money(value.amount, value.currency)
        case datetime():
            return language.day(value.astimezone(context.zone).date())
        case date():
            return language.day(value)
        case tuple():
            return ", ".join(_text(context, field, one, language) for one in value)
    return show_value(context, field, value)
