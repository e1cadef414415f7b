"""The runs: what was laid on many records at once, how far each is, what came of it (ACT-16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from domain.dates.when import say_when
from domain.i18n import _
from domain.paging import FixedRows
from domain.query.printing import quote
from domain.text import one_line
from screens.actions import bindings_of
from screens.activities.keys import RUNS
from screens.following import FollowsRows
from screens.list_dialog import ListLine
from screens.program import program_of, with_keys
from screens.runs.closing import ClosesRuns
from screens.runs.run_texts import outcomes_text, progress_text, what_text
from services.activities.runs import Run, list_runs, reopen_run
from widgets.kept_lines import Ground
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part

if TYPE_CHECKING:
    from screens.runs.walk_screen import WalkScreen


class RunsScreen(FollowsRows, ClosesRuns):
    """The list of runs, above area 1."""

    target = RUNS
    digit = "1"
    follows = frozenset({"activity", "activity_run", "dictionary_value"})
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(RUNS)]
    _with_closed = False

    def compose_area(self) -> ComposeResult:
        """Lay out the list."""
        lines = self._lines()
        with Ground(id="body"):
            yield RecordList(
                ColumnPainter(_columns(), self._cells),
                FixedRows(lines),
                empty_hint="" if lines else self._why_empty(),
                id="runs",
            )

    @property
    def run_list(self) -> RecordList[ListLine[Run]]:
        """The list."""
        return self.query_one("#runs", RecordList)

    def on_mount(self) -> None:
        """Hand the keys to the list."""
        self.run_list.focus()

    def follow_changes(self) -> None:
        """Show what has become of the runs."""
        self.show_lines()

    def show_lines(self) -> None:
        """Show the runs as they are now, the cursor staying on its run."""
        lines = self._lines()
        if not lines:
            self.run_list.empty_hint = self._why_empty()
        self.run_list.set_source(FixedRows(lines))

    def _why_empty(self) -> str:
        """Return what stands in place of runs where none is shown."""
        if self.read(lambda: list_runs(self.context, with_closed=True)):
            return with_keys(
                self, _("All runs are closed: {key} shows them."), key="runs.show_closed"
            )
        return _("There is no run yet: in the lists of clients, L lays an activity on all.")

    def _lines(self) -> Sequence[ListLine[Run]]:
        runs = self.read(lambda: list_runs(self.context, with_closed=self._with_closed))
        return [ListLine(run.id, run) for run in runs or ()]

    def _cells(self, line: ListLine[Run]) -> Mapping[str, str | Part]:
        run = line.item
        is_closed = run.closed_at is not None
        return {
            "title": (run.title, "muted" if is_closed else "row"),
            "progress": (progress_text(run), "strong" if run.open else "muted"),
            "outcomes": outcomes_text(run),
            "what": what_text(run),
            "made": say_when(run.created_at.astimezone(self.context.zone), self.context.now()),
            "author": run.author,
            "state": _("closed") if is_closed else "",
        }

    @property
    def run_at_hand(self) -> Run | None:
        """The run under the cursor; it says so where there is none."""
        line = self.run_list.row
        if line is None:
            self.say(_("There is no run under the cursor."))
        return line.item if line else None

    def menu_title(self) -> str:
        """Return what the menu of actions is about."""
        line = self.run_list.row
        return line.item.title if line else super().menu_title()

    @on(RecordList.Opened)
    def open_row(self) -> None:
        """Walk through the run that was opened."""
        self.action_walk()

    def action_walk(self) -> None:
        """Walk through the run."""
        from screens.runs.walk_screen import WalkScreen

        if (run := self.run_at_hand) is not None:
            walk = WalkScreen(run.id)
            self.app.push_screen(walk, lambda _none: self._walked(walk))

    def _walked(self, walk: WalkScreen) -> None:
        """Say where one goes on, for from here on digits switch areas again."""
        if walk.closing_said:
            self._run_closed(walk.closing_said)
        elif walk.step is not None:
            who = walk.client.title if walk.client else walk.step.subject
            said = _("Paused before {client}: Enter goes on there. Digits switch areas again.")
            self.say(said.format(client=one_line(who, 40)))

    async def action_activities(self) -> None:
        """Show the activities of the run in the lists of area 3."""
        from screens.records.records_area import RecordsArea

        if (run := self.run_at_hand) is not None:
            await program_of(self).show_area("3")
            if isinstance(self.app.screen, RecordsArea):
                self.app.screen.show_filtered("activity", f"run:={quote(run.title)}")

    def action_edit(self) -> None:
        """Change the title and the script."""
        from screens.runs.run_dialog import RunDialog

        if (run := self.run_at_hand) is not None:
            self.app.push_screen(RunDialog(run), self._edited)

    def _edited(self, is_done: bool | None) -> None:
        if is_done:
            self.say(_("Changed. u takes it back."))

    def action_close(self) -> None:
        """Close the run, or open it again."""
        if (run := self.run_at_hand) is None:
            return
        context = self.context
        if run.closed_at is None:
            self.ask_to_close(run, self._run_closed)
        else:
            said = _("Open again. u takes it back.")
            self.perform(lambda: reopen_run(context, run.id), lambda _none: self.say(said))

    def _run_closed(self, said: str) -> None:
        """Say that a run is closed, and where closed ones are."""
        if not self._with_closed:
            where = with_keys(self, _("{key} shows closed ones."), key="runs.show_closed")
            said = f"{said} {where}"
        self.say(said)

    def action_show_closed(self) -> None:
        """Show closed runs at the end, or hide them."""
        self._with_closed = not self._with_closed
        self.show_lines()
        said = _("Closed runs stand at the end.") if self._with_closed else _("Closed ones hidden.")
        self.say(said)

    def action_back(self) -> None:
        """End the closing of a run that is being made; else go back."""
        if not self.cancel_long():
            self.dismiss()


def _columns() -> list[Column]:
    return [
        Column("title", _("Run"), 18, weight=3),
        Column("progress", _("Done"), 14, align="right"),
        Column("outcomes", _("Outcomes"), 24, weight=4, priority=-1),
        Column("what", _("Activity"), 16, weight=2, priority=-3),
        Column("made", _("Laid"), 12, priority=-4),
        Column("author", _("By"), 12, priority=-5),
        Column("state", "", 7, priority=-2),
    ]
