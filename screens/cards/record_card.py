"""The card of a record of any kind, and what can be done with it (FEATURES CONT-04, COMP-02)."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import Any
from uuid import UUID

from textual import on

from domain.card_tabs import ABOUT, CREDITS, FILES, TASKS
from domain.i18n import _
from domain.invoicing.kinds import DOCUMENTS
from domain.paging import TakesLong
from domain.records.fields import ROW_TYPES
from domain.records.references import Reference, references_in
from domain.timeline import RecordedStep, TimelineEntry
from screens.activities.keys import WORK
from screens.activities.listed_actions import ListedActivities
from screens.cards.about_blocks import SHOW_EMPTY
from screens.cards.card_index import CardIndex, IndexPlace
from screens.cards.card_texts import FieldKey, label_of
from screens.cards.extra_blocks import ExtraLine
from screens.cards.field_editor import Spot, editor_of
from screens.cards.opening import open_card
from screens.cards.shown_card import ShownCard
from screens.cards.step_dialog import StepDialog
from screens.cards.tab_lists import record_of
from screens.deals.deal_actions import DealActions
from screens.invoices.document_actions import DocumentActions
from screens.leads.lead_actions import LeadActions
from screens.list_dialog import ListLine
from services.cards.elements import elements_of
from services.cards.tasks import TaskRow
from services.catalog.properties import section_of
from services.deals.pipelines import stage_of
from widgets.field_rows import FieldRow
from widgets.field_strip import FieldStrip
from widgets.lists.list_messages import MarksChanged, RowOpened
from widgets.lists.record_list import RecordList
from widgets.stage_line import StageLine


class RecordCard(ShownCard, DocumentActions, DealActions, LeadActions, ListedActivities):
    """The card, from which one calls, plans, changes, and goes on to what is linked."""

    # What actions are meant for.

    @property
    def places(self) -> tuple[str, ...]:
        """Activities are worked on where one is under the cursor, too."""
        own, *others = super().places
        has_activity = self.is_mounted and isinstance(self.main_list.row, TimelineEntry | TaskRow)
        return (own, WORK, *others) if has_activity and WORK not in others else (own, *others)

    def kind(self) -> str:
        """Return the kind of the record."""
        return self.record.kind

    def barred_actions(self) -> Collection[str]:
        """Return the names of actions that mean nothing for the record, if there is one yet."""
        return super().barred_actions() if self._record else ()

    def row_reference(self) -> Reference | None:
        """Return the record of the card."""
        return self._card.reference if self._card else None

    def is_in_bin(self) -> bool:
        """Say whether the record is in the bin."""
        return self._card is not None and self._card.view.is_deleted

    def go_to(self, key: UUID) -> None:
        """Show the card of a record that has just been made like this one."""
        open_card(self.app, Reference(self.kind(), key, ""))

    def said_of_others(self) -> str:
        """Say that a card of another kind is no lead's."""
        return _("This is for leads: go to the card of one, or to their list in area 3.")

    def has_documents(self) -> bool:
        """Say whether the card is of a document, or the line under the cursor is one."""
        return self._card is not None and self.document_at_hand() is not None

    # Going on.

    def row_at_hand(self) -> Reference | None:
        """Return the record of the line under the cursor of the list, None without one."""
        tab = self.tab_in_view()
        return record_of(self.main_list.row, tab) if tab else None

    @on(RecordList.Opened, "#main")
    def open_line(self, event: RowOpened[Any]) -> None:
        """Open what the line stands for: the card of a record, or a file."""
        if (record := self.row_at_hand()) is not None:
            open_card(self.app, record, self._next_of_list)
        elif isinstance(event.row, RecordedStep):
            self.app.push_screen(StepDialog(event.row))
        elif isinstance(event.row, ListLine):
            self.open_file()

    @on(RecordList.MarksChanged)
    def forget_marks(self, event: MarksChanged[Any]) -> None:
        """Mark nothing: what can be done here is done with the record of the card."""
        event.record_list.clear_marks()

    def _next_of_list(self, step: int) -> Reference | None:
        tab = self.tab_in_view()
        if tab is None or not self.main_list.go_on(step, lambda row: bool(record_of(row, tab))):
            return None
        return self.row_at_hand()

    def action_neighbour(self, step: int) -> None:
        """Show the next record of the list that the card was opened from, or the previous one."""
        try:
            found = self._neighbours(step) if self._neighbours else None
        except TakesLong:
            self.say(_("Reading …"))
            return
        if found is None:
            self.say(
                _("There is no further record in the list.")
                if self._neighbours
                else _("This card was opened by itself: there is no list to go on in.")
            )
            return
        self.show_another(found)

    def action_leave(self) -> None:
        """Take away the filter of the history, or go back."""
        if self.shows_feed():
            self.forget_filter()
            self.show_tab_anew()
        else:
            self.dismiss()

    async def action_area(self, digit: str) -> None:
        """Switch to another area; to that of the card, go back to its list."""
        if digit == self.digit:
            while isinstance(self.app.screen, RecordCard):
                self.app.pop_screen()
        else:
            await super().action_area(digit)

    @on(StageLine.Chosen)
    def move_to_clicked(self, event: StageLine.Chosen) -> None:
        """Bring the deal to the stage that was clicked."""
        self._bring_to_stage(UUID(event.name))

    def _bring_to_stage(self, key: UUID) -> None:
        deals = self._deals()
        stage = self.read(lambda: stage_of(self.context, key)) if deals else None
        if stage is not None:
            self.bring_to(deals, stage)

    # Fields.

    @on(RecordList.Opened, "#about")
    def open_field_row(self, event: RowOpened[FieldRow]) -> None:
        """Change a field in its place."""
        spot = Spot(self.about_list.row_region, self.about_list.label_cells)
        self._open_field(event.row.key, spot)

    @on(FieldStrip.Opened)
    def open_pinned(self, event: FieldStrip.Opened) -> None:
        """Change a pinned field in its place, or open the card of the linked record."""
        self._open_field(event.key, Spot(self.strip.cursor_region))

    def _open_field(self, key: Hashable, spot: Spot) -> None:
        assert isinstance(key, FieldKey)
        if key.field == SHOW_EMPTY:
            self.show_empty_fields()
        elif not key.field:
            open_card(self.app, Reference(key.kind, key.id, ""))
        elif key.field in self._extra:
            self._extra[key.field].open(self)
        elif self._alive() and (key.kind not in ("lead", "activity") or self.may_change()):
            self.edit_field(key, spot)

    def edit_field(self, key: FieldKey, spot: Spot) -> None:
        """Change a field of the record, or of one that is linked, where it stands."""
        from screens.parts.parts_dialog import PartsDialog
        from services.records.use_cases import show_record

        if (key.kind, key.id, key.field) == ("deal", self.record.id, "stage"):
            self.action_move()
            return
        field = self.context.fields.get(key.kind, key.field)
        view = self.read(lambda: show_record(self.context, key.kind, key.id))
        if field.type in ROW_TYPES:
            if view is not None:
                record = Reference(key.kind, key.id, view.title)
                self.app.push_screen(PartsDialog(record, field.type))
            return
        if field.read_only:
            linked = references_in(view.values[field.name]) if view else ()
            if linked:
                open_card(self.app, linked[0])
            else:
                self.say(_("{field} is kept by the program.").format(field=_(field.label)))
            return
        if view is not None:
            editor = editor_of(key.kind)(view, field, label_of(field), spot, key.place)
            self.app.push_screen(
                editor, lambda saved: self.say(editor.said_when_saved()) if saved else None
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the arrows to the pinned values; only an activity is about other records."""
        if action == "element" and (self.kind() != "activity" or self.focused is self.strip):
            return False
        return super().check_action(action, parameters)

    def _line_at_hand(self) -> ExtraLine | None:
        """Return the line under the cursor that is no field, None without one."""
        row = self.about_list.row if self.focused is self.about_list else None
        key = row.key if row is not None else None
        return self._extra.get(key.field) if isinstance(key, FieldKey) else None

    def action_tick(self) -> None:
        """Tick the line of the check list under the cursor."""
        line = self._line_at_hand()
        if line is not None and line.name.startswith("check "):
            line.open(self)

    def action_element(self) -> None:
        """Go to the record that the line tells of, else to the first one (FEATURES TASK-07)."""
        line = self._line_at_hand()
        if line is not None and line.name.startswith("element "):
            line.open(self)
        elif found := elements_of(self.context, self.card.view):
            self.open_element(found[0])
        else:
            self.say(_("This activity is with nobody: e adds a client."))

    def open_element(self, record: Reference) -> None:
        """Open the card of a record that the activity is about; Esc comes back."""
        open_card(self.app, record)

    # The rest of the actions.

    def go_to_tab(self, name: str) -> None:
        """Show the tab with this name."""
        self._go_to(IndexPlace(name, ""))

    def catalog_section(self) -> UUID | None:
        """Return the section of a product, or the section of the card."""
        if self.kind() == "section":
            return self.record.id
        return section_of(self.card.view)

    def action_new(self) -> None:
        """Add what the tab shows."""
        tab = self.tab_in_view()
        if self.kind() == "product" and (tab is None or tab.name != FILES):
            self.say(_("A product gets into a deal there: I shows what it is about."))
            return
        if tab is not None and tab.name == FILES:
            self.action_files(attaches=True)
        elif tab is not None and tab.name == TASKS:
            self._plan({"kind": "task"})
        elif tab is not None and tab.name == CREDITS:
            self.action_credit()
        elif tab is not None and tab.shows in DOCUMENTS:
            if record := self._alive():
                self.make_for(tab.shows, record)
        elif tab is not None and tab.shows and tab.shows != "lead":
            self.add_linked(tab.shows)
        else:
            self._plan({})

    def _activities(self) -> Sequence[UUID]:
        """Return the activity of the line, or of the card; say so where there is none."""
        found = self.row_at_hand()
        if self.kind() == "activity":
            found = self._alive()
        elif found is None or found.kind != "activity":
            self.say(_("There is no activity under the cursor."))
            return ()
        return [found.id] if found else ()

    def _title(self, keys: Sequence[UUID]) -> str:
        found = self.row_at_hand()
        return found.title if found and list(keys) == [found.id] else super()._title(keys)

    def action_index(self) -> None:
        """Go to a tab or a section (FEATURES DOC-10)."""
        sections = [(b.lines[0].key, b.title) for b in self._blocks if b.title and b.lines]
        dialog = CardIndex(
            self.record.title,
            [(tab.name, tab.title) for tab in self._tabs],
            sections,
            self._stages_to_go_to(),
        )
        self.app.push_screen(dialog, self._go_to)

    def _stages_to_go_to(self) -> list[tuple[UUID, str]]:
        """Return the stages of a deal, by their keys, the present one in brackets."""
        standing = self.card.standing
        if standing is None:
            return []
        return [
            (stage.id, f"[{stage.label}]" if stage == standing.stage else stage.label)
            for stage in standing.stages
        ]

    def _go_to(self, place: IndexPlace | None) -> None:
        if place is None:
            return
        if isinstance(place.stage, UUID):
            self._bring_to_stage(place.stage)
            return
        if place.tab != ABOUT:
            self._show_tab(place.tab)
            return
        if self.about_list.display:
            self.about_list.focus()
        else:
            self._show_tab(ABOUT)
        if place.section is not None:
            self.about_list.move_to(place.section)
