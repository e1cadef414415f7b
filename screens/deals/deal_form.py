"""The form of a deal: pipeline, stage and people, who may be new (FEATURES DEAL-06, DEAL-07)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from textual import on

from domain.errors import BadInput
from domain.i18n import _
from domain.records.fields import Field
from domain.records.references import Reference, references_in
from domain.records.values import Point, RecordView, Value
from screens.records.record_form import RecordForm
from services.deals.people import add_person
from services.deals.steps import pipeline_choices, stage_choices
from services.records.new_client import contact_from_text, describe_contact
from services.records.typed_values import code_of
from services.records.use_cases import Beside, show_record
from services.settings import name_format
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.record_picker import PickerItem, RecordPicker
from widgets.forms.several_picker import SeveralPicker

PIPELINE = "pipeline"
CONTACTS = "contacts"
COMPANY = "company"


class DealForm(RecordForm):
    """Offers the stages of one pipeline, which is chosen above them.

    Clients are looked for as one types; who is not found is added without leaving the form.
    """

    def fields(self) -> Iterable[FormField]:
        """Ask for the pipeline before the stage."""
        pipelines, own = pipeline_choices(self.context, self._stage_code())
        self._pipeline = ChoiceField(PIPELINE, _("Pipeline"), pipelines, value=own, is_needed=True)
        for asked in super().fields():
            if asked.name == "stage" and len(pipelines) > 1:
                yield self._pipeline
            yield asked

    def asked_fields(self) -> list[Field]:
        """Leave out why a new deal is lost: it is not yet."""
        fields = super().asked_fields()
        return [f for f in fields if self.record is not None or f.name != "lost_reason"]

    def _stage_code(self) -> str:
        return code_of(self._shown.get("stage"))

    def _ask(self, field: Field) -> FormField:
        label, value = _(field.label), self._shown.get(field.name)
        if field.name == "stage":
            code = self._stage_code()
            choices = stage_choices(self.context, code)
            first = next(iter(choices), "") if self.record is None else ""
            return ChoiceField(field.name, label, choices, value=code or first)
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
        return super()._ask(field)

    def _described(self, text: str) -> str:
        context = self.context
        said = describe_contact(text, context.region, name_format(context))
        return _("new contact: {name}").format(name=said)

    @on(FormField.Changed)
    def follow_pipeline(self, event: FormField.Changed) -> None:
        """Offer the stages of the pipeline that is chosen, and begin with its first one."""
        if event.field is not self._pipeline or not self.query("#field-stage"):
            return
        try:
            code = self._pipeline.chosen()
        except BadInput:
            return
        choices = stage_choices(self.context, self._stage_code(), code)
        stage = self.field("stage")
        assert isinstance(stage, ChoiceField)
        stage.offer(choices)
        if stage.value and stage.value not in choices.values():
            stage.value = next(iter(choices.values()), "")

    @on(SeveralPicker.NewWanted)
    def add_contact(self, event: SeveralPicker.NewWanted) -> None:
        """Open the form of a new contact above this one; who is added there takes part here."""
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
        company = self.query(RecordPicker).filter(f"#field-{COMPANY}")
        picked = company.first().picked if company else None
        if picked is not None:
            model["companies"] = (picked.record,)
        return model

    def _take_contact(self, picker: SeveralPicker, key: UUID | None) -> None:
        if key is not None:
            view = show_record(self.context, "contact", key)
            picker.pick(PickerItem(Reference("contact", key, view.title)))
        picker.input.focus()

    def take_over(self, record: RecordView, name: str) -> None:
        """Show what a field of the record holds by now."""
        asked = self.field(name)
        if isinstance(asked, SeveralPicker):
            self._shown = {**self._shown, name: record.values[name]}
            asked.hold(references_in(record.values[name]))
            self._before[name] = asked.draft()
        else:
            super().take_over(record, name)

    def save(self) -> Callable[[], UUID]:
        """Write the deal. Raises BadInput for somebody who was typed and not taken."""
        for picker in self.query(SeveralPicker):
            if picker.value:
                said = _("“{text}” is nobody yet: Enter in the field adds a new contact.")
                raise BadInput(said.format(text=picker.value), picker.name)
        return super().save()

    def _read(self, field: Field) -> object:
        asked = self.field(field.name)
        if isinstance(asked, SeveralPicker):
            return [str(record.id) for record in asked.records]
        if isinstance(asked, RecordPicker) and asked.is_new:
            return asked.value
        return super()._read(field)


class DealContactForm(RecordForm):
    """The form of a new contact, who takes part in the deal that the form is `about`."""

    def store(
        self,
        kind: str,
        data: Mapping[str, object],
        prepare: Callable[[], Beside] | None = None,
    ) -> Callable[[], UUID]:
        """Return what writes the contact and links it with the deal, in one step."""
        deal = self.about
        assert isinstance(deal, Reference)
        return super().store(kind, data, lambda: lambda unit, key: add_person(unit, deal.id, key))


def form_beside(kind: str, record: Reference) -> type[RecordForm]:
    """Return the form for a new record of a kind that is linked with `record`."""
    is_person = (kind, record.kind) == ("contact", "deal")
    return DealContactForm if is_person else form_of(kind)


def form_of(kind: str) -> type[RecordForm]:
    """Return the form for records of a kind; activities have one of their own."""
    return DealForm if kind == "deal" else RecordForm
