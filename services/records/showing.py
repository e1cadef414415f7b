"""Values of fields as a person reads them, in lists, cards and tables."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from domain.activities import kind_label
from domain.dates.partial_date import format_partial_date
from domain.dates.when import describe_deadline, is_overdue, say_when
from domain.i18n import _
from domain.money import format_amount, format_number, format_price
from domain.parts import Part
from domain.reach import show_reach
from domain.records.code_labels import code_label
from domain.records.fields import ROW_TYPES, Field, FieldType
from domain.records.references import Reference
from domain.records.values import (
    AttachedFile,
    Choice,
    Deadline,
    Money,
    NextStep,
    Person,
    Point,
    Value,
)
from services.context import Context


def show_value(
    context: Context,
    field: Field,
    value: Value | Reference | Point | Part,
    currency: str = "",
    *,
    now: datetime | None = None,
) -> str:
    """Return a value in words, in local time; amounts are of `currency`.

    With `now` days and times are said as people say them, such as “today 11:02”, else by number.
    """
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case Decimal():
            is_number = field.type is FieldType.DECIMAL
            return format_number(value) if is_number else format_amount(value, currency)
        case Money():
            return format_price(value.amount, value.currency)
        case date():
            return _show_time(context, value, now)
        case Deadline():
            return show_value(context, field, value.at or value.on, now=now)
        case NextStep():
            return show_step(value, context.now())
        case Choice():
            return value.label
        case Person():
            return value.name
        case AttachedFile():
            return _or_deleted(value.name, is_deleted=value.is_deleted)
        case Reference():
            return _or_deleted(value.title, is_deleted=value.is_deleted)
        case Point():
            return show_point(field.type, value)
        case tuple():
            shown = (show_value(context, field, item, currency, now=now) for item in value)
            return _between(field).join(shown)
        case str():
            return _show_text(field.type, value)
    return str(value)


def show_step(step: NextStep, now: datetime) -> str:
    """Return what is to be done next and when; `!` marks what is overdue (FEATURES ACT-11)."""
    mark = "! " if is_late(step, now) else ""
    due = step.deadline or Deadline()
    parts = (step.subject or kind_label(step.kind), describe_deadline(due.at, due.on, now))
    return mark + ", ".join(filter(None, parts))


def is_late(step: NextStep, now: datetime) -> bool:
    """Say whether the next step of a record is overdue."""
    due = step.deadline or Deadline()
    return is_overdue(due.at, due.on, now)


def show_point(type_: FieldType, point: Point) -> str:
    """Return a phone, e-mail, site or messenger in its short form; `?` marks what is none."""
    shown = show_reach(type_, point.value, point.e164, point.label)
    return shown if point.is_valid else f"{shown} (?)"


def _show_time(context: Context, value: date, now: datetime | None) -> str:
    """Return a day or a moment, as people say it where `now` is known."""
    if now:
        return say_when(value, now)
    if isinstance(value, datetime):
        return f"{value.astimezone(context.zone):%Y-%m-%d %H:%M}"
    return value.isoformat()


def _or_deleted(title: str, *, is_deleted: bool) -> str:
    return _("{title} (deleted)").format(title=title) if is_deleted else title


def _show_text(type_: FieldType, text: str) -> str:
    """Return a text; codes and dates of which a part is known stand as texts, too."""
    if text and type_ is FieldType.CODE:
        return code_label(text)
    if text and type_ is FieldType.PARTIAL_DATE:
        return format_partial_date(text)
    return text


def _between(field: Field) -> str:
    # Parts have commas in them.
    return "; " if field.type in ROW_TYPES else ", "
