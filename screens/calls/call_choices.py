"""The fields of a call that depend on the client: the deal, its stage, what was planned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from domain.activities import kind_label
from domain.choosing import choose
from domain.dates.when import describe_deadline
from domain.errors import BadInput
from domain.i18n import _
from domain.text import one_line
from screens.calls import call_values as names
from widgets.forms.form_field import ChoiceField, FormField

if TYPE_CHECKING:
    from services.activities.call_context import CallContext, CallDeal
    from services.clients import PlannedActivity

ItemT = TypeVar("ItemT")


class CallChoices:
    """Fills the fields of a call with what there is to choose from, and reads what was chosen.

    `opened_from` is the planned call that this one was opened from; whoever is talked to, it can be
    completed.
    """

    def __init__(self) -> None:
        self.opened_from: PlannedActivity | None = None
        self.is_filled = False
        """Whether it is known what there is to choose from."""
        self._deals: Mapping[str, CallDeal] = {}
        self._planned: Mapping[str, PlannedActivity] = {}
        self._deal = ChoiceField(names.DEAL, _("Deal"), explain=self._explain_deal)
        self._stage = ChoiceField(names.STAGE, _("Stage"), explain=self._explain_stage)
        self._plan = ChoiceField(names.PLANNED, _("Completes"), explain=self._explain_planned)

    def fields(self) -> Iterable[FormField]:
        """Return the fields, hidden until there is something to choose from."""
        for field in (self._deal, self._stage, self._plan):
            field.display = False
            yield field

    def fill(self, found: CallContext | None, now: datetime) -> None:
        """Offer what there is with this client; what suggests itself is filled in."""
        self.is_filled = found is not None
        deals = found.deals if found else ()
        planned = [one for one in found.planned if one.kind == "call"] if found else []
        opened = self.opened_from
        if opened is not None and opened.id not in [one.id for one in planned]:
            planned.insert(0, opened)
        self._deals = _by_label(deals, lambda deal: one_line(deal.deal.title, 40))
        self._planned = _by_label(planned, lambda activity: _label(activity, now))
        for field, labels in ((self._deal, self._deals), (self._plan, self._planned)):
            field.display = bool(labels)
            field.offer({label: label for label in labels})
            with suppress(BadInput):
                _choose(labels, field.value, field.name or "")
                continue
            field.value = ""  # it was something of another client
        if not self._deal.value and len(self._deals) == 1:
            self._deal.value = next(iter(self._deals))
        if not self._plan.value:
            self._plan.value = self._suggested(now)
        self.offer_stages()

    def _suggested(self, now: datetime) -> str:
        """Return the label of the call that this one is most likely to be, "" for none."""
        opened = self.opened_from
        for label, activity in self._planned.items():
            if activity.id == opened.id if opened else _is_due(activity, now):
                return label
        return ""

    def offer_stages(self) -> None:
        """Offer the stages of the deal that is chosen, and show where it stands."""
        deal = self._chosen_deal()
        stages = [choice.stage.label for choice in deal.stages] if deal else []
        self._stage.display = bool(stages)
        self._stage.offer({label: label for label in stages})
        if deal is None:
            self._stage.value = ""
        elif deal.stage is not None and self._stage.value not in stages:
            self._stage.value = deal.stage.label

    def _chosen_deal(self) -> CallDeal | None:
        try:
            return _choose(self._deals, self._deal.value, names.DEAL)
        except BadInput:
            return None

    def planned(self) -> UUID | None:
        """Return the activity that the call completes. Raises BadInput."""
        activity = _choose(self._planned, self._plan.value, names.PLANNED)
        return activity.id if activity else None

    def deal(self) -> UUID | None:
        """Return the deal that the call is about. Raises BadInput."""
        deal = _choose(self._deals, self._deal.value, names.DEAL)
        return deal.deal.id if deal else None

    def stage(self) -> UUID | None:
        """Return the stage to bring the deal to, None where it stays. Raises BadInput."""
        deal = _choose(self._deals, self._deal.value, names.DEAL)
        if deal is None or not self._stage.value:
            return None
        stages = {choice.stage.label: choice for choice in deal.stages}
        chosen = _choose(stages, self._stage.value, names.STAGE)
        return chosen.id if chosen is not None and chosen.id != deal.stage_id else None

    def _explain_deal(self, text: str) -> str:
        self.offer_stages()
        deal = _choose(self._deals, text, names.DEAL)
        return (
            "" if deal is None or one_line(deal.deal.title, 40) == text else f"= {deal.deal.title}"
        )

    def _explain_stage(self, text: str) -> str:
        deal = self._chosen_deal()
        if deal is None:
            return ""
        stages = {choice.stage.label: choice for choice in deal.stages}
        chosen = _choose(stages, text, names.STAGE)
        assert chosen is not None
        if chosen.id == deal.stage_id:
            return ""
        now = deal.stage.label if deal.stage else ""
        return _("= from {now} to {then}").format(now=now, then=chosen.stage.label)

    def _explain_planned(self, text: str) -> str:
        activity = _choose(self._planned, text, names.PLANNED)
        return "" if activity is None else _("= saving marks this planned call as done")


def _label(activity: PlannedActivity, now: datetime) -> str:
    when = describe_deadline(activity.due_at, activity.due_on, now)
    subject = one_line(activity.subject, 40) or kind_label(activity.kind)
    return f"{subject} ({when})" if when else subject


def _is_due(activity: PlannedActivity, now: datetime) -> bool:
    """Say whether an activity is to be done by the end of today."""
    if activity.due_at is not None:
        return activity.due_at.astimezone(now.tzinfo).date() < now.date() + timedelta(days=1)
    return activity.due_on is not None and activity.due_on <= now.date()


def _by_label(items: Sequence[ItemT], label: Callable[[ItemT], str]) -> dict[str, ItemT]:
    """Return the items by what they are called; of those called alike the later ones by number."""
    found: dict[str, ItemT] = {}
    for item in items:
        name, number = label(item), 2
        while name in found:
            name, number = f"{label(item)} {number}", number + 1
        found[name] = item
    return found


def _choose(items: Mapping[str, ItemT], text: str, field: str) -> ItemT | None:
    """Return the item that a text names or begins, None for an empty text. Raises BadInput."""
    if not text:
        return None
    return items[choose({label: label for label in items}, text, field)]
