"""Turns a filter that was typed into the condition that a list is read with."""

from __future__ import annotations

from domain.choosing import Choices
from domain.errors import BadInput
from domain.i18n import _
from domain.leads import CONVERTED, JUNK, STATUSES
from domain.query.names import CHOSEN_TYPES, options_of
from domain.query.widening import with_clients
from domain.records.fields import ROW_TYPES, Field, FieldType
from services.context import Context
from services.records.listing import read_query
from storage.reads.conditions import compile_query
from storage.reads.options import read_options
from storage.reads.sql import Condition as Condition


def query_condition(context: Context, kind: str, text: str) -> Condition | None:
    """Return the condition on records of a kind that `text` asks for, None for an empty text.

    Words, and the name of a client, find an activity with its clients and their companies.

    Raises QueryError, which is a BadInput with the place of the fault.
    """
    if not text.strip():
        return None
    query, fields = read_query(context, kind, text), context.fields
    return compile_query(with_clients(query, fields), fields, context.actor.user_id)


def check_alike(field: Field) -> None:
    """Raise BadInput for a field that cannot be given one value in many records at once."""
    if field.type in ROW_TYPES:
        said = _("{field} differ from record to record: change them one by one.")
        if field.type is FieldType.ADDRESS:
            said = _(
                "{field} differ from record to record: city, country and the other parts of the "
                "first address can be set."
            )
        raise BadInput(said.format(field=_(field.label)), field.name)


def known_tags(context: Context, field: Field) -> list[str]:
    """Return the tags that records have in a field so far, by the alphabet."""
    return [option.code for option in read_options(context.database.reader())(field)]


def field_choices(
    context: Context, field: Field, present: str = "", *, with_junk: bool = True
) -> Choices:
    """Return what a form offers for a field, in order; nothing where any text may be typed.

    What is out of use is offered only where it is `present`, the code that the record has; that a
    lead is converted is never chosen, and that it is junk only `with_junk`, where the reason is
    asked for as well. Currencies are typed, of which there are too many to show.
    """
    if field.type not in CHOSEN_TYPES or field.type is FieldType.CURRENCY:
        return {}
    barred: set[str] = set()
    if field.choices == STATUSES:
        barred = {CONVERTED} if with_junk else {CONVERTED, JUNK}
    options = options_of(field, read_options(context.database.reader()))
    return {
        option.code: option.label or option.code
        for option in options
        if (option.is_in_use and option.meaning not in barred) or option.code == present
    }
