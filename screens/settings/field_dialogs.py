"""What is asked about a custom field: what it is called, and what it holds (FEATURES CF-01)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from textual import on

from domain.errors import BadInput
from domain.i18n import _
from domain.records.custom_fields import CUSTOM_TYPES, SEARCHED_TYPES, SINGLE_TYPES, WIDENED_TYPES
from domain.records.fields import Field, FieldType
from domain.records.kinds import KINDS
from domain.text import one_line
from domain.yes_no import explain_mark, read_mark
from screens.form_dialog import FormDialog
from services.catalog.properties import add_property
from services.fields.changing import add_field, change_field
from services.fields.definitions import FieldEdit, NewField
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.notes_field import NotesField

T = FieldType


class FieldDialog(FormDialog[str]):
    """Asks for what every custom field has; shows only what goes with the type that is chosen."""

    form_name = "field"

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def types(self) -> Iterable[FieldType]:
        """Return the types that may be chosen, the present one first."""
        raise NotImplementedError

    def known(self) -> Field | None:
        """Return the field that is changed, None for a new one."""
        return None

    def fields(self) -> Iterable[FormField]:
        """Ask for the label and the type, then for what goes with each type."""
        known, types = self.known(), [*self.types()]
        label = _(known.label) if known else ""
        yield FormField("label", _("Field name"), value=label, hint=_("as people read it"))
        choices = {type_.value: _(CUSTOM_TYPES[type_]) for type_ in types}
        # While nothing is chosen the types are shown, and a new field is a text.
        type_ = ChoiceField("type", _("Type"), choices, value=types[0].value if known else "")
        type_.brings_fields = True
        yield type_
        hint = _("values to add, one a line") if known else _("what it offers, one a line")
        yield NotesField("choices", _("List"), lines=4, hint=hint)
        if known is None:
            kinds = {kind.name: _(kind.label) for kind in KINDS.values()}
            yield ChoiceField("target", _("Links to"), kinds, is_needed=True)
        currency = str(known.choices or "") if known and known.type is T.MONEY else ""
        yield FormField(
            "currency", _("Currency"), value=currency, hint=_("of amounts typed without one")
        )
        if known is None or not known.multiple:
            yield self._mark("multiple", _("Several values"), is_set=False)
        yield self._mark("searchable", _("Searched"), is_set=_is_searched(known))
        yield self._mark("printable", _("Printed"), is_set=known is not None and known.printable)

    def _mark(self, name: str, label: str, *, is_set: bool) -> FormField:
        value = "+" if is_set else ""
        return FormField(name, label, value=value, hint=_("+ for yes"), explain=explain_mark)

    def on_mount(self) -> None:
        """Show what goes with the type."""
        self.show_brought_fields()

    @on(FormField.Changed)
    def show_fitting(self, event: FormField.Changed) -> None:
        """Follow the type as it is chosen."""
        if event.field.name == "type":
            self.show_brought_fields()

    def show_brought_fields(self) -> None:
        """Ask for what goes with the type."""
        try:
            type_ = self.chosen_type()
        except BadInput:
            return
        fitting = {
            "choices": type_ is T.CHOICE,
            "target": type_ is T.RECORD,
            "currency": type_ is T.MONEY,
            "multiple": type_ not in SINGLE_TYPES,
            "searchable": type_ in SEARCHED_TYPES,
        }
        for field in self.query(FormField):
            field.display = fitting.get(field.name or "", True)

    def chosen_type(self) -> FieldType:
        """Return the type that is chosen. Raises BadInput."""
        field = self.field("type")
        assert isinstance(field, ChoiceField)
        return FieldType(field.chosen() or next(iter(self.types())))

    def is_marked(self, name: str) -> bool:
        """Say whether a mark is set that goes with the type. Raises BadInput."""
        for field in self.query(f"#field-{name}").results(FormField):
            return field.display and read_mark(field.value, name)
        return False

    def typed(self, name: str) -> str:
        """Return what is typed into a field that goes with the type, "" where it does not."""
        field = self.field(name)
        return field.value if field.display else ""

    def typed_choices(self) -> tuple[str, ...]:
        """Return the labels of what the list is to offer."""
        return tuple(line.strip() for line in self.typed("choices").splitlines() if line.strip())


def _is_searched(known: Field | None) -> bool:
    return known is None or known.searchable


class AddFieldDialog(FieldDialog):
    """Adds a field to a kind of records and returns its name (exam B12).

    Any screen may open it; whoever may not add fields is told who can. One of products is a
    property of a `section` where that is given (FEATURES CAT-10).
    """

    def __init__(self, kind: str, section: UUID | None = None) -> None:
        super().__init__(kind)
        self._section = section

    @property
    def draft_name(self) -> str:
        """A new field of each kind has a draft of its own."""
        return f"{self.form_name}:{self._kind}:"

    def title_text(self) -> str:
        """Say which kind gets the field."""
        kind = _(KINDS[self._kind].label).lower()
        return _("New field of: {kind}").format(kind=kind)

    def types(self) -> Iterable[FieldType]:
        """Offer all types."""
        return CUSTOM_TYPES

    def save(self) -> Callable[[], str]:
        """Add the field."""
        type_, context = self.chosen_type(), self.context
        target = self.field("target")
        assert isinstance(target, ChoiceField)
        new = NewField(
            self._kind,
            self.value("label"),
            type_,
            choices=self.typed_choices(),
            target=target.chosen() if target.display else "",
            currency=self.typed("currency"),
            multiple=self.is_marked("multiple"),
            searchable=self.is_marked("searchable"),
            printable=self.is_marked("printable"),
        )
        section = self._section
        if section is None:
            return lambda: add_field(context, new).name
        return lambda: add_property(context, new, section).name


class ChangeFieldDialog(FieldDialog):
    """Changes a custom field and returns its name."""

    def __init__(self, field: Field) -> None:
        super().__init__(field.kind)
        self._changed = field

    @property
    def draft_name(self) -> str:
        """Each field has a draft of its own."""
        return f"{self.form_name}:{self._kind}:{self._changed.name}"

    def title_text(self) -> str:
        """Name the field."""
        kind = _(KINDS[self._kind].label)
        return f"{kind} · {one_line(_(self._changed.label), 60)}"

    def known(self) -> Field | None:
        """Return the field."""
        return self._changed

    def types(self) -> Iterable[FieldType]:
        """Offer the type that it has, and those that hold whatever is in it."""
        present = self._changed.type
        return [present, *(t for t in CUSTOM_TYPES if (present, t) in WIDENED_TYPES)]

    def save(self) -> Callable[[], str]:
        """Change what was typed into."""
        field, type_, context = self._changed, self.chosen_type(), self.context
        searchable, printable = self.is_marked("searchable"), self.is_marked("printable")
        label, currency = self.value("label"), self.typed("currency")
        edit = FieldEdit(
            label=label if label != _(field.label) else None,
            type=type_ if type_ is not field.type else None,
            multiple=True if self.is_marked("multiple") else None,
            searchable=searchable if searchable != field.searchable else None,
            printable=printable if printable != field.printable else None,
            currency=currency if currency != (field.choices or "") and currency else None,
            choices=self.typed_choices(),
        )

        def write() -> str:
            if edit != FieldEdit():
                change_field(context, field.kind, field.name, edit)
            return field.name

        return write
