"""Write down what happened: an event (FEATURES HIST-01, MEET-02; exam B19)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from uuid import UUID

from textual import on

from domain.choosing import Choices
from domain.dates.when import say_when
from domain.errors import BadInput
from domain.i18n import _
from domain.records.references import Reference, references_in
from domain.records.values import Choice
from domain.text import one_line
from screens.files.path_dialog import paths_field
from screens.form_dialog import FormDialog
from services.activities.events import EventReport, add_event, event_kinds, read_event_moment
from services.context import Context
from services.deals.steps import open_deals, present_stage, stages_for
from services.records.fixed import is_event
from services.records.use_cases import show_record
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.notes_field import NotesField

_LINKS = ("contacts", "companies", "leads", "deals")
"""The fields of an event that hold the records which it concerns."""


class EventForm(FormDialog[UUID]):
    """Returns the key of the event, which concerns the records `with_whom`, the main one first.

    `preset` fills fields by name, from the event `source` where it is to be like that one.
    """

    form_name = "add_event"

    def __init__(
        self,
        with_whom: Sequence[Reference],
        preset: Mapping[str, str] | None = None,
        *,
        source: UUID | None = None,
    ) -> None:
        super().__init__()
        self._with_whom = tuple(with_whom)
        self._preset = preset or {}
        self._source = source
        self.about = next(iter(self._with_whom), None)
        self._deals: dict[str, Reference] = {}
        self._deal: ChoiceField | None = None

    @property
    def draft_name(self) -> str:
        """An event like another has a draft of its own."""
        return f"copy_event:{self._source}" if self._source else super().draft_name

    def title_text(self) -> str:
        """Say with whom it happened."""
        titles = ", ".join(one_line(record.title, 40) for record in self._with_whom)
        return _("New event · {title}").format(title=titles)

    def fields(self) -> Iterable[FormField]:
        """Ask what happened, when, and what came of it."""
        preset = self._preset.get
        self._kind = ChoiceField(
            "kind", _("Kind of event"), event_kinds(self.context), value=preset("kind", "")
        )
        yield self._kind
        yield FormField(
            "what",
            _("What happened"),
            value=preset("what", ""),
            hint=_("such as: seminar on office chairs"),
        )
        yield FormField(
            "when",
            _("When"),
            hint=_("now; yesterday 15:00, fri, -2h, 25.12"),
            explain=_explain_moment(self.context),
        )
        yield NotesField("result", _("Result"), value=preset("result", ""), lines=3)
        yield from self._deal_fields()
        self._files = paths_field(self.context, "files", _("Files"), begins=False)
        yield self._files

    def _deal_fields(self) -> Iterable[FormField]:
        """Ask about which of the open deals it was, and for its stage (FEATURES HIST-02).

        An event of a deal is about that one, whether or not it is open.
        """
        own = [record for record in self._with_whom if record.kind == "deal"]
        deals = own or open_deals(self.context, self._with_whom)
        self._deals = {str(deal.id): deal for deal in deals}
        if not deals:
            return
        titles = {key: one_line(deal.title, 40) for key, deal in self._deals.items()}
        first = next(iter(titles)) if len(titles) == 1 or own else ""
        self._deal = ChoiceField("deal", _("Deal"), titles, value=first)
        self._deal.display = not own
        yield self._deal
        stages, present = self._stages(self._deals.get(first))
        self._stage = ChoiceField("stage", _("Stage of the deal"), stages, value=present)
        self._stage.display = bool(stages)
        yield self._stage

    def _stages(self, deal: Reference | None) -> tuple[Choices, str]:
        """Return the stages that a deal can be brought to, and the code of the present one."""
        if deal is None:
            return {}, ""
        present = present_stage(self.context, deal.id)
        stages = {one.code: one.label for one in stages_for(self.context, [deal.id])}
        return stages, present.code if present else ""

    @on(FormField.Changed)
    def offer_stages(self, event: FormField.Changed) -> None:
        """Offer the stages of the deal that is named now."""
        if event.field is not self._deal or self._deal is None:
            return
        with suppress(BadInput):
            stages, present = self._stages(self._deals.get(self._deal.chosen()))
            self._stage.display = bool(stages)
            self._stage.offer(stages)
            if self._stage.value not in stages.values():
                self._stage.choose(present)

    def save(self) -> Callable[[], UUID]:
        """Keep the event."""
        context = self.context
        when = self.value("when")
        deal = self._deals.get(self._deal.chosen()) if self._deal is not None else None
        about = [*self._with_whom, *([deal] if deal else [])]
        report = EventReport(
            tuple(dict.fromkeys(about)),
            what=self.value("what"),
            kind=self._kind.chosen(),
            at=read_event_moment(context, when) if when else None,
            result=self.value("result"),
            files=tuple(self._files.all_paths()),
            stage=self._chosen_stage(deal),
        )

        return lambda: add_event(context, report)

    def _chosen_stage(self, deal: Reference | None) -> UUID | None:
        """Return the stage to which the deal is brought, None where it stays. Raises BadInput."""
        code = self._stage.chosen() if deal is not None else ""
        if deal is None or not code or code == self._stages(deal)[1]:
            return None
        stages = stages_for(self.context, [deal.id])
        return next(stage.id for stage in stages if stage.code == code)


def like_event(context: Context, record: Reference) -> EventForm | None:
    """Return the form for another event like one that there is, None for any other record.

    Raises NotFound.
    """
    if record.kind != "activity":
        return None
    view = show_record(context, "activity", record.id)
    if not is_event(view):
        return None
    linked = [one for name in _LINKS for one in references_in(view.values[name])]
    preset = {"what": str(view.values["subject"]), "result": str(view.values["result"])}
    if isinstance(kind := view.values["event_kind"], Choice):
        preset["kind"] = kind.code
    with_whom = [one for one in linked if not one.is_deleted]
    return EventForm(with_whom, preset, source=record.id)


def _explain_moment(context: Context) -> Callable[[str], str]:
    """Return what says which moment a text means."""
    return lambda text: f"= {say_when(read_event_moment(context, text), context.now())}"
