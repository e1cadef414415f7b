"""A new lead from one line of text, as on a card or a form of a fair (FEATURES LEAD-02)."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from domain.contact_points.phones import parse_phone, show_phone
from domain.errors import BadInput
from domain.i18n import _
from domain.lead_line import split_marks
from domain.records.fields import Field, FieldType
from services.context import Context
from services.records.coercion import Coercion
from services.records.new_client import line_parts, name_from_text, take_out
from services.records.showing import show_value
from services.records.use_cases import add_record
from storage.reads.dictionary_values import read_label
from storage.reads.records import read_user_name

_SITE_BEGINNINGS: Final = ("http://", "https://", "www.")

_QUOTES: Final = '«"„“”'


def lead_from_line(text: str, region: str) -> dict[str, object]:
    """Return the fields of a lead that a line names, as `add_record` takes them.

    Phones, e-mails and sites are known by their form, marks by their words (`domain.lead_line`).
    Of the parts between commas the first is the person and the second the company, unless a legal
    form or quotes tell the company; the others, and those with digits or without letters, say what
    is wanted.
    """
    line, marks = split_marks(text)
    rest, sites = take_out(line, lambda word: word.lower().startswith(_SITE_BEGINNINGS))
    names, phones, emails = line_parts(rest, region)
    fields: dict[str, object] = {}
    company = next((name for name in names if _is_company(name)), "")
    wanted = [name for name in names if name != company and not _may_be_name(name)]
    others = [name for name in names if name != company and name not in wanted]
    if others:
        words = others.pop(0).split()
        name = " ".join(word for word in words if any(map(str.isalpha, word)))
        wanted = [*(word for word in words if not any(map(str.isalpha, word))), *wanted]
        fields |= {k: v for k, v in name_from_text(name).items() if v}
    if not company and others:
        company = others.pop(0)
    if company:
        fields["company_title"] = company
    if others or wanted:
        fields["title"] = ", ".join([*others, *wanted])
    for name, values in (("phones", phones), ("emails", emails), ("sites", sites)):
        if values:
            fields[name] = values
    return fields | marks


def add_lead_line(context: Context, text: str) -> UUID:
    """Add a lead that a line names; return its key.

    Raises BadInput, about the field `line`, with the reason.
    """
    if not text.strip():
        raise BadInput(_("The line is empty: type at least a name or a phone."), "line")
    try:
        return add_record(context, "lead", lead_from_line(text, context.region))
    except BadInput as error:
        raise BadInput(str(error), "line") from error


def describe_lead_line(context: Context, text: str) -> str:
    """Return how a line is understood, field by field, for a person to see.

    `(?)` stands behind what does not fit its field, such as an unknown source.
    """
    connection = context.database.reader()
    coercion, data = Coercion(context, connection), lead_from_line(text, context.region)
    said = []
    for field in context.fields.of("lead"):
        if field.name not in data:
            continue
        try:
            shown = _shown(context, field, coercion.value(field, data[field.name]))
        except BadInput:
            shown = f"{data[field.name]} (?)"
        said.append(f"{_(field.label)}: {shown}")
    return " · ".join(said)


def _shown(context: Context, field: Field, value: Any) -> str:
    """Return a value as a person reads it, which `Coercion` has read."""
    connection = context.database.reader()
    match field.type:
        case FieldType.PHONE:
            phones = (point.value for point in value)
            return ", ".join(show_phone(p, parse_phone(p, context.region).e164) for p in phones)
        case FieldType.CHOICE:
            return read_label(connection, str(field.choices), value.bytes)
        case FieldType.USER:
            return read_user_name(connection, value) or ""
    return show_value(context, field, tuple(value) if field.multiple else value)


def _may_be_name(name: str) -> bool:
    return any(map(str.isalpha, name)) and not any(map(str.isdigit, name))


def _is_company(name: str) -> bool:
    from domain.names.person_names import company_words
    from domain.text import words

    return name[:1] in _QUOTES or company_words(name) != words(name)
