"""What a stage asks for before deals come to it: fields, a reason, a check list (DEAL-15)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from uuid import UUID

from domain.check_lists import CheckItem
from domain.errors import CrmError
from domain.i18n import _, ngettext
from domain.records.fields import Field
from domain.records.values import Value
from domain.text import one_line, spaced
from screens.deals.people_fields import AsksPeople
from screens.keys_dialog import KeysDialog
from screens.records.field_asking import ask, check, read_asked
from services.deals.check_lists import deal_check_list
from services.deals.moving import MoveOutcome, move_deals
from services.deals.pipelines import StageView
from services.records.use_cases import show_record
from widgets.forms.form_field import FormField
from widgets.forms.ticks_field import TicksField

TICKS = "fulfilled"


class MoveDialog(AsksPeople[MoveOutcome], KeysDialog[MoveOutcome]):
    """Asks for the fields that deals lack at a stage and moves them; returns what came of it.

    `title` is that of a single deal.
    """

    form_name = "move_deal"

    def __init__(
        self, keys: Sequence[UUID], stage: StageView, missing: Sequence[Field], title: str = ""
    ) -> None:
        super().__init__(keys)
        self._title = title
        self._stage = stage
        self._missing = missing
        self._ticks: TicksField | None = None

    @property
    def draft_name(self) -> str:
        """What each stage asks for has a draft of its own."""
        return f"{super().draft_name}:{self._stage.code}"

    def title_text(self) -> str:
        """Say where the deals are brought."""
        if len(self.keys) == 1 and self._title:
            return f"{one_line(self._title, 44)} › {self._stage.label}"
        said = ngettext("{count} deal to: {stage}", "{count} deals to: {stage}", len(self.keys))
        return said.replace("{count}", spaced(len(self.keys))).replace("{stage}", self._stage.label)

    def keys_text(self) -> str:
        """Say how to tick, too."""
        keys = super().keys_text()
        return f"{_('1-9 tick   * tick all')}   {keys}" if self._stage.check_list else keys

    def fields(self) -> Iterable[FormField]:
        """Ask for just what is missing, and what is fulfilled."""
        for field in self._missing:
            people = self.ask_people(field, None, _(field.label))
            yield people or ask(self.context, field, None)
        if items := self._items():
            lines = [item.text for item in items]
            ticked = [item.text for item in items if item.done_at]
            self._ticks = TicksField(TICKS, _("Is fulfilled"), lines, ticked)
            yield self._ticks

    def seen(self, name: str) -> Value:
        """Return what a single deal holds, from which it follows who is likely to take part."""
        return self._held_values.get(name)

    @cached_property
    def _held_values(self) -> Mapping[str, Value]:
        if len(self.keys) != 1:
            return {}
        try:
            return show_record(self.context, "deal", self.keys[0]).values
        except CrmError:
            return {}  # it has just gone, which is said where it is to be moved

    def _items(self) -> Sequence[CheckItem]:
        """Return the check list: that of a single deal as it was ticked before."""
        stage, keys = self._stage, self.keys
        if not stage.check_list:
            return []
        if len(keys) == 1:
            return deal_check_list(self.context, keys[0], stage)
        return [CheckItem(stage.id, line) for line in stage.check_list]

    def save(self) -> Callable[[], MoveOutcome]:
        """Move the deals, giving them what was typed and ticked."""
        context, keys, stage = self.context, self.keys, self._stage.id
        ticked = self._ticks.ticked if self._ticks is not None else None
        values: dict[str, object] = {}
        for field in self._missing:
            asked = self.field(field.name)
            check(asked)
            if not asked.is_blank:
                values[field.name] = read_asked(context, field, asked, None)
        return lambda: move_deals(context, keys, stage, values=values, ticked=ticked)
