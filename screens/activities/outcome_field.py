"""The field of a form that asks how a call or meeting ended."""

from __future__ import annotations

from domain.i18n import _
from services.activities.outcomes import Outcome, list_outcomes
from services.context import Context
from widgets.forms.form_field import ChoiceField


class OutcomeField(ChoiceField):
    """Offers the outcomes that are in use; none need be chosen."""

    def __init__(self, context: Context) -> None:
        self._outcomes = {one.code: one for one in list_outcomes(context.database.reader())}
        labels = {code: outcome.label for code, outcome in self._outcomes.items()}
        super().__init__("outcome", _("Outcome"), labels)

    def outcome(self) -> Outcome | None:
        """Return the outcome that is chosen, None for an empty field. Raises BadInput."""
        return self._outcomes.get(self.chosen())
