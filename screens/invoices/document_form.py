"""The form of a quote or an invoice: client, dates, terms (FEATURES INV-02, INV-04, INV-17)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from domain.i18n import _
from domain.invoicing.kinds import CREDIT_NOTE
from domain.records.fields import Field
from domain.records.references import Reference
from domain.records.values import RecordView, Value
from screens.records.record_form import RecordForm
from services.context import Context
from services.invoicing.contents.terms import choose_location, location_of
from services.invoicing.revising import revise_document
from services.invoicing.settings.locations import list_locations
from services.records.new_client import describe_contact
from services.records.use_cases import Beside
from services.settings import TAX_BY_LOCATION, TAX_TYPE, get_setting, name_format
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.record_picker import RecordPicker

PLACE, REASON = "location", "reason"


class DocumentForm(RecordForm):
    """Asks for what a document says beside its lines.

    Where taxes follow the place of the payer it asks for that (TAX-02). What is changed of an
    issued document becomes a revision, for a reason.
    """

    def __init__(
        self,
        kind: str,
        *,
        record: RecordView | None = None,
        model: Mapping[str, Value] | None = None,
        source: UUID | None = None,
        about: Reference | None = None,
    ) -> None:
        super().__init__(kind, record=record, model=model, source=source, about=about)
        self._payer_place: ChoiceField | None = None

    @property
    def _is_issued(self) -> bool:
        return self.record is not None and self.record.values["issued_at"] is not None

    def title_text(self) -> str:
        """Name the document; a credit note is one."""
        record = self.record
        if record is not None and record.values.get("kind") == CREDIT_NOTE:
            return _("Credit note · {title}").format(title=record.title)
        return super().title_text()

    def fields(self) -> Iterable[FormField]:
        """Ask for the place of the payer behind the clients, and why what is issued changes."""
        for asked in super().fields():
            yield asked
            if asked.name == "contact" and (place := self._ask_place()):
                yield place
        if self._is_issued:
            hint = _("what is changed, and why; it stands in the history")
            yield FormField(REASON, _("Reason"), hint=hint)

    def asked_fields(self) -> list[Field]:
        """Leave out the status of a new one: it is a draft."""
        fields = super().asked_fields()
        return [f for f in fields if self.record is not None or f.name != "status"]

    def _ask(self, field: Field) -> FormField:
        context, label = self.context, _(field.label)
        if field.name == "company":
            said = _("new company: {title}")
            return RecordPicker(
                field.name, label, ("company",), describe_new=lambda text: said.format(title=text)
            )
        if field.name == "contact":
            return RecordPicker(
                field.name, label, ("contact",), describe_new=lambda text: _described(context, text)
            )
        return super()._ask(field)

    def _ask_place(self) -> ChoiceField | None:
        context = self.context
        if get_setting(context, TAX_TYPE) != TAX_BY_LOCATION:
            return None
        places = {str(place.id): place.title for place in list_locations(context)}
        present = _location_of(context, self._kind, self.record)
        self._payer_place = ChoiceField(PLACE, _("Payer's place"), places, value=present)
        return self._payer_place

    def store(
        self,
        kind: str,
        data: Mapping[str, object],
        prepare: Callable[[], Beside] | None = None,
    ) -> Callable[[], UUID]:
        """Return what writes the document, or revises it, and its place."""
        context, record = self.context, self.record
        place = self._payer_place.chosen() if self._payer_place and self.is_changed(PLACE) else None
        if record is not None and self._is_issued:
            reason = self.value(REASON)

            def write() -> UUID:
                if data:
                    revise_document(context, kind, record.id, data, reason)
                    self._has_written = True
                return record.id

        else:
            write = super().store(kind, data, prepare)

        def write_all() -> UUID:
            key = write()
            if place is not None:
                choose_location(context, kind, key, UUID(place) if place else None)
                self._has_written = True
            return key

        return write_all


def _described(context: Context, text: str) -> str:
    said = describe_contact(text, context.region, name_format(context))
    return _("new contact: {name}").format(name=said)


def _location_of(context: Context, kind: str, record: RecordView | None) -> str:
    if record is None:
        return ""
    found = location_of(context, kind, record.id)
    return str(found) if found else ""
