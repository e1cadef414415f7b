"""A filter as a form: what is asked of each field (FEATURES CONT-05, COMP-06)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from textual import on

from domain.errors import BadInput
from domain.i18n import _
from domain.query.amounts import NUMBER_TYPES
from domain.query.errors import QueryError
from domain.query.names import spelled_fields
from domain.query.panel import PanelTexts, Part, put_together, read_clause, taken_apart
from domain.query.tree import Query
from domain.query.values import DATE_TYPES
from domain.records.computed_fields import (
    CLIENT,
    NAME,
    NEXT_STEP,
    fields_of,
    heading,
    is_named_twice,
)
from domain.records.fields import MONEY_TYPES, Field, FieldType
from screens.form_dialog import FormDialog
from screens.program import with_keys
from services.context import Context
from services.queries import field_choices
from services.records.listing import read_query
from widgets.forms.form_field import FormField

REST: Final = "_rest"
"""The field that takes words, and whatever no other field can say."""

_ASKED: Final = DATE_TYPES | {
    FieldType.AMOUNT,
    FieldType.BOOL,
    FieldType.CHOICE,
    FieldType.CODE,
    FieldType.EMAIL,
    FieldType.PHONE,
    FieldType.RECORD,
    FieldType.STAGE,
    FieldType.USER,
}
"""Types of fields that are asked for, whether or not lists usually show them."""

_COMPUTED: Final = frozenset({NAME, CLIENT, NEXT_STEP})

_MOST_NAMED: Final = 5
"""How many values are named in an empty field."""


def asked_fields(context: Context, kind: str) -> list[Field]:
    """Return the fields of the panel: custom ones among them, those seldom asked for left out."""
    fields = [
        field
        for field in fields_of(context.fields, kind)
        if (field.name in _COMPUTED or field.is_custom or _is_asked(field))
        and not is_named_twice(field)
    ]
    return sorted(fields, key=lambda field: field.name != NAME)


def _is_asked(field: Field) -> bool:
    is_kept = field.name not in ("deleted_at", "deleted_by")
    return is_kept and (bool(field.width) or field.type in _ASKED)


class FilterPanel(FormDialog[str]):
    """Returns the text of a filter for a kind of records; `text` is the filter in force."""

    form_name = "filter"
    DEFAULT_CSS = """
    FilterPanel > #form { width: 96; }
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__()
        self._kind, self._text = kind, text
        self._asked = {field.name: field for field in asked_fields(self.context, kind)}
        self._names = {
            field.name: name for field, name, _all in spelled_fields(self.context.fields, kind)
        }

    @property
    def draft_name(self) -> str:
        """What was typed belongs to the filter that it began with."""
        return f"{self.form_name}:{self._kind}:{self._text}"

    def title_text(self) -> str:
        """Say what the form is for."""
        return _("Filter by fields")

    def keys_text(self) -> str:
        """Return the line of keys at the end of the form."""
        text = _("{save} show   {next} next field   {back} back, keeps what is typed")
        return with_keys(self, text, save="form.save", next="form.go_on", back="form.leave")

    def fields(self) -> Iterable[FormField]:
        """Ask for each field, filled in with what the filter asks of it."""
        texts = self._taken_apart()
        yield FormField(
            REST, _("Words and more"), value=texts.rest, hint=_("romashka  mine  -type:partner")
        )
        for field in self._asked.values():
            yield FormField(
                field.name,
                heading(field),
                value=texts.of_fields.get(field.name, ""),
                hint=self._hint(field),
                explain=self._explain(field),
            )

    def _taken_apart(self) -> PanelTexts:
        """Return what the filter asks for; one that cannot be read stands whole in the first."""
        try:
            return taken_apart(self._text, self._read, self._asked)
        except QueryError:
            return PanelTexts({}, self._text)

    def _read(self, text: str) -> Query:
        return read_query(self.context, self._kind, text)

    def _hint(self, field: Field) -> str:
        if choices := field_choices(self.context, field):
            return ", ".join(list(choices.values())[:_MOST_NAMED])
        if field.type in DATE_TYPES:
            return _("today   -7d..   2026-05-01 10:15:30..2026-05-02")
        if field.type in MONEY_TYPES:
            return ">1000   5..10 EUR"
        if field.type in NUMBER_TYPES:
            return ">1000   5..10"
        return _("several with commas between them; none, any") if field.multiple else ""

    def _explain(self, field: Field) -> Callable[[str], str]:
        return lambda typed: f"= {self._read_clause(field, typed).text}"

    def _read_clause(self, field: Field, typed: str) -> Part:
        return read_clause(field, self._names[field.name], typed, self._read)

    def _asked_for(self) -> Iterable[Part]:
        """Return all that is asked for. Raises BadInput that names the field at fault."""
        try:
            yield Part(self.value(REST), self._read(self.value(REST)).root)
        except QueryError as error:
            raise BadInput(str(error), REST) from error
        for field in self._asked.values():
            if typed := self.value(field.name):
                yield self._read_clause(field, typed)

    def _text_now(self) -> str:
        """Return the filter that the fields write. Raises BadInput."""
        return put_together(list(self._asked_for()), self._read)

    @on(FormField.Changed)
    def show_text(self) -> None:
        """Show the filter that the fields write, as soon as all of them can be read."""
        try:
            self.say(self._text_now())
        except BadInput:
            self.say("")

    def save(self) -> Callable[[], str]:
        """Return the filter that the fields write."""
        text = self._text_now()
        return lambda: text
