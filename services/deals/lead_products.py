"""Takes the products of interest of a lead over to a deal (FEATURES DEAL-05)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from domain.errors import Conflict
from domain.i18n import _
from domain.records.references import Reference
from services.context import Context
from services.records.use_cases import changeable_within, existing_within, load_writing
from storage.reads.leads import read_leads_with_products

if TYPE_CHECKING:
    from storage.tables import Deal


@dataclass(frozen=True, slots=True)
class LeadWithProducts:
    """A lead that concerns a deal, and how many products of interest it has."""

    lead: Reference
    count: int

    @property
    def id(self) -> UUID:
        """The key of the lead."""
        return self.lead.id

    @property
    def label(self) -> str:
        """The title of the lead."""
        return self.lead.title


def leads_with_products(context: Context, deal: UUID) -> list[LeadWithProducts]:
    """Return the leads with products that a deal came from, then those of its clients."""
    found = read_leads_with_products(context.database.reader(), deal)
    return [LeadWithProducts(lead, count) for lead, count in found]


def copy_lead_products(context: Context, deal: UUID, lead: UUID) -> int:
    """Add the products of a lead to those of a deal, whose sum follows; return how many.

    What the deal has just so already is left out. Raises Conflict where that is all, and NotFound.
    """
    from services.deals.summing import settle_sum
    from services.leads.belongings import copy_products
    from storage.tables.base import utc_now

    load_writing()
    with context.database.write(context.actor, "copy_products") as unit:
        row = cast("Deal", changeable_within(unit, "deal", deal))
        existing_within(unit, "lead", lead)
        count = copy_products(unit, lead, deal)
        if not count:
            raise Conflict(_("The deal has the products of this lead already."))
        row.updated_at = utc_now()
        settle_sum(context, unit, deal)
        return count
