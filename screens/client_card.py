"""A record at a glance, opened from the palette; calls and plans start from here."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from domain.i18n import _
from domain.references import Reference
from screens.actions import CARD, bindings_of
from screens.activities.client_facts import facts_of
from screens.program import program_of
from services.clients import glance_at_client
from widgets.facts import FactsPane


class ClientCard(ModalScreen[None]):
    """Shows who a client is, what was last and what comes next."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CARD)]
    DEFAULT_CSS = """
    ClientCard {
        align: center middle;
        & > Vertical { width: 76; max-width: 100%; height: 24; max-height: 95%; padding: 1 2;
            background: $surface; }
        & FactsPane { height: 1fr; background: $surface; }
        & .card--keys { height: 1; color: $text-muted; }
    }
    """

    def __init__(self, reference: Reference) -> None:
        super().__init__()
        self._reference = reference

    def compose(self) -> ComposeResult:
        """Lay out the facts and the keys."""
        with Vertical():
            yield FactsPane(ruled=False, id="facts")
            yield Static(
                _("c log a call   n plan an activity   Esc back"),
                classes="card--keys",
                markup=False,
            )

    def on_mount(self) -> None:
        """Show the record, and follow its changes."""
        self._show()
        program_of(self).records_changed.subscribe(self, lambda kinds: self._show())

    def _show(self) -> None:
        context = program_of(self).context
        glance = glance_at_client(context, self._reference)
        if glance is None:
            sentence = _("Somebody has deleted {title}.").format(title=self._reference.title)
            self.app.notify(sentence, markup=False)
            self.dismiss()
            return
        self.query_one(FactsPane).show(facts_of(context, glance))

    def action_call(self) -> None:
        """Call this client."""
        program_of(self).calls.start(self._reference)

    def action_plan(self) -> None:
        """Plan an activity with this client."""
        from screens.activities.activity_form import ActivityForm

        self.app.push_screen(ActivityForm(self._reference))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
