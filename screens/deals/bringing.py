"""Brings deals to a stage, asking for what it needs (FEATURES DEAL-13, DEAL-15)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from domain.i18n import _, ngettext
from domain.records.fields import ROW_TYPES
from domain.text import spaced
from screens.actions import action_of
from screens.program import shown_key
from screens.records.record_actions import RecordActions

if TYPE_CHECKING:
    from services.deals.moving import MoveOutcome
    from services.deals.pipelines import StageView


class BringsDeals(RecordActions):
    """Brings the deals with certain keys to a stage, wherever that is asked for."""

    def _title_of(self, keys: Sequence[UUID]) -> str:
        """Return the title of a single deal that is under the cursor, "" for others."""
        row = self.row_reference()
        return row.title if row is not None and list(keys) == [row.id] else ""

    def bring_to(self, keys: Sequence[UUID], stage: StageView) -> None:
        """Bring deals to a stage; what it asks for is asked first."""
        from screens.deals.move_dialog import MoveDialog
        from services.deals.moving import missing_fields, needs_sentence

        context = self.context
        missing = self.read(lambda: missing_fields(context, keys, stage.id))
        if missing is None:
            return
        if any(field.type in ROW_TYPES for field in missing):
            parts = shown_key(self, action_of("record.parts"))
            hint = _("{key} shows what can be added.").format(key=parts)
            self.say(f"{needs_sentence(stage, missing)} {hint}", "error")
        elif missing or stage.check_list:
            self.app.push_screen(
                MoveDialog(keys, stage, missing, self._title_of(keys)),
                lambda done: self._tell_moved(stage, done) if done is not None else None,
            )
        else:
            self._move(keys, stage)

    def _move(self, keys: Sequence[UUID], stage: StageView) -> None:
        from services.deals.moving import move_deals

        context = self.context
        self.perform(
            lambda: move_deals(context, keys, stage.id),
            lambda done: self._tell_moved(stage, done),
        )

    def _tell_moved(self, stage: StageView, done: MoveOutcome) -> None:
        self.clear_marks()
        if not (done.moved or done.lacking or done.gone):
            self.say(_("Stage: {stage}, as before.").replace("{stage}", stage.label))
            return
        said = _("Stage: {stage}. u takes it back.").replace("{stage}", stage.label)
        if done.moved > 1:
            said = ngettext(
                "{count} deal moved to “{stage}”. u takes it back.",
                "{count} deals moved to “{stage}”. u takes them back.",
                done.moved,
            )
            said = said.replace("{count}", spaced(done.moved)).replace("{stage}", stage.label)
        self.say(" ".join(filter(None, (said, done.explain()))))
