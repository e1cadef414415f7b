"""One's own companies, in whose name quotes and invoices are issued (FEATURES INV-03)."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from domain.i18n import _
from screens.actions import bindings_of
from screens.invoices.keys import OWN
from screens.records.list_area import ListArea
from widgets.filter_line import FilterLine


class OwnCompaniesScreen(ListArea):
    """The list of own companies; the card of one has its requisites and its pictures."""

    target = OWN
    kinds = ("own_company",)
    digit = "0"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(OWN)]

    def on_mount(self) -> None:
        """Say where the rest of a company is."""
        self.say(_("Enter shows the card: requisites, bank, stamp and signatures are there."))

    def empty_hint(self) -> str:
        """Say how an own company is added: nothing that is read in brings one."""
        state = self.state
        if state.is_filtered or state.query.in_bin or state.query.filter:
            return super().empty_hint()
        return _("There is no own company yet. n adds one: requisites and bank come on its card.")

    def action_back(self) -> None:
        """End a long change, take away marks and filter; then go back."""
        line = self.query_one(FilterLine)
        if self.is_typing or self.record_list.marks or self.state.is_filtered or line.raw_text:
            super().action_back()
        elif not self.cancel_long():
            self.dismiss()
