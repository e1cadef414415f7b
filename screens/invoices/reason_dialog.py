"""Asks why an issued document is changed (FEATURES HIST-07, QUOTE-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from domain.i18n import _
from screens.form_dialog import FormDialog
from widgets.forms.form_field import FormField


class ReasonDialog(FormDialog[str]):
    """Returns the reason, which may be empty; None where nothing is to be changed."""

    form_name = "revise"

    def __init__(self, about: UUID) -> None:
        super().__init__()
        self.about = about

    def title_text(self) -> str:
        """Say what comes of it."""
        return _("A revision: what was said before is kept")

    def fields(self) -> Iterable[FormField]:
        """Ask for the reason."""
        hint = _("what is changed, and why; it stands in the history")
        yield FormField("reason", _("Reason"), hint=hint)

    def save(self) -> Callable[[], str]:
        """Return the reason."""
        reason = self.value("reason")
        return lambda: reason
