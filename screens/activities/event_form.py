"""Write down what happened: an event (FEATURES HIST-01, MEET-02; exam B19)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from domain.dates.when import say_when
from domain.i18n import _
from domain.records.references import Reference, references_in
from domain.records.values import Choice
from domain.text import one_line
from screens.files.path_dialog import paths_field
from screens.form_dialog import FormDialog
from services.activities.events import EventReport, add_event, event_kinds, read_event_moment
from services.context import Context
from services.deals.pipelines import StageView
from services.deals.steps import present_stage, stages_for
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
        self._present: StageView | None = None
        self._stages: Sequence[StageView] = ()
        self._stage: ChoiceField | None = None

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
        deal = next((record.id for record in self._with_whom if record.kind == "deal"), None)
        if deal is not None:
            self._present = present_stage(self.context, deal)
            self._stages = stages_for(self.context, [deal])
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
        if self._stages:
            labels = {stage.code: stage.label for stage in self._stages}
            present = self._present.code if self._present else ""
            self._stage = ChoiceField("stage", _("Stage of the deal"), labels, value=present)
            yield self._stage
        self._files = paths_field(self.context, "files", _("Files"), begins=False)
        yield self._files

    def save(self) -> Callable[[], UUID]:
        """Keep the event."""
        context = self.context
        when = self.value("when")
        report = EventReport(
            self._with_whom,
            what=self.value("what"),
            kind=self._kind.chosen(),
            at=read_event_moment(context, when) if when else None,
            result=self.value("result"),
            files=tuple(self._files.all_paths()),
            stage=self._chosen_stage(),
        )

        return lambda: add_event(context, report)

    def _chosen_stage(self) -> UUID | None:
        """Return the stage to which the deal is brought (FEATURES HIST-02), None where it stays."""
        code = self._stage.chosen() if self._stage is not None else ""
        if not code or (self._present is not None and code == self._present.code):
            return None
        return next(stage.id for stage in self._stages if stage.code == code)


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
