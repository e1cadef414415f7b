"""Plan an activity with the client of a row, who is told and can be taken away at once."""

from __future__ import annotations

from collections.abc import Mapping

from domain.activity_forms import ELEMENTS
from domain.i18n import _
from domain.records.references import Reference
from domain.text import one_line
from screens.activities.activity_form import ActivityForm
from screens.program import with_keys
from widgets.forms.several_picker import SeveralPicker


class PlanWithClient(ActivityForm):
    """The form of an activity that begins with a client whom nobody has typed."""

    def __init__(self, client: Reference, preset: Mapping[str, str]) -> None:
        super().__init__(client, preset=preset)
        self._client = client

    def on_mount(self) -> None:
        """Say with whom it is planned, and how to plan without."""
        said = _("With {client}, as in the list: {clear} plans without.")
        name = one_line(self._client.title, 40).replace("{", "{{").replace("}", "}}")
        self.say(with_keys(self, said.replace("{client}", name), clear="form.clear"))

    def action_clear(self) -> None:
        """Empty every line, and take the client away."""
        super().action_clear()
        elements = self.line_of(ELEMENTS)
        if isinstance(elements, SeveralPicker):
            elements.hold(())
            # Whoever leaves now has typed nothing: the next form begins with its client again.
            self._untouched = self._latest = self._values()
