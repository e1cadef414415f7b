"""Add or change an address, a set of requisites or a line of products."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from domain.bank_codes import country_told
from domain.contact_points.point_labels import offered_labels, read_label, show_label
from domain.errors import BadInput, Conflict, CrmError
from domain.i18n import _
from domain.parts import PART_TYPES, LineItem, Part, PartColumn, Requisites, doubts
from domain.records.fields import FieldType
from domain.records.references import Reference
from domain.requisites_columns import columns_in
from domain.text import fold, one_line
from domain.yes_no import explain_mark, read_mark
from screens.form_dialog import FormDialog
from screens.program import with_keys
from services.parts.countries import country_of
from services.parts.use_cases import add_part, change_part, parts_of
from widgets.forms.form_field import FormField


class PartForm(FormDialog[UUID]):
    """Returns the key of the part.

    Without `part` a new one of a type is added to a record. Numbers that cannot be right are told
    while they are typed, and kept all the same.
    """

    form_name = "part"
    begins_at = ""
    """The column at which the cursor begins, "" for the first one."""

    def __init__(self, record: Reference, type_: FieldType, part: Part | None = None) -> None:
        super().__init__()
        self._record = record
        self._type = type_
        self._part = part
        self._described = PART_TYPES[type_]

    @property
    def draft_name(self) -> str:
        """A new part of each type of each record has a draft, and each part that is changed."""
        if self._part is not None:
            return f"edit_{self._type}:{self._part.id}"
        return f"add_{self._type}:{self._record.id}"

    def title_text(self) -> str:
        """Say what the form is for, and whose it is."""
        title = one_line(self._record.title, 40)
        return f"{_(self._described.label)} · {title}" if title else _(self._described.label)

    def fields(self) -> Iterable[FormField]:
        """Ask for every column."""
        yield from map(self._ask, self.columns)

    @cached_property
    def columns(self) -> list[PartColumn]:
        """The columns that are asked for: of requisites those of the country (FEATURES COMP-07)."""
        columns = self._described.columns
        if self._type is FieldType.REQUISITES:
            part = self._part if isinstance(self._part, Requisites) else Requisites()
            country = country_told(part.tax_id, part.account) or country_of(
                self.context, self._record.kind, self._record.id
            )
            columns = columns_in(country, part)
        return [column for column in columns if column.is_asked]

    def _ask(self, column: PartColumn) -> FormField:
        value = as_typed(column, self._part) if self._part else ""
        hint = _(column.hint) if column.hint else ""
        if column.type is FieldType.BOOL:
            hint = _("+ for the one that invoices take")
        return FormField(
            column.name,
            _(column.label),
            value=value,
            hint=hint,
            choices=offered_labels(self._type) if column.name == "label" else (),
            explain=self._explainer(column),
        )

    def _explainer(self, column: PartColumn) -> Callable[[str], str] | None:
        if column.type is FieldType.BOOL:
            return explain_mark
        if column.name == "label":
            return _explain_label
        if self._type is FieldType.REQUISITES:
            return lambda text: self._doubt(column.name, text)
        return None

    def _doubt(self, name: str, text: str) -> str:
        """Raise BadInput with what is wrong with a number; it may stay so."""
        texts = {"bank_code": self.value("bank_code"), name: text}
        found = doubts(replace(Requisites(), **texts))  # type: ignore[arg-type]  # all are texts
        if name in found:
            raise BadInput(found[name], name)
        return ""

    def focus_first(self) -> None:
        """Begin at the column that was gone to, else at the first field."""
        fields = self.shown_fields()
        self._focus(next((field for field in fields if field.name == self.begins_at), fields[0]))

    def save(self) -> Callable[[], UUID]:
        """Write the part; of one that is changed, only the columns that were typed into."""
        context, part, record, type_ = self.context, self._part, self._record, self._type
        data = {column.name: self._read(column) for column in self.columns}
        if part is None:
            typed = {name: value for name, value in data.items() if value} | self.untyped()
            return lambda: add_part(context, record.kind, record.id, type_, typed)
        key = part.id
        assert key is not None
        before = {column.name: self._before(column) for column in self.columns}
        changed = {name: value for name, value in data.items() if value != before[name]}
        changed |= self.untyped()

        def change() -> UUID:
            if changed:
                change_part(context, type_, key, changed, shown=part)
            return key

        return change

    def untyped(self) -> dict[str, object]:
        """Return the columns that are written without being asked for."""
        return {}

    async def overcome(self, error: CrmError) -> bool:
        """Note what others have changed meanwhile: to save once more keeps what is typed."""
        if isinstance(error, Conflict) and self._part is not None:
            parts = parts_of(self.context, self._record.kind, self._record.id, self._type)
            self._part = next((part for part in parts if part.id == self._part.id), self._part)
            said = with_keys(self, _("{save} once more keeps yours."), save="form.save")
            raise Conflict(f"{error} {said}") from error
        return False

    def _read(self, column: PartColumn) -> object:
        text = self.value(column.name)
        return read_mark(text, column.name) if column.type is FieldType.BOOL else text

    def _before(self, column: PartColumn) -> object:
        assert self._part is not None
        if column.type is FieldType.BOOL:
            return getattr(self._part, column.name)
        return as_typed(column, self._part)


def as_typed(column: PartColumn, part: Part) -> str:
    """Return a column of a part as it would be typed."""
    value: object = getattr(part, column.name)
    if isinstance(part, LineItem) and column.name == "discount":
        return part.discount_text
    if isinstance(value, bool):
        return "+" if value else ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return show_label(str(value)) if column.name == "label" else str(value or "")


def _explain_label(text: str) -> str:
    label = show_label(read_label(text))
    return "" if fold(label) == fold(text) else f"= {label}"
