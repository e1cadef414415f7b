"""Log a call that took place (FEATURES CALL-03, CALL-08)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.references import Reference
from screens.activities.explain import (
    choose_outcome,
    explain_next,
    explain_outcome,
    outcome_choices,
    read_next,
)
from screens.form_dialog import FormDialog
from services.activities.calls import CallReport, log_call
from services.activities.outcomes import list_outcomes
from services.records.finding import CLIENTS
from services.records.new_client import contact_from_text
from widgets.form_field import FormField
from widgets.record_picker import PickerItem, RecordPicker


class CallDialog(FormDialog[UUID]):
    """Returns the key of the call. `client` is who is called, when that is known."""

    form_name = "log_call"

    def __init__(self, client: Reference | None = None) -> None:
        super().__init__()
        self.about = client

    def title_text(self) -> str:
        """Say what the form is for, and when the call began."""
        return _("Call · {time}").format(time=f"{self.context.now():%H:%M}")

    def fields(self) -> Iterable[FormField]:
        """Ask who, what was said, how it ended, and what comes next."""
        self._started = self.context.now()
        self._outcomes = list_outcomes(self.context.database.reader())
        yield RecordPicker(
            "client",
            _("Who"),
            hint=_("letters, digits or part of an e-mail"),
            not_found=_("= a new client"),
        )
        yield FormField("notes", _("Notes"), hint=_("what was said"))
        yield FormField(
            "outcome",
            _("Outcome"),
            choices=outcome_choices(self._outcomes),
            explain=explain_outcome(self._outcomes),
        )
        yield FormField(
            "next",
            _("Next"),
            hint=_("+15m, tomorrow 10, meeting fri 15:00; empty for nothing"),
            explain=explain_next(self.context),
        )

    def on_mount(self) -> None:
        """Fill in the client that is at hand."""
        if isinstance(self.about, Reference) and self.about.kind in CLIENTS:
            self.query_one(RecordPicker).pick(PickerItem(self.about))

    def save(self) -> Callable[[], UUID]:
        """Keep the call."""
        picker = self.query_one(RecordPicker)
        if not picker.value:
            raise BadInput(_("Who was it? Type a name or a number."), "client")
        context = self.context
        outcome = choose_outcome(self._outcomes, self.value("outcome"))
        step = read_next(context, self.value("next"))
        notes, started = self.value("notes"), self._started
        picked, typed = picker.picked, picker.value

        def keep() -> UUID:
            report = CallReport(
                client_kind=picked.record.kind if picked else "",
                client=picked.record.id if picked else None,
                new_client=None if picked else contact_from_text(typed, context.region),
                notes=notes,
                outcome=outcome,
                started_at=started,
                duration_seconds=round((context.now() - started).total_seconds()),
                next_step=step,
            )
            return log_call(context, report).call

        return keep
