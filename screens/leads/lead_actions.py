"""What can be done with leads, in their list and on the card: those marked, else that at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.binding import BindingType

from domain.errors import Conflict
from domain.i18n import _, ngettext
from domain.records.references import Reference
from domain.text import spaced
from screens.actions import action_of, bindings_of
from screens.deals.moved_along import MovedAlong
from screens.leads.keys import LEAD
from screens.program import shown_key
from screens.service_screen import ServiceScreen

if TYPE_CHECKING:
    from services.leads.converting import Conversion
    from services.leads.picking import LeadOutcome


class LeadActions(MovedAlong):
    """The actions on leads. On a converted one they say that it stays as it is (LEAD-09)."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(LEAD)]

    @property
    def places(self) -> tuple[str, ...]:
        """The actions on leads work where there is a lead that is not converted."""
        own, *others = super().places
        return (own, LEAD, *others) if self._has_leads() else (own, *others)

    def _has_leads(self) -> bool:
        """Say whether something can be done with the leads that are meant."""
        from services.leads.rules import is_converted

        if not self.is_mounted or self.kind() != "lead" or self.is_in_bin():
            return False
        row = self.row_reference()
        return bool(self.marked_count()) or row is None or not is_converted(self.context, row.id)

    def said_of_others(self) -> str:
        """Return what is said where the records at hand are no leads."""
        return _("This is for leads: ] goes to their list.")

    def _leads(self) -> Sequence[UUID]:
        """Return the leads that are meant; say so where there are none, or too many."""
        return self.keys_meant(
            "lead",
            self.said_of_others(),
            _("At most {count} leads at once: E changes a field of more."),
        )

    def _done(self, sentence: Callable[[int], str]) -> Callable[[LeadOutcome | None], None]:
        """Return what tells of the outcome; `sentence` gives what is said of the number changed."""

        def tell(outcome: LeadOutcome | None) -> None:
            if outcome is not None:
                self.clear_marks()
                said = sentence(outcome.changed).format(count=spaced(outcome.changed))
                self.say(" ".join(filter(None, (said, outcome.explain()))))

        return tell

    def action_edit(self) -> None:
        """Change the record, unless it is a converted lead or an event."""
        if self.may_change():
            super().action_edit()

    def may_change(self) -> bool:
        """Say whether the record at hand can be changed, and say why it cannot."""
        from services.records.fixed import check_may_change

        row = self.row_reference()
        if row is None or row.kind not in ("lead", "activity"):
            return True
        return self.read(lambda: check_may_change(self.context, row)) is not None

    def action_further(self, step: int) -> None:
        """Move the leads to the next status, or to the previous one."""
        from services.leads.statuses import LastStatus, move_status

        if self.kind() != "lead":
            super().action_further(step)
            return

        def move() -> LeadOutcome:
            try:
                return move_status(context, keys, step)
            except LastStatus as error:
                said = _(
                    "The status is “{status}”, the last one: "
                    "{convert} converts the lead, {junk} calls it junk."
                )
                names = {"convert": "lead.convert", "junk": "lead.junk"}
                keys_of = {place: shown_key(self, action_of(name)) for place, name in names.items()}
                raise Conflict(said.format(status=error.status, **keys_of)) from error

        def tell(outcome: LeadOutcome) -> None:
            self._done(lambda count: _moved(count, outcome.status))(outcome)

        context = self.context
        if keys := self._leads():
            self.perform(move, tell)

    def action_take(self) -> None:
        """Become responsible for leads that are nobody's."""
        from services.leads.passing import take_leads

        if keys := self._leads():
            context = self.context
            self.perform(lambda: take_leads(context, keys), self._done(_taken))

    def action_pass_on(self) -> None:
        """Pass the leads on to a colleague."""
        from screens.leads.pass_dialog import PassOnDialog

        if keys := self._unconverted():
            self.app.push_screen(PassOnDialog(keys), self._done(_passed_on))

    def action_junk(self) -> None:
        """Call the leads junk."""
        from screens.leads.junk_dialog import JunkDialog

        if keys := self._unconverted():
            self.app.push_screen(JunkDialog(keys), self._done(_called_junk))

    def _unconverted(self) -> Sequence[UUID]:
        """Return the leads that are meant; say so where a single one is converted."""
        from services.leads.proposal import check_open

        keys = self._leads()
        if len(keys) == 1 and self.read(lambda: check_open(self.context, keys[0])) is None:
            return ()
        return keys

    def action_convert(self) -> None:
        """Convert the lead at hand."""
        from screens.leads.convert_dialog import ConvertDialog
        from services.leads.proposal import check_open

        if self.kind() == "lead" and self.marked_count() > 1:
            self.say(_("Leads are converted one by one: take away the marks first."))
            return
        if not (keys := self._leads()):
            return
        context = self.context
        lead = self.read(lambda: check_open(context, keys[0]))
        if lead is not None:
            self.app.push_screen(ConvertDialog(lead), self._converted)

    def _converted(self, done: Conversion | None) -> None:
        """Show what the lead has become."""
        if done is None:
            return
        self.clear_marks()
        self.show_results(done)
        self.app.call_later(self._tell_converted)

    def _tell_converted(self) -> None:
        """Say on the card that has opened that the lead was converted, and how it is undone."""
        shown = self.app.screen
        if isinstance(shown, ServiceScreen):
            shown.say(_("Converted. u takes it back."))

    def show_results(self, done: Conversion) -> None:
        """Open the card of the first result."""
        from screens.cards.opening import open_card

        kind, key = next(iter(done.results.items()))
        open_card(self.app, Reference(kind, key, ""))

    def lead_added(self, key: UUID | None) -> None:
        """Go to a lead that was added by one line, where leads are listed."""
        super().lead_added(key)
        if key is not None and self.kind() == "lead":
            self.go_to(key)


def _moved(count: int, status: str) -> str:
    if status:
        return _("Status: {status}. u takes it back.").replace("{status}", status)
    return ngettext("{count} moved. u takes it back.", "{count} moved. u takes them back.", count)


def _taken(count: int) -> str:
    return ngettext("It is yours. u takes it back.", "{count} are yours. u takes them back.", count)


def _passed_on(count: int) -> str:
    return ngettext(
        "{count} passed on. u takes it back.", "{count} passed on. u takes them back.", count
    )


def _called_junk(count: int) -> str:
    return ngettext(
        "{count} is junk now. u takes it back.", "{count} are junk now. u takes them back.", count
    )
