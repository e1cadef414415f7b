"""Take leads out of the process, and say why (FEATURES LEAD-12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.i18n import _, ngettext
from domain.text import spaced
from screens.keys_dialog import KeysDialog
from services.leads.picking import LeadOutcome
from services.leads.statuses import mark_junk
from services.queries import field_choices
from widgets.forms.form_field import ChoiceField, FormField


class JunkDialog(KeysDialog[LeadOutcome]):
    """Returns what came of it."""

    form_name = "junk_lead"

    def title_text(self) -> str:
        """Say how many leads are junk."""
        count = len(self.keys)
        return ngettext(
            "{count} lead is junk, because", "{count} leads are junk, because", count
        ).format(count=spaced(count))

    def fields(self) -> Iterable[FormField]:
        """Ask for the reason."""
        field = self.context.fields.get("lead", "junk_reason")
        reasons = field_choices(self.context, field)
        self._reason = ChoiceField("junk_reason", _("Reason"), reasons, is_needed=True)
        yield self._reason

    def save(self) -> Callable[[], LeadOutcome]:
        """Call the leads junk."""
        context, keys, reason = self.context, self.keys, self._reason.chosen()
        return lambda: mark_junk(context, keys, reason)
