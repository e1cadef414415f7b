"""Pass leads on: who goes on, in which status, and what they should know (FEATURES LEAD-05)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from domain.i18n import _, ngettext
from domain.text import spaced
from screens.activities.colleagues import colleague_choices
from screens.keys_dialog import KeysDialog
from services.leads.passing import pass_on
from services.leads.picking import LeadOutcome
from services.queries import field_choices
from services.users import user_with_login
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.notes_field import NotesField

IN_PROCESSING: Final = "in_processing"
"""The shipped status of leads that are worth the work; it stands there at first."""


class PassOnDialog(KeysDialog[LeadOutcome]):
    """Returns what came of it."""

    form_name = "pass_on_lead"

    def title_text(self) -> str:
        """Say how many leads are passed on."""
        count = len(self.keys)
        return ngettext("Pass on {count} lead", "Pass on {count} leads", count).format(
            count=spaced(count)
        )

    def fields(self) -> Iterable[FormField]:
        """Ask for the colleague, the status and the note."""
        field = self.context.fields.get("lead", "status")
        choices = field_choices(self.context, field, with_junk=False)
        colleagues = colleague_choices(self.context)
        usual = IN_PROCESSING if IN_PROCESSING in choices else ""
        self._who = ChoiceField("responsible", _("To"), colleagues, is_needed=True)
        self._status = ChoiceField("status", _("Status"), choices, value=usual)
        yield self._who
        yield self._status
        yield NotesField("note", _("Note"), hint=_("becomes a task of theirs for today"), lines=3)

    def save(self) -> Callable[[], LeadOutcome]:
        """Pass the leads on."""
        context, keys, note = self.context, self.keys, self.value("note")
        login, status = self._who.chosen(), self._status.chosen()
        return lambda: pass_on(context, keys, user_with_login(context, login), status, note)
