"""What is to be changed in many records at once (FEATURES MASS-01, MASS-05)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from domain.choosing import Choices, choose, tell_apart
from domain.errors import BadInput
from domain.i18n import _, ngettext
from domain.query.names import find_field
from domain.records.fields import Field
from domain.text import fold, spaced
from screens.form_dialog import FormDialog
from screens.form_draft import FormDraft, LastingDraft
from screens.records.field_asking import explain_several
from services.queries import check_alike, field_choices
from services.records.typed_values import read_typed
from widgets.forms.form_field import ChoiceField, FormField

if TYPE_CHECKING:
    from services.lists.bulk_changes import FieldChange


def bulk_draft(kind: str, field: str) -> str:
    """Return the name of the draft of a change of many records of a kind."""
    return f"bulk:{kind}:{field}"


class BulkDialog(FormDialog["FieldChange"]):
    """Returns what is to be done with one field of `count` records of a kind.

    `field` is filled in where it is known, such as `responsible`. What is typed for several records
    stays under `bulk_draft` for whoever changes them to forget: that may take long and be ended.
    """

    form_name = "bulk"

    def __init__(self, kind: str, count: int, field: str = "") -> None:
        super().__init__()
        self._kind = kind
        self._count = count
        self._field_name = field

    @property
    def draft_name(self) -> str:
        """Each kind and field has a draft of its own."""
        return bulk_draft(self._kind, self._field_name)

    def make_draft(self) -> FormDraft:
        """Return what keeps what is typed, for several records until they are changed."""
        if self._count == 1:
            return super().make_draft()
        return LastingDraft(self.context, self.draft_name, self._draft)

    def title_text(self) -> str:
        """Say how many records are changed."""
        return ngettext("Change {count} record", "Change {count} records", self._count).format(
            count=spaced(self._count)
        )

    def fields(self) -> Iterable[FormField]:
        """Ask for the field, what is to be done with it, and the value."""
        known = {f.name: f for f in self.context.fields.of(self._kind)}
        given = known.get(self._field_name)
        hows = {"set": _("set"), "clear": _("clear"), "add": _("add"), "remove": _("remove")}
        self._how = ChoiceField("how", _("Do"), hows, value="set", is_needed=True)
        yield FormField(
            "field",
            _("Field"),
            value=_(given.label) if given else "",
            hint=_("its name, such as city, source, responsible"),
            explain=self._explain_field,
        )
        yield self._how
        yield FormField("value", _("Value"), explain=self._explain_value)

    def focus_first(self) -> None:
        """Begin at the field, or at the value where the field is known."""
        self._focus(self.field("value" if self._field_name else "field"))

    def _chosen_field(self) -> Field:
        """Return the field that is named. Raises BadInput."""
        try:
            field = find_field(self.context.fields, self._kind, self.value("field"))
        except BadInput as error:
            raise BadInput(str(error), "field") from error
        if field.read_only:
            raise BadInput(
                _("{field} cannot be set: the program keeps it.").format(field=_(field.label)),
                "field",
            )
        try:
            check_alike(field)
        except BadInput as error:
            raise BadInput(str(error), "field") from error
        return field

    def _explain_field(self, text: str) -> str:
        label = _(self._chosen_field().label)
        return "" if fold(text) == fold(label) else f"= {label}"

    def _explain_value(self, text: str) -> str:
        field, choices = self._chosen_field(), self._choices()
        if not choices:
            return ""
        if field.multiple:
            return explain_several(field, choices, text)
        label = choices[choose(choices, text, "value")]
        return "" if fold(text) == fold(label) else f"= {label}"

    def _choices(self) -> Choices:
        """Return what values are chosen from, nothing where any may be typed. Raises BadInput."""
        return tell_apart(field_choices(self.context, self._chosen_field()))

    def _value(self, field: Field) -> object:
        """Return the value that was typed or chosen. Raises BadInput."""
        text = self.value("value")
        if not text:
            raise BadInput(_("Type a value, or choose “clear”."), "value")
        if not field.multiple and (choices := self._choices()):
            return choose(choices, text, "value")
        try:
            return read_typed(field, text)
        except BadInput as error:
            raise BadInput(str(error), "value") from error

    def save(self) -> Callable[[], FieldChange]:
        """Return the change; its value must fit the field."""
        from services.lists.bulk_changes import FieldChange, How, read_changes

        field, how, context = self._chosen_field(), How(self._how.chosen()), self.context
        value = None if how is How.CLEAR else self._value(field)
        change = FieldChange(field.name, how, value)

        def check() -> FieldChange:
            try:
                read_changes(context, self._kind, [change])
            except BadInput as error:
                raise BadInput(str(error), "value") from error
            return change

        return check
