"""What is asked back before an activity is written: a blank subject, a time that has passed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from textual.dom import DOMNode

from domain.calendar.entries import CALENDAR_KINDS
from domain.dates.when import is_overdue, parse_when
from domain.errors import BadInput
from domain.i18n import _
from screens.program import program_of, with_keys
from services.context import Context
from widgets.forms.form_field import FormField

HALF_HOUR = timedelta(minutes=30)


class PlanDoubts:
    """Asks back once: a call or a meeting in the past is planned when it is saved again."""

    def __init__(self, form: DOMNode) -> None:
        self._form = form
        self._past_said = ""

    def check(
        self, kind: str, lines: Mapping[str, FormField], is_given: Callable[[str, FormField], bool]
    ) -> None:
        """Raise BadInput for a subject of blanks, and once for a time in the past.

        `kind` is the code of the kind of activity; `is_given` says whether a line is to be written.
        """
        subject, due = lines.get("subject"), lines.get("due")
        if subject is not None and subject.text and not subject.value:
            raise BadInput(_("There are only blanks: say what is to be done."), "subject")
        if due is None or kind not in CALENDAR_KINDS or not is_given("due", due):
            return
        if due.value != self._past_said and _is_past(program_of(self._form).context, due.value):
            self._past_said = due.value
            said = _("This lies in the past: {save} again plans it all the same.")
            raise BadInput(with_keys(self._form, said, save="form.save"), "due")


def _is_past(context: Context, text: str) -> bool:
    """Say whether a time is over for longer than the half hour in which one still means now."""
    try:
        when = parse_when(text, context.now())
    except BadInput:
        return False  # what cannot be read is said at its line as it is saved
    moment = when.instant(context.zone)
    return is_overdue(moment, when.day if moment is None else None, context.now() - HALF_HOUR)
