"""What can be done with deals, in their lists and on the card: those marked, else that at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from textual.binding import BindingType

from domain.i18n import _, ngettext
from screens.actions import bindings_of
from screens.deals.bringing import BringsDeals
from screens.deals.keys import DEAL
from screens.deals.moved_along import MovedAlong


class DealActions(MovedAlong, BringsDeals):
    """Moves deals along their pipeline, asking for what a stage needs (FEATURES DEAL-13)."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(DEAL)]

    @property
    def places(self) -> tuple[str, ...]:
        """The actions on deals work where there are deals."""
        own, *others = super().places
        has_deals = self.is_mounted and self.kind() == "deal" and not self.is_in_bin()
        return (own, DEAL, *others) if has_deals else (own, *others)

    def _deals(self) -> Sequence[UUID]:
        """Return the deals that are meant; say so where there are none, or too many."""
        return self.keys_meant(
            "deal",
            _("This is for deals: go to the card of one, or to their list."),
            _("At most {count} deals at once: E changes a field of more."),
        )

    def action_further(self, step: int) -> None:
        """Move the deals to the next stage, or to the one before."""
        from services.deals.steps import stage_beside

        if self.kind() != "deal":
            super().action_further(step)
        elif keys := self._deals():
            stage = self.read(lambda: stage_beside(self.context, keys, step))
            if stage is not None:
                self.bring_to(keys, stage)

    def action_move(self) -> None:
        """Choose the stage to which the deals are brought."""
        from screens.deals.stage_menu import StageMenu
        from services.deals.steps import present_stage, stages_for

        if not (keys := self._deals()):
            return
        stages = self.read(lambda: stages_for(self.context, keys))
        if not stages:
            return
        title = self._title_of(keys) or self.menu_title()
        present = present_stage(self.context, keys[0]) if len(keys) == 1 else None
        self.app.push_screen(
            StageMenu(title, stages, present),
            lambda stage: self.bring_to(keys, stage) if stage is not None else None,
        )

    def action_lead_products(self) -> None:
        """Take over the products of a lead that the deal, or a client of it, came from."""
        from screens.deals.lead_menu import LeadMenu
        from services.deals.lead_products import leads_with_products

        row = self.row_reference()
        if row is None or row.kind != "deal":
            self.say(_("This is for deals: go to the card of one, or to their list."))
            return
        leads = self.read(lambda: leads_with_products(self.context, row.id)) or []
        if len(leads) > 1:
            self.app.push_screen(
                LeadMenu(leads, None),
                lambda lead: self._copy_products(row.id, lead.id) if lead is not None else None,
            )
        elif leads:
            self._copy_products(row.id, leads[0].id)
        else:
            self.say(_("Neither the deal nor its clients came from a lead with products."))

    def _copy_products(self, deal: UUID, lead: UUID) -> None:
        from services.deals.lead_products import copy_lead_products

        context = self.context

        def tell(count: int) -> None:
            said = ngettext(
                "{count} product taken over. u takes it back.",
                "{count} products taken over. u takes them back.",
                count,
            )
            self.say(said.format(count=count))

        self.perform(lambda: copy_lead_products(context, deal, lead), tell)

    def action_lines(self) -> None:
        """Open the editor of the products of the deal (FEATURES DOC-11 to 14), or of a document."""
        if self.kind() != "deal" or self.document_at_hand() is not None:
            super().action_lines()
            return
        keys = self._deals()
        if len(keys) > 1:
            self.say(_("The products of one deal at a time: take away the marks first."))
        elif keys:
            self._open_lines(keys[0])

    def _open_lines(self, key: UUID) -> None:
        # Loaded with the first deal whose products are edited, behind the first frame.
        from screens.documents.homes import DealHome
        from screens.documents.lines_screen import open_lines

        home = DealHome(key)
        content = self.read(lambda: home.read(self.context))
        if content is not None:
            open_lines(self.app, home, content)
