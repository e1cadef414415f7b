"""Give activities to a colleague (FEATURES ACT-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from domain.i18n import _, ngettext
from screens.activities.colleagues import colleague_labels, explain_colleague, read_colleague
from screens.form_dialog import FormDialog
from services.activities.bulk import BulkResult
from services.activities.planning import reassign
from services.users import list_users
from widgets.form_field import ChoiceField, FormField


class AssignDialog(FormDialog[BulkResult]):
    """Returns what came of it."""

    form_name = "assign"

    def __init__(self, keys: Sequence[UUID]) -> None:
        super().__init__()
        self._keys = keys

    def title_text(self) -> str:
        """Say how much is given away."""
        count = len(self._keys)
        return ngettext("Give {count} activity to", "Give {count} activities to", count).format(
            count=count
        )

    def fields(self) -> Iterable[FormField]:
        """Ask who is to do it."""
        self._users = [user for user in list_users(self.context) if user.is_active]
        yield ChoiceField(
            "responsible",
            _("Who"),
            colleague_labels(self._users),
            explain=explain_colleague(self._users),
        )

    def save(self) -> Callable[[], BulkResult]:
        """Write who is responsible now."""
        context, keys = self.context, self._keys
        user = read_colleague(self._users, self.value("responsible"))
        return lambda: reassign(context, keys, user.id)
