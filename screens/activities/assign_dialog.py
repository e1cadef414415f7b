"""Give activities to a colleague (FEATURES ACT-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.i18n import _, ngettext
from screens.activities.colleagues import colleague_choices
from screens.keys_dialog import KeysDialog
from services.activities.bulk import BulkResult
from services.activities.planning import reassign
from services.users import user_with_login
from widgets.forms.form_field import ChoiceField, FormField


class AssignDialog(KeysDialog[BulkResult]):
    """Returns what came of it."""

    form_name = "assign"

    def title_text(self) -> str:
        """Say how much is given away."""
        count = len(self.keys)
        return ngettext("Give {count} activity to", "Give {count} activities to", count).format(
            count=count
        )

    def fields(self) -> Iterable[FormField]:
        """Ask who is to do it."""
        self._who = ChoiceField(
            "responsible", _("Who"), colleague_choices(self.context), is_needed=True
        )
        yield self._who

    def save(self) -> Callable[[], BulkResult]:
        """Write who is responsible now."""
        context, keys = self.context, self.keys
        login = self._who.chosen()
        return lambda: reassign(context, keys, user_with_login(context, login))
