"""The form of a deal: pipeline, stage and people, who may be new (FEATURES DEAL-06, DEAL-07)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from textual import on

from domain.errors import BadInput
from domain.i18n import _
from domain.invoicing.kinds import DOCUMENTS
from domain.records.fields import Field
from domain.records.references import Reference
from screens.deals.people_fields import AsksPeople
from screens.records.record_form import RecordForm
from services.deals.people import add_person
from services.deals.steps import pipeline_choices, stage_choices
from services.records.typed_values import code_of
from services.records.use_cases import Beside
from widgets.forms.form_field import ChoiceField, FormField

PIPELINE = "pipeline"


class DealForm(RecordForm, AsksPeople[UUID]):
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
        return self.ask_people(field, value, label) or super()._ask(field)

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
    if kind in DOCUMENTS:
        from screens.invoices.document_form import DocumentForm

        return DocumentForm
    return DealForm if kind == "deal" else RecordForm
