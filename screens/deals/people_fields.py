"""The fields of a deal that hold clients, who may be new (FEATURES DEAL-07, DEAL-08)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar
from uuid import UUID

from textual import on

from domain.i18n import _
from domain.records.fields import Field
from domain.records.references import Reference, references_in
from domain.records.values import Point, Value
from screens.form_dialog import FormDialog
from services.deals.people import likely_clients
from services.records.new_client import contact_from_text, describe_contact
from services.records.use_cases import show_record
from services.settings import name_format
from widgets.forms.record_picker import PickerItem, RecordPicker
from widgets.forms.several_picker import SeveralPicker

CONTACTS = "contacts"
COMPANY = "company"

ResultT = TypeVar("ResultT")


class AsksPeople(FormDialog[ResultT], Generic[ResultT]):
    """Asks for the company and the contacts of a deal.

    Who is likely is offered before anything is typed, who is typed is looked for, and who is not
    found is added without leaving the form.
    """

    def seen(self, name: str) -> Value:
        """Return what the deal holds in a field that the form does not ask for."""
        raise NotImplementedError

    def held(self, name: str) -> tuple[Reference, ...]:
        """Return the clients that a field holds by now, of the form or of the deal."""
        for asked in self.query(f"#field-{name}").results(RecordPicker):
            if isinstance(asked, SeveralPicker):
                return asked.records
            return (asked.picked.record,) if asked.picked else ()
        return references_in(self.seen(name))

    def ask_people(self, field: Field, value: Value, label: str) -> RecordPicker | None:
        """Return the line that asks for clients, None for a field that holds none."""
        if field.name == COMPANY:
            said = _("new company: {title}")
            return RecordPicker(
                field.name,
                label,
                (COMPANY,),
                describe_new=lambda text: said.format(title=text),
            )
        if field.name == CONTACTS:
            return SeveralPicker(
                field.name,
                label,
                ("contact",),
                records=references_in(value),
                hint=_("a name or a phone; the first one is the main one"),
                describe_new=self._described,
            )
        return None

    def _described(self, text: str) -> str:
        context = self.context
        said = describe_contact(text, context.region, name_format(context))
        return _("new contact: {name}").format(name=said)

    def on_descendant_focus(self) -> None:
        """Offer who is likely as long as the cursor is in a field of clients."""
        for asked in self.query(RecordPicker):
            if asked.name in (CONTACTS, COMPANY):
                is_asked = asked.editor is self.focused and not asked.value
                found = self._likely(asked.name) if is_asked else ()
                asked.suggest([PickerItem(one, is_sure=False) for one in found])

    def _likely(self, name: str) -> Sequence[Reference]:
        return likely_clients(self.context, name, self.held(COMPANY), self.held(CONTACTS))

    @on(SeveralPicker.NewWanted)
    def add_contact(self, event: SeveralPicker.NewWanted) -> None:
        """Open the form of a new contact above this one; who is added there takes part here."""
        from screens.records.record_form import RecordForm

        picker = event.picker
        form = RecordForm("contact", model=self._contact_model(event.text))
        self.app.push_screen(form, lambda key: self._take_contact(picker, key))

    def _contact_model(self, text: str) -> Mapping[str, Value]:
        """Return what the form of a new contact begins with; the person works for the company."""
        model: dict[str, Value] = {}
        for name, value in contact_from_text(text, self.context.region).items():
            if isinstance(value, str):
                model[name] = value
            elif name in ("phones", "emails") and isinstance(value, list):
                model[name] = tuple(Point(str(one)) for one in value)
        if companies := self.held(COMPANY):
            model["companies"] = companies
        return model

    def _take_contact(self, picker: SeveralPicker, key: UUID | None) -> None:
        if key is not None:
            view = show_record(self.context, "contact", key)
            picker.pick(PickerItem(Reference("contact", key, view.title)))
        picker.input.focus()
