"""What the screen shows while one walks through a run: the counters, the client, the script."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple
from uuid import UUID

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from domain.errors import BadInput, Conflict, CrmError, NotFound
from domain.i18n import _
from domain.records.references import Reference
from domain.text import one_line
from screens.action import PROGRAM
from screens.actions import GLOBAL, action_of, actions_of, available_in
from screens.activities.keys import RUN
from screens.interrupting import aside
from screens.program import program_of, shown_key
from screens.runs.closing import ClosesRuns
from screens.runs.run_texts import end_blocks, progress_text, step_blocks, what_text
from screens.runs.step_fields import StepFields
from services.activities.call_context import CallContext, call_context, open_activity
from services.activities.outcomes import Outcome
from services.activities.runs import Run, show_run
from services.activities.walking import RunStep, Turn, Wanted, hold_step, next_step
from services.changes import last_change
from widgets.bars import KeyHint
from widgets.count_line import Counted, CountLine
from widgets.facts import FactsPane
from widgets.kept_lines import Ground
from widgets.title_line import TitleLine

RENEW_SECONDS = 60
"""How often the claim on the activity that is shown is renewed."""

MOST_DIGITS = 9
"""Outcomes that a digit chooses."""

_FOLLOWED = frozenset({"activity", "activity_run", "dictionary_value"})
_CLIENT = frozenset({"contact", "company", "lead", "deal", "contact_point"})
"""Tables whose changes show: in the run, and in what is known of the client."""

_END_KEYS = ("ahead", "close", "back")

_ELSEWHERE = frozenset(
    action.method.partition("(")[0]
    for action in actions_of(GLOBAL)
    if action not in available_in(RUN)
)
"""What works in every area but not here."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What was read for the screen: the run, what comes now, and what is known of the client.

    `as_of` is the number of the last change that was made before.
    """

    run: Run
    turn: Turn
    found: CallContext | None
    typed: dict[str, str]
    as_of: int


class GoneBy(NamedTuple):
    """An activity that was dealt with, done or put off, and what was typed about it."""

    activity: UUID
    is_done: bool
    typed: Mapping[str, str]


class ShownRun(ClosesRuns):
    """One activity of a run after the other.

    While the next one is being read no key does anything to it: nobody has seen it yet.
    """

    target = RUN
    digit = "1"
    has_area_digits = False
    # Those that are borrowed are bound on every area.
    BINDINGS: ClassVar[list[BindingType]] = [a.binding() for a in actions_of(RUN) if a.keys]
    DEFAULT_CSS = """
    ShownRun {
        & #script { width: 3fr; height: 1fr; margin: 0 1; }
        & #typed { height: auto; padding: 0 1; }
        &.-medium #script, &.-narrow #script { width: 1fr; margin: 0 0 0 1; }
    }
    """

    def __init__(self, run: UUID) -> None:
        super().__init__()
        self._wanted = Wanted(run)
        self._shown: _Shown | None = None
        self.is_busy = False
        """Whether the next one is being read."""
        self._gone_by: list[GoneBy] = []
        self._dialled = 0

    @property
    def places(self) -> tuple[str, ...]:
        """Digits are outcomes here, so that what works in every area does not work here."""
        return (self.target,)

    def hints(self) -> list[KeyHint]:
        """Return the keys that matter here."""
        actions = available_in(RUN, PROGRAM)
        return [KeyHint(shown_key(self, a), _(a.label), a.run) for a in actions if a.label]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only those of the actions of every area work that are borrowed."""
        return action not in _ELSEWHERE and super().check_action(action, parameters)

    def compose_area(self) -> ComposeResult:
        """Lay out the run, its counters, the script and the client, and what is typed."""
        yield TitleLine(id="title")
        yield CountLine(id="counts")
        with Ground(id="body"):
            yield FactsPane(ruled=False, id="script")
            yield FactsPane(id="facts")
        yield StepFields(self.context)

    def on_mount(self) -> None:
        """Begin where the person was the last time, and follow what others do."""
        program_of(self).records_changed.subscribe(self, self._follow_changes)
        self.set_interval(RENEW_SECONDS, self._renew)
        self._go_on(self._next)

    # What is shown.

    @property
    def step(self) -> RunStep | None:
        """The activity that is shown, None where there is none."""
        return self._shown.turn.step if self._shown else None

    @property
    def client(self) -> Reference | None:
        """The client of the activity that is shown, None where there is none."""
        return self._shown.found.header.client if self._shown and self._shown.found else None

    @property
    def _fields(self) -> StepFields:
        return self.query_one(StepFields)

    def _next(self) -> Turn:
        return next_step(self.context, self._wanted)

    @work(group="run")
    async def _go_on(
        self, service: Callable[[], Turn], then: Callable[[], None] | None = None
    ) -> None:
        """Show what a use case gives; `then` is called once that was done."""
        self.is_busy = True
        try:
            known = self._shown.run if self._shown else None
            shown = await self.in_its_turn(lambda: self._read(service(), known))
        except (Conflict, NotFound) as error:
            self.say(str(error), "error")
            self.is_busy = False
            self._go_on_from_gone()
            return
        except BadInput as error:
            self._fields.open("note").note(str(error), is_wrong=True)
            return
        except CrmError as error:
            self.say(str(error), "error")
            return
        finally:
            self.is_busy = False
        if then is not None:
            then()
        self._show(shown)
        if shown.run is known:
            self._count()
        program_of(self).notice_changes()

    @work(group="count", exclusive=True)
    async def _count(self) -> None:
        """Bring the counters in step, beside the screen."""
        shown = self._shown
        assert shown is not None
        try:
            run = await asyncio.to_thread(show_run, self.context, self._wanted.run)
        except CrmError as error:
            self.say(str(error), "error")
            return
        if self._shown is not None and self._shown.turn is shown.turn:
            self._shown = replace(self._shown, run=run)
            self._show_counts(run)

    @work(group="run")
    async def _go_on_from_gone(self) -> None:
        """Show what comes after an activity that somebody has done; go back without the run."""
        try:
            shown = await asyncio.to_thread(lambda: self._read(self._next()))
        except CrmError:
            self.dismiss()
        else:
            self._show(shown)

    def _read(self, turn: Turn, known: Run | None = None) -> _Shown:
        """Read what is shown of a turn; called beside the screen.

        A run that is `known` is counted again only where nothing comes next: otherwise its
        counters follow, so that the next client need not wait for them.
        """
        step, as_of = turn.step, last_change(self.context)
        run = known if known and step else show_run(self.context, self._wanted.run)
        found = call_context(self.context, step.client) if step and step.client else None
        if found is not None and step is not None:
            others = tuple(one for one in found.planned if one.id != step.activity)
            found = replace(found, planned=others)
        typed = self._fields.kept_for(step.activity) if step else {}
        return _Shown(run, turn, found, typed, as_of)

    def _show(self, shown: _Shown) -> None:
        from screens.calls.call_facts import facts_of_call

        before, self._shown = self.step, shown
        step = shown.turn.step
        if shown.turn.is_again:
            self._wanted = replace(self._wanted, behind=frozenset())
        self._show_counts(shown.run)
        script, facts = self.query_one("#script", FactsPane), self.query_one("#facts", FactsPane)
        if step is None:
            names = {name: shown_key(self, action_of(f"run.{name}")) for name in _END_KEYS}
            script.show(end_blocks(self.context, shown.run, shown.turn, names))
            facts.show([])
            self._fields.begin(None, {})
            self.shown_now()
            return
        title = self.client.title if self.client else _("The client is no longer there.")
        script.show(step_blocks(self.context, shown.run, step, title))
        facts.show(facts_of_call(self.context, shown.found) if shown.found else [])
        if before is None or before.activity != step.activity:
            self._dialled = 0
            self._fields.begin(step.activity, shown.typed)
            self.shown_now()

    def shown_now(self) -> None:
        """Do what waits for another activity, or the end of the run, to be shown."""

    def _show_counts(self, run: Run) -> None:
        title = f"{one_line(run.title, 60)} · {what_text(run)}"
        self.query_one("#title", TitleLine).show(title, progress_text(run))
        self.query_one("#counts", CountLine).show(
            [
                Counted(
                    str(place) if one.outcome in self._outcomes(run) else "",
                    one.label,
                    one.count,
                )
                for place, one in enumerate(run.outcomes, 1)
            ]
        )

    def _outcomes(self, run: Run) -> list[Outcome]:
        """Return the outcomes that digits choose, in their order."""
        return [one.outcome for one in run.outcomes if one.outcome is not None][:MOST_DIGITS]

    def _follow_changes(self, kinds: frozenset[str]) -> None:
        if self._shown is not None and kinds & (_FOLLOWED | _CLIENT) and not self.is_busy:
            self._catch_up()

    @work(group="follow", exclusive=True)
    async def _catch_up(self) -> None:
        """Show what others have done, and go on where they have done what is shown."""
        before = self._shown
        assert before is not None
        step = before.turn.step
        try:
            now, is_open = await asyncio.to_thread(self._read_again, before)
        except CrmError as error:
            self.say(str(error), "error")
            self._go_on_from_gone()
            return
        shown = self._shown
        is_past = shown is None or shown.turn is not before.turn
        if now is None or is_past or self.is_busy:
            return
        if step is not None and not is_open:
            self.say(_("This one is done by now. Here is the next."))
            self._go_on(self._next)
        elif step is None and now.run.open > before.run.open:
            self._go_on(self._next)
        else:
            self._show(now)

    def _read_again(self, shown: _Shown) -> tuple[_Shown | None, bool]:
        """Read anew what is shown, and whether the activity is open; called beside the screen.

        Nothing is read where all that is shown is newer than the last change, as after a step.
        """
        if last_change(self.context) == shown.as_of:
            return None, True
        step = shown.turn.step
        is_open = step is not None and open_activity(self.context, step.activity) is not None
        return self._read(shown.turn), is_open

    def _renew(self) -> None:
        step, run, context = self.step, self._wanted.run, self.context
        if step is not None:
            aside(self.app, lambda: hold_step(context, run, step.activity))
