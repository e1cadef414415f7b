"""Give activities to a colleague (FEATURES ACT-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from domain.i18n import _, ngettext
from screens.activities.colleagues import colleague_choices
from screens.form_dialog import FormDialog
from screens.form_draft import key_of_all
from services.activities.bulk import BulkResult
from services.activities.planning import reassign
from services.users import user_with_login
from widgets.forms.form_field import ChoiceField, FormField


class AssignDialog(FormDialog[BulkResult]):
    """Returns what came of it."""

    form_name = "assign"

    def __init__(self, keys: Sequence[UUID]) -> None:
        super().__init__()
        self._keys = keys
        self.about = key_of_all(keys)

    def title_text(self) -> str:
        """Say how much is given away."""
        count = len(self._keys)
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
        context, keys = self.context, self._keys
        login = self._who.chosen()
        return lambda: reassign(context, keys, user_with_login(context, login))
