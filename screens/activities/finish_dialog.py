"""Finish an activity: outcome, result and the next step (FEATURES ACT-12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from domain.agenda import AgendaEntry
from domain.i18n import _
from domain.text import one_line
from screens.activities.explain import (
    choose_outcome,
    explain_next,
    explain_outcome,
    outcome_choices,
    read_next,
)
from screens.form_dialog import FormDialog
from services.activities.finishing import finish_activity
from services.activities.outcomes import list_outcomes
from widgets.form_field import FormField


class FinishDialog(FormDialog[UUID]):
    """Returns the key of the activity that was done."""

    form_name = "finish_activity"

    def __init__(self, entry: AgendaEntry) -> None:
        super().__init__()
        self._entry = entry
        self.about = entry.id

    def title_text(self) -> str:
        """Say what is being finished."""
        who = f" · {one_line(self._entry.client.title, 60)}" if self._entry.client else ""
        return _("Done: {subject}").format(subject=one_line(self._entry.subject, 90)) + who

    def fields(self) -> Iterable[FormField]:
        """Ask how it ended, what came of it, and what comes next."""
        self._outcomes = list_outcomes(self.context.database.reader())
        yield FormField(
            "outcome",
            _("Outcome"),
            choices=outcome_choices(self._outcomes),
            explain=explain_outcome(self._outcomes),
        )
        yield FormField("result", _("Result"), hint=_("what came of it"))
        yield FormField(
            "next",
            _("Next"),
            hint=_("tomorrow 10, meeting fri 15:00; empty for nothing"),
            explain=explain_next(self.context),
        )

    def save(self) -> Callable[[], UUID]:
        """Finish the activity and plan the next step."""
        context, key = self.context, self._entry.id
        outcome = choose_outcome(self._outcomes, self.value("outcome"))
        result, step = self.value("result"), read_next(context, self.value("next"))

        def finish() -> UUID:
            finish_activity(context, key, outcome=outcome, result=result, next_step=step)
            return key

        return finish
