"""What the card of a record shows: pinned values, tabs with a list, fields (FEATURES CONT-04)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import DescendantFocus

from domain.card_tabs import ABOUT, ACTIVITIES, TASKS, CardTab
from domain.i18n import _
from domain.records.references import Reference
from domain.text import spaced
from screens.actions import CARD, RECORD, bindings_of
from screens.cards.about_blocks import EXTRA, about_blocks, extra_blocks
from screens.cards.card_texts import strip_cells, title_texts
from screens.cards.deal_head import DealHead
from screens.cards.extra_blocks import ExtraLine
from screens.cards.history_tab import HistoryTab
from screens.cards.opening import Neighbours, is_open
from screens.cards.tab_lists import record_of, tab_list, told_of_tab
from screens.cards.task_tab import TaskTab
from screens.interrupting import tell
from screens.list_dialog import ListLine
from screens.program import program_of
from screens.records.record_actions import NOT_SHOWN
from screens.records.record_editing import RecordEditing
from services.cards.card import Card, read_card
from services.cards.related import count_tabs, tabs_of_card
from services.cards.tasks import USUAL
from services.files.listing import AttachmentView
from services.records.history import was_last_changed_by_actor
from widgets.bars import KeyBar, StatusLine
from widgets.field_list import FieldList
from widgets.field_rows import FieldBlock, FieldPainter
from widgets.field_strip import FieldStrip
from widgets.kept_lines import Ground
from widgets.lists.list_cursor import ListPlace
from widgets.lists.record_list import RecordList
from widgets.tab_line import Tab, TabLine
from widgets.title_line import TitleLine

_VALUES = frozenset({"contact", "company", "lead", "contact_point", "address", "requisites"})
"""What may be written while most lists under the tabs of cards stay as they are."""

LATER_SECONDS = 0.1
"""How long after such a change the list is read again: nobody waits for that."""


class ShownCard(HistoryTab, TaskTab):
    """Shows a record: pinned values, a list under tabs, and on wide screens its fields beside it.

    It shows nothing until `begin` has said which.
    """

    digit = ""

    target = CARD
    also = (RECORD,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CARD)]
    DEFAULT_CSS = """
    ShownCard {
        & TabLine { margin-top: 1; }
        &.-deal TabLine { margin-top: 0; }
        & #about { display: none; width: 1fr; }
        & #body.-about #about { display: block; }
        & #body.-about #main { display: none; }
        &.-wide {
            & #body.-beside #about { display: block; width: 2fr; margin-left: 2; }
            & #body.-beside #main { display: block; }
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._record: Reference | None = None
        self._neighbours: Neighbours | None = None
        self._card: Card | None = None
        self._tabs: Sequence[CardTab] = ()
        self._counts: Mapping[str, int] = {}
        self._tab = ""
        self._is_stale = self._was_beside = False
        self._places: dict[str, ListPlace[Any] | None] = {}
        self._with_empty = False
        self._blocks: Sequence[FieldBlock] = ()
        self._extra: Mapping[str, ExtraLine] = {}
        self._shown_meant = (True, True)

    # What is shown.

    @property
    def card(self) -> Card:
        """What was last read of the record."""
        assert self._card is not None
        return self._card

    @property
    def record(self) -> Reference:
        """The record that is shown."""
        assert self._record is not None
        return self._record

    @property
    def main_list(self) -> RecordList[Any]:
        """The list under the tabs."""
        return self.query_one("#main", RecordList)

    @property
    def about_list(self) -> FieldList:
        """The list of fields."""
        return self.query_one("#about", FieldList)

    @property
    def strip(self) -> FieldStrip:
        """The pinned values."""
        return self.query_one("#pinned", FieldStrip)

    def begin(self, record: Reference, neighbours: Neighbours | None) -> None:
        """Show a record from its first tab; `neighbours` is the list that it was opened from."""
        # The area below stays that of the top bar.
        self.digit = getattr(self.app.screen_stack[0], "digit", "")
        self._record, self._neighbours = record, neighbours
        self._tab, self._with_empty, self._card = "", False, None
        self.forget_filter()
        if self.query("#main"):
            self.refresh_frame()
            self.query_one(StatusLine).clear()
            self.show_another(record)

    def compose_area(self) -> ComposeResult:
        """Lay out the title, the pinned values, the tabs, the list and the fields beside it."""
        yield TitleLine(id="title")
        yield FieldStrip(id="pinned")
        yield DealHead()
        yield TabLine([], "", id="tabs")
        with Ground(id="body"):
            yield RecordList(FieldPainter(4), id="main", leave_edges=True)
            yield FieldList(id="about", leave_edges=True)

    def on_mount(self) -> None:
        """Show the record, and follow its changes."""
        program_of(self).records_changed.subscribe(self, self._follow_changes)
        if self._record is not None:
            self.show_another(self._record)

    @property
    def _is_beside(self) -> bool:
        """Whether the fields stand beside the list instead of under a tab of their own."""
        return self.has_class("-wide") and any(tab.name == ACTIVITIES for tab in self._tabs)

    def _follow_changes(self, kinds: frozenset[str]) -> None:
        if self._record is None:
            return
        self._is_stale |= bool(kinds - NOT_SHOWN)
        if self.is_in_view:
            self.refresh_frame()
            if self._is_stale:
                self._reread(is_list_later=kinds <= _VALUES)

    def on_screen_resume(self) -> None:
        """Show what was written while another screen was in view."""
        if self._is_stale:
            self._reread()

    def follow_time(self) -> None:
        """Show what time has made of the lines, such as what is overdue by now."""
        super().follow_time()
        if self._record is not None:
            self._reread()

    def _reread(self, *, is_list_later: bool = False) -> None:
        """Read the record and the list again, the cursors staying where they are."""
        was_there = self._card is not None and not self._card.view.is_deleted
        if not self._read():
            return
        if was_there and self.card.view.is_deleted:
            if was_last_changed_by_actor(self.context, self.record.id):
                self.call_later(self._leave_gone)
                return
            self.say(self._said_deleted().format(title=self.record.title), "error")
        self._show_card()
        if is_list_later:
            self.set_timer(LATER_SECONDS, self._show_list_again)
        else:
            self._show_tab(self._tab)

    def _read(self) -> bool:
        """Read the record and its tabs; go back where it is gone, and return False then."""
        self._is_stale = False
        card = read_card(self.context, self.record)
        if card is None:
            self.call_later(self._leave_gone)
            return False
        self._card, self._record = card, card.reference
        self._tabs = tabs_of_card(self.context, card)
        return True

    def _said_deleted(self) -> str:
        """Return what is said where somebody else deletes the record, with a key that works now."""
        if self.app.screen is self:
            return _("{title} is in the bin now: r brings it back, Esc goes back.")
        if isinstance(self.app.screen, RecordEditing):
            return _("{title} is in the bin now: ^S asks whether to bring it back and save.")
        return _("{title} is in the bin now: Esc leads to the card, where r brings it back.")

    def _show_list_again(self) -> None:
        if self._card is not None and self.is_in_view and self.app.is_running:
            self._show_tab(self._tab)

    def _leave_gone(self) -> None:
        """Go back from a record that went away; the screen below says what one did, or another."""
        if self.app.screen is not self:
            # Below a dialog it is read again when that is closed.
            self._is_stale = True
            return
        if was_last_changed_by_actor(self.context, self.record.id):
            said = self.query_one(StatusLine).text or _("{title} is deleted. u takes it back.")
        else:
            said = _("Somebody has deleted {title}.")
        self.dismiss()
        tell(self.app, said.replace("{title}", self.record.title))

    def say(self, sentence: str, severity: str = "information") -> None:
        """Show a sentence above the keys; once the card was left, on what is in view then."""
        if is_open(self.app, self):
            super().say(sentence, severity)
        else:
            tell(self.app, sentence, severity)

    def _show_card(self, *, keep_cursor: bool = True) -> None:
        card = self.card
        self.query_one(TitleLine).show(*title_texts(self.context, card))
        self.strip.show(strip_cells(self.context, card), keep_cursor=keep_cursor)
        self.query_one(DealHead).show(self.context, card.standing)
        self.set_class(card.standing is not None, "-deal")
        extra = extra_blocks(self.context, card)
        self._extra = {f"{EXTRA}{line.name}": line for block in extra for line in block.lines}
        with_empty = self._with_empty
        self._blocks = [*about_blocks(self.context, card, extra, with_empty=with_empty)]
        self.about_list.show_blocks(self._blocks, keep_cursor=keep_cursor)
        self._count()

    def show_empty_fields(self) -> None:
        """Show the fields without a value, too, each where it belongs."""
        self._with_empty = True
        self._show_card()

    def on_resize(self) -> None:
        """Show the fields beside the list, or under their tab, as the new width allows."""
        self.call_after_refresh(self._fit_tabs)

    def _fit_tabs(self) -> None:
        if self._card is not None and self._is_beside != self._was_beside:
            self._show_tab(self._tab)

    # The tabs.

    def _shown_tabs(self) -> list[CardTab]:
        """Return the tabs on the line: on wide screens the fields stand beside the list."""
        return [tab for tab in self._tabs if tab.name != ABOUT or not self._is_beside]

    def _show_tab(self, name: str) -> None:
        """Show the list of a tab; the first tab in place of one that is not there."""
        shown = self._shown_tabs()
        tab = next((one for one in shown if one.name == name), shown[0])
        is_other = tab.name != self._tab
        if is_other and self._tab:
            self._places[self._tab] = self.main_list.place
            self.forget_filter()
        self._tab = tab.name
        self._was_beside = self._is_beside
        body = self.query_one("#body")
        body.set_class(any(one.name == ACTIVITIES for one in self._tabs), "-beside")
        body.set_class(tab.name == ABOUT, "-about")
        self._show_tab_line()
        if tab.name != ABOUT:
            self._show_list(tab, is_other=is_other)
        wanted = self.about_list if tab.name == ABOUT else self.main_list
        if is_other and self.focused is not wanted:
            wanted.focus()

    def _show_list(self, tab: CardTab, *, is_other: bool) -> None:
        if self.shows_feed():
            self.read_feed(is_other=is_other)
            return
        width = self.main_list.line_width or self.app.size.width * 3 // 5
        found = tab_list(self.context, self.card.reference, tab, width, self.tasks or USUAL)
        self.main_list.empty_hint = found.hint
        self.main_list.set_source(
            found.source,
            painter=found.painter,
            place=self._places.get(tab.name) if is_other else None,
            keep_cursor=not is_other,
        )

    def shown_tab(self) -> str:
        """Return the name of the tab that is shown."""
        return self._tab

    def tab_in_view(self) -> CardTab | None:
        """Return the tab that is shown, None where the card has it no longer."""
        return next((tab for tab in self._tabs if tab.name == self._tab), None)

    def show_tab_anew(self) -> None:
        """Show the tab from its first line."""
        if tab := self.tab_in_view():
            self._show_list(tab, is_other=True)

    def is_on_tasks(self) -> bool:
        """Say whether the tasks are shown."""
        return self._tab == TASKS

    def _row_in_focus(self) -> object:
        """Return the line under the cursor of the list, None where the list has no focus."""
        shown = self.focused if self._card is not None else None
        return shown.row if isinstance(shown, RecordList) and shown.id == "main" else None

    def line_at_hand(self) -> Reference | None:
        """Return the activity or linked record under the cursor, None where it is elsewhere."""
        tab = self.tab_in_view()
        return record_of(self._row_in_focus(), tab) if tab else None

    def file_at_hand(self) -> AttachmentView | None:
        """Return the file under the cursor, None where the cursor is elsewhere."""
        row = self._row_in_focus()
        return row.item if isinstance(row, ListLine) else None

    def files_owner(self) -> UUID:
        """Return the key of the record of the card."""
        return self.record.id

    @on(RecordList.Highlighted, "#main")
    @on(DescendantFocus)
    def show_meant(self) -> None:
        """Show in the footer what the keys are meant for, where that is something else now."""
        meant = (self.file_at_hand() is None, self.line_at_hand() is None)
        if meant != self._shown_meant and self._card is not None:
            self._shown_meant = meant
            self.query_one(KeyBar).show(self.hints())

    def show_tasks(self) -> None:
        """Show the tasks in the columns and the order that were chosen."""
        self._show_tab(TASKS)

    def show_another(self, record: Reference) -> None:
        """Show another record in place of this one, under the same tab, from its first lines."""
        tab, self._tab = self._tab, ""
        self._record, self._counts, self._places = record, {}, {}
        if not self._read():
            return
        self._show_card(keep_cursor=False)
        self._show_tab(tab)
        self.query_one(KeyBar).show(self.hints())

    def _show_tab_line(self) -> None:
        tabs = [Tab(tab.name, self._titled(tab)) for tab in self._shown_tabs()]
        told = told_of_tab(self.context, self.card, self._tab)
        self.query_one("#tabs", TabLine).show(tabs, self._tab, told)

    def _titled(self, tab: CardTab) -> str:
        count = self._counts.get(tab.name, 0)
        return f"{tab.title} {spaced(count)}" if count else tab.title

    @work(group="counts", exclusive=True)
    async def _count(self) -> None:
        """Count what is under the tabs beside the screen, never before the first frame."""
        context, record, tabs = self.context, self.card.reference, self._tabs
        counts = await asyncio.to_thread(count_tabs, context, record, tabs)
        if counts != self._counts:
            self._counts = counts
            self._show_tab_line()

    @on(TabLine.Chosen)
    def show_clicked_tab(self, event: TabLine.Chosen) -> None:
        """Show the tab that was clicked."""
        self._show_tab(event.name)

    def action_tab(self, step: int) -> None:
        """Show the next tab, or the previous one."""
        names = [tab.name for tab in self._shown_tabs()]
        place = names.index(self._tab) if self._tab in names else 0
        self._show_tab(names[(place + step) % len(names)])
