"""Lays an activity on the records of a list: those marked, else all that it shows (ACT-16)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from domain.i18n import _, ngettext
from domain.text import spaced
from screens.actions import action_of
from screens.program import shown_key
from screens.records.shown_list import ShownList
from services.lists.marking import AllOf
from services.lists.reading import count

if TYPE_CHECKING:
    from screens.records.at_hand import Marked
    from services.activities.laying import Laid, Laying
    from services.lists.bulk import Progress


class LayActions(ShownList):
    """Asks what is to be laid, and lays it with progress."""

    def action_lay(self) -> None:
        """Lay an activity on all that are marked, or on all that the filter shows."""
        if self.kind() == "activity":
            self.say(_("It is laid on clients: ] goes to their lists."))
        elif self.is_in_bin():
            self.say(_("It is in the bin. r brings it back."))
        elif number := self.marked_count():
            self._ask_what(self.marked(), number)
        else:
            context, query = self.context, self.state.query
            if (figures := self.state.figures) is not None:
                self._ask_what(AllOf(query), figures.count, is_all=not query.filter.strip())
            else:
                self.perform(
                    lambda: count(context, query),
                    lambda number: self._ask_what(
                        AllOf(query), number, is_all=not query.filter.strip()
                    ),
                )

    def _ask_what(self, which: Marked, number: int, *, is_all: bool = False) -> None:
        from screens.runs.lay_dialog import LayDialog

        if not number:
            self.say(_("There is no record to lay it on."))
            return
        kind = self.kind()
        dialog = LayDialog(kind, number, is_all=is_all)
        self.app.push_screen(dialog, lambda laying: self._lay(kind, which, laying))

    def _lay(self, kind: str, which: Marked, laying: Laying | None) -> None:
        from screens.form_draft import carried_out
        from screens.runs.lay_dialog import lay_draft
        from services.activities.laying import lay_activities

        if laying is not None:
            context, sort = self.context, self.state.query.sort

            def lay(tell: Progress, is_over: Callable[[], bool]) -> Laid:
                return lay_activities(context, kind, which, laying, tell, is_over, sort=sort)

            self.run_long(carried_out(context, lay_draft(kind), lay), self._laid)

    def _laid(self, laid: Laid) -> None:
        self.clear_marks()
        said = ngettext(
            "Laid on {count} record. {runs} walks through the run, u takes it back.",
            "Laid on {count} records. {runs} walks through the run, u takes it back.",
            laid.outcome.changed,
        ).format(count=spaced(laid.outcome.changed), runs=shown_key(self, action_of("global.runs")))
        self.say(" ".join(filter(None, (said, laid.explain()))))
