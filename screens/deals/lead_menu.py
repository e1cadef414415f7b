"""Chooses the lead whose products a deal gets."""

from __future__ import annotations

from domain.i18n import _, ngettext
from screens.deals.digit_menu import DigitMenu
from services.deals.lead_products import LeadWithProducts


class LeadMenu(DigitMenu[LeadWithProducts]):
    """Returns the lead that was chosen; beside each stands how many products it has."""

    beside_cells = 12

    def title_text(self) -> str:
        """Say what is chosen."""
        return _("Products of which lead?")

    def beside(self, choice: LeadWithProducts) -> str:
        """Return how many products a lead has."""
        count = choice.count
        return ngettext("{count} product", "{count} products", count).format(count=count)
