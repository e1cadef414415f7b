"""What can be done with deals, in their lists and on the card: those marked, else that at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.binding import BindingType

from domain.i18n import _, ngettext
from domain.records.fields import ROW_TYPES
from domain.text import spaced
from screens.actions import action_of, bindings_of
from screens.deals.keys import DEAL
from screens.deals.moved_along import MovedAlong
from screens.program import shown_key

if TYPE_CHECKING:
    from services.deals.moving import MoveOutcome
    from services.deals.pipelines import StageView


class DealActions(MovedAlong):
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
        """Open the editor of the products of the deal (FEATURES DOC-11 to 14)."""
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
