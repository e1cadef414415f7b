"""The form for a call while the client is on the line (FEATURES CALL-01 to CALL-09)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from typing import ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll

from domain.activities import DIRECTIONS
from domain.errors import BadInput, CrmError
from domain.i18n import _
from domain.records.references import Reference
from screens.actions import CALL, bindings_of
from screens.activities.explain import explain_next, preset_choices, read_next
from screens.activities.outcome_field import OutcomeField
from screens.calls import call_values as names
from screens.calls.call_choices import CallChoices
from screens.calls.call_desk import lasted, touched
from screens.calls.call_facts import facts_of_call
from screens.form_dialog import FormDialog
from screens.form_draft import FormDraft
from screens.program import program_of, with_keys
from services.activities.call_context import CallContext, call_context, open_activity
from services.activities.calls import CallReport, LoggedCall, log_call
from services.activities.open_calls import OpenCall, drop_open_call, keep_open_call
from services.activities.runs import script_of
from services.records.finding import CLIENTS
from services.records.new_client import contact_from_text, describe_contact
from services.settings import name_format
from widgets.clock_line import Clock, ClockLine
from widgets.facts import FactsPane
from widgets.forms.form_field import FormField
from widgets.forms.notes_field import NotesField
from widgets.forms.record_picker import PickerItem, RecordPicker


class CallForm(FormDialog[LoggedCall]):
    """Returns the logged call, or None; `is_kept` then tells whether the call goes on.

    `was_kept` tells that the call stands in the database already. `call` is what the form shows,
    kept up to date; `then` is what to do once it is closed.
    """

    form_name = "call"
    help_target = CALL
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CALL)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]  # noqa: RUF012
    DEFAULT_CSS = """
    CallForm {
        background: $background;
        & > #form {
            width: 76; height: auto; max-height: 100%; layout: vertical; padding: 1 2;
            & > #fields { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
            & > FactsPane { height: 1fr; min-height: 4; background: $surface; }
        }
        &.-wide > #form {
            width: 116; layout: horizontal; min-height: 22; height: auto;
            & > #fields { width: 1fr; }
            & > FactsPane { width: 42; height: 100%; min-height: 20; margin-left: 2; }
        }
        &.-narrow > #form { height: 100%; padding: 0 1; }
        & #clock { margin-bottom: 1; }
        & #doing { display: none; color: $text-muted; height: auto; }
    }
    """

    def __init__(
        self, call: OpenCall, *, was_kept: bool = False, opened_itself: bool = False
    ) -> None:
        super().__init__()
        self.call = call
        self._opened_itself = opened_itself
        self.was_kept = was_kept
        self._began_with = "" if was_kept else call.values.get(names.CLIENT, "")
        self.is_kept = False
        self.then: Callable[[], None] | None = None
        self._run: tuple[str, str] | None = None
        self._phones: list[str] = []
        self._choices = CallChoices()

    @property
    def draft_name(self) -> str:
        """Each call has a draft of its own."""
        return f"{self.form_name}:{self.call.key}"

    def compose(self) -> ComposeResult:
        """Lay out the form, and beside it what one needs while talking."""
        with Horizontal(id="form"):
            with VerticalScroll(id="fields", can_focus=False):
                yield from self.compose_form()
            yield FactsPane(id="facts")

    def compose_title(self) -> ComposeResult:
        """Show the clock of the call."""
        yield ClockLine([self._clock()], id="clock")

    def keys_text(self) -> str:
        """Return the keys of the form."""
        return with_keys(
            self,
            _(
                "{save} save  {fold} fold  {other} other  {new} new  {dial} dial  "
                "{hang_up} hang up  {help} keys"
            ),
            save="form.save",
            fold="program.call",
            other="call.other",
            new="call.another",
            dial="call.dial",
            hang_up="call.hang_up",
            help="form.help",
        )

    def fields(self) -> Iterable[FormField]:
        """Ask who, what was said, how it ended, what comes next, and where the deal stands."""
        self._outcome = OutcomeField(self.context)
        yield RecordPicker(
            names.CLIENT,
            _("Who"),
            CLIENTS,
            hint=_("letters, digits or part of an e-mail"),
            describe_new=self._describe_new,
            guide=_(
                "Enter takes the first that is found, arrows another one.\n"
                "Where nobody fits, what is typed becomes a new client."
            ),
        )
        yield NotesField(names.NOTES, _("Notes"), hint=_("what is said"), lines=4)
        yield self._outcome
        yield FormField(
            names.NEXT,
            _("Next"),
            hint=_("+15m, tomorrow 10, meeting fri 15:00; empty for nothing"),
            choices=preset_choices(),
            explain=explain_next(self.context),
        )
        yield from self._choices.fields()

    def on_mount(self) -> None:
        """Show what is known of the call so far."""
        if self.call.values:
            for field in self.query(FormField):
                field.restore(self.call.values)
        if self._picker.picked is None:
            if self.call.values.get(names.PLANNED_KEY):
                self._show_client(None)
            else:
                self._fill(None)
        self.focus_first()

    def make_draft(self) -> FormDraft:
        """Return what keeps the call."""
        self._call_draft = CallDraft(self)
        return self._call_draft

    def focus_first(self) -> None:
        """Put the cursor where the work is: who it is, else the notes."""
        picker = self._picker
        self._focus(self.field(names.NOTES) if picker.value else picker)

    @property
    def _picker(self) -> RecordPicker:
        return self.query_one(RecordPicker)

    def _describe_new(self, text: str) -> str:
        who = describe_contact(text, self.context.region, name_format(self.context))
        return _("new client: {who}").format(who=who)

    def _clock(self) -> Clock:
        context, call = self.context, self.call
        started = call.started_at.astimezone(context.zone)
        title = _("Call · {direction} · {time}").format(
            direction=_(DIRECTIONS[call.direction]), time=f"{started:%H:%M}"
        )
        stopped = call.values.get(names.HUNG_UP_AT)
        return Clock(title, self._seconds, _("hung up") if stopped else "")

    def _seconds(self) -> float:
        return lasted(self.call, self.context)

    @on(RecordPicker.Picked)
    def show_client(self, event: RecordPicker.Picked) -> None:
        """Show the client beside the notes, and what the call may be about."""
        self._show_client(event.item.record if event.item else None)

    @work(group="client", exclusive=True)
    async def _show_client(self, client: Reference | None) -> None:
        with suppress(CrmError):
            self._fill(await asyncio.to_thread(self._read_context, client))

    def _read_context(self, client: Reference | None) -> CallContext | None:
        planned = self.call.values.get(names.PLANNED_KEY)
        if planned and self._choices.opened_from is None:
            self._choices.opened_from = open_activity(self.context, UUID(planned))
            self._run = script_of(self.context, UUID(planned))
        return call_context(self.context, client) if client is not None else None

    def _fill(self, found: CallContext | None) -> None:
        if self._is_over or not self.is_attached:
            return
        self._choices.fill(found, self.context.now())
        script = self._run[1] if self._run else ""
        self.query_one(FactsPane).show(facts_of_call(self.context, found, script) if found else [])
        self._phones = [point.value for point in found.header.phones] if found else []
        if found is not None:
            others = [PickerItem(other.record, other.detail) for other in found.others]
            self._picker.suggest(others)

    def current_values(self) -> Mapping[str, str]:
        """Return what is in the form, with what the call carries beside it."""
        kept = (names.PLANNED_KEY, names.HUNG_UP_AT)
        carried = {name: text for name in kept if (text := self.call.values.get(name))}
        return self._values() | carried

    def _draft(self) -> Mapping[str, str]:
        return self.current_values()

    def save(self) -> Callable[[], LoggedCall]:
        """Keep the call."""
        picker = self._picker
        if not picker.value:
            raise BadInput(_("Who was it? Type a name or a number."), names.CLIENT)
        context, picked, typed = self.context, picker.picked, picker.value
        report = CallReport(
            client_kind=picked.record.kind if picked else "",
            client=picked.record.id if picked else None,
            new_client=None if picked else contact_from_text(typed, context.region),
            open_call=self.call.key if self._call_draft.is_kept else None,
            direction=self.call.direction,
            notes=self.value(names.NOTES),
            outcome=self._outcome.outcome(),
            started_at=self.call.started_at,
            duration_seconds=round(self._seconds()),
            next_step=read_next(context, self.value(names.NEXT)),
            planned=self._choices.planned(),
            match_planned=not self._choices.is_filled,
            deal=self._choices.deal(),
            stage=self._choices.stage(),
        )
        return lambda: log_call(context, report)

    def take_chord(self) -> None:
        """Fold the form; one that opened by itself stays first: the key was meant to answer."""
        if self._opened_itself and not self._has_content:
            said = _("The call is open: {fold} once more folds it.")
            self.say(with_keys(self, said, fold="program.call"))
        else:
            self.action_fold()
        self._opened_itself = False

    def action_fold(self) -> None:
        """Fold the form to a line, the clock going on."""
        self.is_kept = True
        self.action_leave()

    def action_leave(self) -> None:
        """Keep the call as a draft with the clock stopped; without content it is forgotten."""
        if not self.is_kept and self._has_content:
            self.is_kept = True
            self._stop_clock()
        super().action_leave()

    @property
    def _has_content(self) -> bool:
        """Whether somebody has written something into the form that is worth keeping."""
        who = self.value(names.CLIENT)
        named = bool(who) and who != self._began_with
        return named or any(self.value(name) for name in names.CONTENT)

    def action_clear(self) -> None:
        """Empty the form for whoever is on the line now; the clock starts anew."""
        now = self.context.now().astimezone(UTC)
        self.call = replace(self.call, started_at=now, values={}, touched_at=now)
        self._show_clock()
        super().action_clear()

    def action_hang_up(self) -> None:
        """Stop the clock, or let it run again."""
        if self.call.values.get(names.HUNG_UP_AT):
            values = {k: v for k, v in self.call.values.items() if k != names.HUNG_UP_AT}
            self.call = touched(self.call, values, self.context)
        else:
            self._stop_clock()
        self._show_clock()
        self.keep_draft_soon()

    def _stop_clock(self) -> None:
        if not self.call.values.get(names.HUNG_UP_AT):
            stopped = {names.HUNG_UP_AT: str(round(self._seconds()))}
            self.call = touched(self.call, {**self.call.values, **stopped}, self.context)

    def action_direction(self) -> None:
        """Change who called whom."""
        others = [code for code in DIRECTIONS if code != self.call.direction]
        self.call = self.call.turned(others[0])
        self._call_draft.kept = {}  # the values are the same, but the call is not
        self._show_clock()
        self.keep_draft_soon()

    def _show_clock(self) -> None:
        self.query_one("#clock", ClockLine).show([self._clock()])

    def action_other(self) -> None:
        """Fold this call and show another one: one that rings, or the one folded longest."""
        calls = program_of(self).calls
        other = calls.other()
        if other is None:
            self.action_another()
        else:
            self.then = lambda: calls.unfold(other.key)
            self.action_fold()

    def action_another(self) -> None:
        """Fold this call and take a new one."""
        calls = program_of(self).calls
        self.then = lambda: calls.start(direction="incoming")
        self.action_fold()

    def action_dial(self) -> None:
        """Dial the client's number once the field with the cursor has read its keys."""
        (self.focused or self).call_later(self._dial)

    def _dial(self) -> None:
        """Dial the first number that there is."""
        from screens.calls.dialing import dial

        typed = contact_from_text(self._picker.value, self.context.region).get("phones")
        phones = self._phones or (typed if isinstance(typed, list) else [])
        if phones:
            dial(self.app, self.context, phones[0])
        else:
            self.show_error(_("There is no number to dial. Type one."), names.CLIENT)


class CallDraft(FormDraft):
    """Keeps a call in progress, from the moment its form is open.

    `is_kept` tells whether the call stands in the database, and so must when it is logged.
    """

    def __init__(self, form: CallForm) -> None:
        super().__init__(form.context, form.draft_name)
        self._form = form
        self.is_kept = form.was_kept

    def load(self) -> Mapping[str, str]:
        """The form was given what was kept."""
        return {}

    def is_written(self) -> bool:
        """Say that there is a call to forget."""
        return True

    def write(self, values: Mapping[str, str]) -> None:
        """Keep the call as it is now, or forget it. Raises UnusableFile."""
        if values:
            self._form.call = touched(self._form.call, values, self._context)
            keep_open_call(self._context, self._form.call)
        else:
            drop_open_call(self._context, self._form.call.key)
        self.is_kept = bool(values)
