"""A new lead by one line, with how it is understood below (FEATURES LEAD-01, LEAD-02)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from domain.i18n import _
from screens.form_dialog import FormDialog
from screens.program import with_keys
from services.leads.lines import add_lead_line, describe_lead_line
from widgets.forms.form_field import FormField


class LeadLineDialog(FormDialog[UUID]):
    """Returns the key of the lead."""

    form_name = "lead_line"
    DEFAULT_CSS = """
    LeadLineDialog > #form { width: 96; }
    """

    def title_text(self) -> str:
        """Say what the line is for."""
        return _("New lead by one line")

    def keys_text(self) -> str:
        """Return the line of keys."""
        text = _("{next} adds it   {back} back, keeps what is typed")
        return with_keys(self, text, next="form.go_on", back="form.leave")

    def fields(self) -> Iterable[FormField]:
        """Ask for the line."""
        yield FormField(
            "line",
            _("Lead"),
            hint=_("Ivan Petrov, Romashka, 8 916 123-45-67, src:fair"),
            explain=lambda text: describe_lead_line(self.context, text),
        )

    def save(self) -> Callable[[], UUID]:
        """Add the lead."""
        context, line = self.context, self.value("line")
        return lambda: add_lead_line(context, line)
