"""Put activities off to another time (FEATURES ACT-10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _, ngettext
from domain.text import one_line
from screens.activities.explain import explain_later, preset_choices
from screens.keys_dialog import KeysDialog
from services.activities.bulk import BulkResult
from services.activities.planning import parse_deadline, postpone
from widgets.forms.form_field import FormField


class PostponeDialog(KeysDialog[BulkResult]):
    """Returns what came of it. `subject` is that of a single activity."""

    form_name = "postpone"

    def __init__(self, keys: Sequence[UUID], subject: str = "") -> None:
        super().__init__(keys)
        self._subject = subject

    def title_text(self) -> str:
        """Say what is put off."""
        if self._subject:
            return _("Later: {subject}").format(subject=one_line(self._subject, 60))
        count = len(self.keys)
        return ngettext("Later: {count} activity", "Later: {count} activities", count).format(
            count=count
        )

    def fields(self) -> Iterable[FormField]:
        """Ask when."""
        yield FormField(
            "due",
            _("When"),
            hint=_("tomorrow 15:00, fri 9, +3d"),
            choices=preset_choices(),
            explain=explain_later(self.context),
        )

    def save(self) -> Callable[[], BulkResult]:
        """Write the new time."""
        context, keys = self.context, self.keys
        if not self.value("due"):
            raise BadInput(_("Say when: “tomorrow 10”, “fri”, “+1h”."), "due")
        try:
            deadline = parse_deadline(context, self.value("due"))
        except BadInput as error:
            raise BadInput(str(error), "due") from error
        return lambda: postpone(context, keys, deadline)
