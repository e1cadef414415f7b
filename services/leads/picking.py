"""One verb on several leads: what can be done is done, and the rest is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import Conflict, NotAllowed, NotFound
from domain.i18n import ngettext
from domain.leads import read_only_sentence
from services.left_out import said_gone, said_unchanged

if TYPE_CHECKING:
    from storage.tables import Lead
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class LeadOutcome:
    """What came of a verb on several leads.

    `changed` were changed. `gone` are no longer there, `converted` are read-only, and `unfit` are
    as they should be, or cannot be so; `reason` says why. `status` is how the status is called to
    which a single lead was moved.
    """

    changed: int
    gone: int = 0
    converted: int = 0
    unfit: int = 0
    reason: str = ""
    status: str = ""

    def explain(self) -> str:
        """Return a sentence on those that were left out, "" where there are none."""
        said = []
        if self.unfit:
            said.append(said_unchanged(self.unfit, self.reason))
        if self.converted:
            said.append(
                ngettext(
                    "{count} was converted and stays as it is.",
                    "{count} were converted and stay as they are.",
                    self.converted,
                ).format(count=self.converted)
            )
        if self.gone:
            said.append(said_gone(self.gone))
        return " ".join(said)


@dataclass(slots=True)
class PickedLeads:
    """The leads that a verb is done with, and how many of those named it cannot be."""

    fit: list[Lead] = field(default_factory=list)
    gone: int = 0
    converted: int = 0

    def apply(self, change: Callable[[Lead], bool], reason: Callable[[], str]) -> LeadOutcome:
        """Change those that fit; `change` returns whether it could, `reason` says why not.

        Raises Conflict with that sentence where none could be changed for this reason.
        """
        changed = sum(change(lead) for lead in self.fit)
        unfit = len(self.fit) - changed
        if unfit and not changed:
            raise Conflict(reason())
        said = reason() if unfit else ""
        return LeadOutcome(changed, self.gone, self.converted, unfit, said)


def pick_leads(unit: Unit, keys: Sequence[UUID]) -> PickedLeads:
    """Return those of the leads that can be changed.

    Raises NotAllowed where none can because they were converted, and NotFound where none is there.
    """
    from storage.tables import Lead

    picked = PickedLeads()
    for key in dict.fromkeys(keys):
        lead = unit.get(Lead, key)
        if lead is None or lead.deleted_at is not None:
            picked.gone += 1
        elif lead.converted_at is not None:
            picked.converted += 1
        else:
            picked.fit.append(lead)
    if not picked.fit and picked.converted:
        raise NotAllowed(read_only_sentence())
    if not picked.fit:
        raise NotFound(
            ngettext(
                "This lead is no longer there: somebody has deleted it.",
                "These leads are no longer there: somebody has deleted them.",
                len(keys),
            )
        )
    return picked
