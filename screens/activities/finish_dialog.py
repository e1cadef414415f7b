"""Finish activities: outcome, result and the next step (FEATURES ACT-12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from domain.i18n import _, ngettext
from domain.text import one_line
from screens.activities.explain import explain_next, preset_choices, read_next
from screens.activities.outcome_field import OutcomeField
from screens.keys_dialog import KeysDialog
from services.activities.bulk import BulkResult
from services.activities.finishing import finish_activities
from widgets.forms.form_field import FormField


class FinishDialog(KeysDialog[BulkResult]):
    """Returns what came of it. `subject` and `client` are those of a single activity."""

    form_name = "finish_activity"

    def __init__(self, keys: Sequence[UUID], subject: str = "", client: str = "") -> None:
        super().__init__(keys)
        self._subject = subject
        self._client = client

    def title_text(self) -> str:
        """Say what is being finished."""
        count = len(self.keys)
        if count > 1:
            return ngettext("Done: {count} activity", "Done: {count} activities", count).format(
                count=count
            )
        who = f" · {one_line(self._client, 60)}" if self._client else ""
        return _("Done: {subject}").format(subject=one_line(self._subject, 90)) + who

    def fields(self) -> Iterable[FormField]:
        """Ask how it ended, what came of it, and what comes next."""
        self._outcome = OutcomeField(self.context)
        yield self._outcome
        yield FormField("result", _("Result"), hint=_("what came of it"))
        yield FormField(
            "next",
            _("Next"),
            hint=_("tomorrow 10, meeting fri 15:00; empty for nothing"),
            choices=preset_choices(),
            explain=explain_next(self.context),
        )

    def save(self) -> Callable[[], BulkResult]:
        """Finish the activities and plan the next step of each."""
        context, keys = self.context, self.keys
        outcome = self._outcome.outcome()
        result, step = self.value("result"), read_next(context, self.value("next"))
        return lambda: finish_activities(
            context, keys, outcome=outcome, result=result, next_step=step
        )
