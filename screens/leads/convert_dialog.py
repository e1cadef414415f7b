"""The conversion of a lead, on one screen (FEATURES LEAD-07, LEAD-08, exam A12, B17)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from domain.errors import BadInput, CrmError
from domain.i18n import _, ngettext
from domain.leads import RESULTS
from domain.records.fields import Field
from domain.records.kinds import KINDS
from domain.records.references import Reference
from domain.records.values import RecordView, Value
from domain.text import one_line
from screens.form_dialog import FormDialog
from screens.leads.part_choice import NEW, NONE, OTHER, PartChoice
from screens.program import with_keys
from services.deals.pipelines import PipelineView, list_pipelines
from services.leads.converting import Conversion, Existing, New, Part, convert_lead
from services.leads.proposal import (
    SHOWN_FIELDS,
    Proposal,
    proposal_of,
    propose,
    values_for,
)
from services.records.typed_values import as_typed, read_typed
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.record_picker import RecordPicker

PIPELINE = "deal-pipeline"
"""The field in which the pipeline of a new deal is chosen."""


class ConvertDialog(FormDialog[Conversion]):
    """Returns what the lead has become.

    Each kind is chosen by a digit; the fields of what is new stand below its choice, filled in
    from the lead. What nobody has typed into follows the other choices: without a contact, the
    phone is that of the company. What the lead may be already is looked up beside the screen while
    the dialog opens; keys that come meanwhile wait for its fields.
    """

    form_name = "convert_lead"
    DEFAULT_CSS = """
    ConvertDialog {
        & > #form { width: 96; }
        & .convert--moves { color: $text-muted; }
    }
    """

    def __init__(self, lead: RecordView) -> None:
        super().__init__()
        self._take(proposal_of(lead))
        self.about = Reference("lead", lead.id, lead.title)
        self._filled: dict[str, str] = {}
        self._pipelines: dict[str, PipelineView] = {}

    def _take(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self._suggested = proposal.values

    async def on_compose(self) -> None:
        """Look up what the lead may be already, before the fields are laid out."""
        # What is refused by now, saving refuses with the same sentence, and nothing typed is lost.
        with suppress(CrmError):
            self._take(await asyncio.to_thread(propose, self.context, self._proposal.lead.id))

    def title_text(self) -> str:
        """Name the lead."""
        company = str(self._proposal.lead.values["company_title"] or "")
        name = one_line(self._proposal.lead.title, 50)
        shown = " · ".join(filter(None, (name, one_line(company, 30) if company != name else "")))
        return _("Convert: {lead}").format(lead=shown)

    def compose_title(self) -> ComposeResult:
        """Name the lead, and say what goes along with it."""
        yield from super().compose_title()
        if moves := describe_moves(self._proposal.moves):
            said = _("Goes along: {what}.").format(what=moves)
            yield Static(said, classes="convert--moves", markup=False)

    def keys_text(self) -> str:
        """Return the line of keys."""
        text = _("{save} convert   {next} next field   {back} back, keeps what is typed")
        return with_keys(self, text, save="form.save", next="form.go_on", back="form.leave")

    def fields(self) -> Iterable[FormField]:
        """Ask for each kind what becomes of it, and for the fields of what is new."""
        for kind in RESULTS:
            label = _(KINDS[kind].label)
            similar, chosen = self._proposal.similar[kind], self._proposal.chosen[kind]
            yield PartChoice(kind, label, similar, chosen)
            yield RecordPicker(
                f"{kind}-other", _("Which"), (kind,), hint=_("type a name, a phone, an e-mail")
            )
            if kind == "deal":
                yield self._pipeline_choice()
            for field in self._shown(kind):
                text = self._as_typed(field)
                self._filled[_id(field)] = text
                hint = _("several with ; between them") if field.multiple else ""
                yield FormField(_id(field), f"  {_(field.label)}", value=text, hint=hint)

    def _pipeline_choice(self) -> ChoiceField:
        """Return the choice of the pipeline in which a new deal begins, the first one at first."""
        self._pipelines = {one.code: one for one in list_pipelines(self.context) if one.first}
        labels = {code: one.label for code, one in self._pipelines.items()}
        label = f"  {_('Pipeline')}"
        return ChoiceField(PIPELINE, label, labels, value=next(iter(labels)), is_needed=True)

    def _shown(self, kind: str) -> list[Field]:
        fields = self.context.fields
        return [fields.get(kind, name) for name in SHOWN_FIELDS[kind]]

    def _as_typed(self, field: Field) -> str:
        return as_typed(field, self._value(field), self.context.zone)

    def _value(self, field: Field) -> Value:
        return self._suggested[field.kind].get(field.name)

    def on_mount(self) -> None:
        """Show the fields of what is new."""
        self._show_fields()

    def focus_first(self) -> None:
        """Begin at the first choice."""
        self._focus(self.shown_fields()[0])

    @on(FormField.Changed)
    def follow_choice(self, event: FormField.Changed) -> None:
        """Show what belongs to a choice as soon as it is clear."""
        choice = event.field
        if not isinstance(choice, PartChoice):
            return
        typed = choice.value.strip()
        if choice.is_other_digit(typed[:1]) and not typed[1:2].isdigit():
            self._go_to_name(choice, typed[1:])
        if choice.code:
            self._show_fields()

    def show_brought_fields(self) -> None:
        """Show the fields of what is new, and the names of others."""
        if all(self._choice(kind).code for kind in RESULTS):
            self._show_fields()

    def _go_to_name(self, choice: PartChoice, ahead: str) -> None:
        """Go on from the digit of another record to its name, of which `ahead` is typed already."""
        is_at_work = self.focused is not None and choice in self.focused.ancestors
        if not ahead and not is_at_work:
            return
        which = self.field(f"{choice.name}-other")
        which.display = True
        if ahead:
            choice.value = choice.value.strip()[:1]
            which.value = ahead + which.value
        self._focus(which)

    def _choice(self, kind: str) -> PartChoice:
        return self.query_one(f"#field-{kind}", PartChoice)

    def _show_fields(self) -> None:
        codes = {kind: self._choice(kind).code for kind in RESULTS}
        kinds = {kind for kind, code in codes.items() if code != NONE}
        self._suggested = values_for(self._proposal.lead, kinds)
        for kind, code in codes.items():
            self.field(f"{kind}-other").display = code == OTHER
            if kind == "deal":
                self.field(PIPELINE).display = code == NEW and len(self._pipelines) > 1
            for field in self._shown(kind):
                asked = self.field(_id(field))
                asked.display = code == NEW
                if asked.value == self._filled[_id(field)]:
                    self._filled[_id(field)] = asked.value = self._as_typed(field)

    def show_error(self, sentence: str, field: str | None = None) -> None:
        """Show a sentence under the field it is about, or under the choice of its kind."""
        name = (field or "").replace(".", "-")
        kind = name.partition("-")[0]
        known = self.query(f"#field-{name}") if name else ()
        super().show_error(sentence, name if known else kind or None)

    def save(self) -> Callable[[], Conversion]:
        """Convert the lead."""
        parts = {kind: self._part(kind) for kind in RESULTS}
        if not any(parts.values()):
            raise BadInput(
                _("Choose what the lead becomes: a contact, a company or a deal."), RESULTS[0]
            )
        context, lead = self.context, self._proposal.lead.id
        return lambda: convert_lead(context, lead, **parts)

    def _part(self, kind: str) -> Part:
        """Return what was chosen. Raises BadInput."""
        match self._choice(kind).chosen():
            case "new":
                return New(self._begun(kind) | self._typed(kind))
            case "none":
                return None
            case "other":
                return Existing(self._picked(kind).id)
            case key:
                (similar,) = [s for s in self._proposal.similar[kind] if str(s.record.id) == key]
                return Existing(similar.record.id)

    def _picked(self, kind: str) -> Reference:
        picker = self.query_one(f"#field-{kind}-other", RecordPicker)
        if picker.picked is None:
            raise BadInput(_("Choose one from the list."), f"{kind}-other")
        return picker.picked.record

    def _begun(self, kind: str) -> dict[str, Any]:
        """Return where a new deal begins: at the first stage of the pipeline that was chosen."""
        if kind != "deal":
            return {}
        choice = self.field(PIPELINE)
        assert isinstance(choice, ChoiceField)
        first = self._pipelines[choice.chosen()].first
        return {"stage": first.code} if first else {}

    def _typed(self, kind: str) -> dict[str, Any]:
        """Return what was typed instead of what the lead says."""
        return {
            field.name: read_typed(
                field, self.value(_id(field)), self._value(field), self.context.zone
            )
            for field in self._shown(kind)
            if self.value(_id(field)) != self._filled[_id(field)]
        }


def _id(field: Field) -> str:
    return f"{field.kind}-{field.name}"


def describe_moves(moves: Mapping[str, int]) -> str:
    """Return in words what goes along with a lead, see `Proposal.moves`."""
    said = {
        "activities": lambda n: ngettext("{count} activity", "{count} activities", n),
        "files": lambda n: ngettext("{count} file", "{count} files", n),
        "products": lambda n: ngettext("{count} product", "{count} products", n),
        "addresses": lambda n: ngettext("{count} address", "{count} addresses", n),
        "requisites": lambda n: ngettext("{count} tax detail", "{count} tax details", n),
    }
    return ", ".join(said[name](count).format(count=count) for name, count in moves.items())
