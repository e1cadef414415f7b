"""The editor of a layout: what is changed is kept at once (FEATURES DOC-01 to DOC-06, DOC-09)."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar
from uuid import UUID

from textual import on, work
from textual.binding import BindingType

from domain.errors import CrmError
from domain.i18n import _
from domain.records.card_blocks import is_block
from domain.records.fields import Field
from domain.records.kinds import KINDS
from domain.records.layout_edits import (
    group_field,
    hide,
    move_field,
    move_section,
    pin,
    print_field,
    remove_section,
    rename_section,
    show,
    unpin,
)
from domain.records.layouts import Layout
from screens.actions import LAYOUT, available_in, bindings_of
from screens.layouts.editor_lines import Place, lines_of, painter, whose
from screens.layouts.name_dialog import NameDialog
from screens.list_dialog import ListDialog, ListLine
from screens.program import key_line, program_of
from services.layouts import (
    clean_title,
    held_layout,
    laid_out,
    publish_layout,
    rename,
    reset_layout,
    save_layout,
    withdraw_layout,
)
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter

_FOLLOWED = frozenset({"form_layout", "field_definition"})
"""What may be written that changes what the editor shows."""


class LayoutEditor(ListDialog[None, Place]):
    """The sections and fields of a kind. Each step is kept before the next one.

    A field that is added here is a property of a `section` of the catalog where that is given.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(LAYOUT)]
    DEFAULT_CSS = """
    LayoutEditor {
        & > Vertical { width: 90; height: 95%; }
        & RecordList { height: 1fr; }
    }
    """

    def __init__(self, kind: str, section: UUID | None = None) -> None:
        super().__init__()
        self._kind, self._section = kind, section
        self._writing = asyncio.Lock()
        self._waiting: deque[Layout] = deque()
        self._held = held_layout(self.context, kind)
        self._layout = self._held.layout
        self._read()

    @property
    def _is_keeping(self) -> bool:
        """Whether steps are shown that are not kept yet."""
        return bool(self._waiting) or self._writing.locked()

    def _read(self) -> None:
        """Take the fields as they are kept; the layout, too, unless it is ahead of what is kept."""
        self._held = held_layout(self.context, self._kind)
        self._fields: Sequence[Field] = laid_out(self.context, self._kind)
        layout = self._layout if self._is_keeping else self._held.layout
        self._layout = layout.completed(self._fields)

    def title_text(self) -> str:
        """Say which layout it is, and whose."""
        kind = _(KINDS[self._kind].plural_label)
        return _("Layout · {kind} · {whose}").format(kind=kind, whose=whose(self._held))

    def keys_text(self) -> str:
        """Tell the keys."""
        return key_line(self, LAYOUT)

    def painter(self) -> ColumnPainter[ListLine[Place]]:
        """Show the marks, the name, its first name, and the marks in words."""
        return painter()

    def lines(self) -> list[ListLine[Place]]:
        """Return the sections, each with its fields."""
        return lines_of(self._layout, self._fields)

    def on_mount(self) -> None:
        """Follow what others do, and say what is wrong with the layout."""
        program_of(self).records_changed.subscribe(self, self._follow)
        if self._held.sentence:
            self.say(self._held.sentence, "error")

    def _follow(self, kinds: frozenset[str]) -> None:
        # What comes while steps are being kept is read after the last of them.
        if kinds & _FOLLOWED and not self._is_keeping:
            self._show_again()

    def _show_again(self) -> None:
        before = self.lines()
        self._read()
        self.show_title()
        self._show_lines_after(before)

    # Each step is shown at once and kept beside the screen, one after the other.

    def _take(self, edited: Layout) -> None:
        """Show an edited layout and keep it."""
        if edited != self._layout:
            before, self._layout = self.lines(), edited
            self.say("")
            self._show_lines_after(before)
            self._waiting.append(edited)
            self._keep()

    def _show_lines_after(self, before: Sequence[ListLine[Place]]) -> None:
        """Show the lines; the cursor stays at its place where its line bears another name now."""
        after, row = self.lines(), self.line_list.row
        self.show_lines()
        keys = [line.key for line in after]
        if row is not None and row.key not in keys:
            place = [line.key for line in before].index(row.key)
            self.line_list.move_to(keys[min(place, len(keys) - 1)])

    @work(group="layout")
    async def _keep(self) -> None:
        """Keep the step that has waited longest; after the last one, read what is kept by now."""
        context, sentence = self.context, ""
        async with self._writing:
            if not self._waiting:
                return  # a step before it was refused
            try:
                await asyncio.to_thread(save_layout, context, self._waiting.popleft())
            except CrmError as error:
                self._waiting.clear()
                sentence = str(error)
        if not self._waiting:
            self._show_again()
        if sentence:
            self.say(sentence, "error")
        program_of(self).notice_changes()

    @work(group="layout")
    async def _run(self, act: Callable[[], str]) -> None:
        """Do something with the kept layout once all steps are kept, and say what it returns."""
        async with self._writing:
            try:
                said, severity = await asyncio.to_thread(act), "information"
            except CrmError as error:
                said, severity = str(error), "error"
        self._show_again()
        self.say(said, severity)
        program_of(self).notice_changes()

    def action_leave(self) -> None:
        """Close the editor once all steps are kept."""
        self._leave()

    @work(group="layout")
    async def _leave(self) -> None:
        async with self._writing:
            if self.is_current:
                self.dismiss(None)

    # What is done with a field or a section.

    def _at_hand(self) -> Field | None:
        """Return the field under the cursor; say so where there is none."""
        place = self.item
        if place is not None and place.field is None:
            self.say(_("This is a section: go to a field."))
        return place.field if place else None

    def _field_at_hand(self) -> Field | None:
        """Return the field under the cursor; say so where there is none, or a block."""
        field = self._at_hand()
        if field is not None and is_block(field.name):
            self.say(_("This is a block of the card: it can be moved and hidden."))
            return None
        return field

    def action_move(self, step: int) -> None:
        """Move a field, at the end of its section into the next one; or a section."""
        place = self.item
        if place is not None and place.field is not None:
            self._take(move_field(self._layout, place.field.name, step))
        elif place is not None:
            self._take(move_section(self._layout, place.section.title, step))

    def action_hide(self) -> None:
        """Hide a field or show it; of a section, all its fields. One without fields goes."""
        place = self.item
        if place is None:
            return
        title = place.section.title
        known = {field.name for field in self._fields}
        names = [name for name in place.section.fields if name in known]
        if place.field is not None:
            names = [place.field.name]
        if not names:
            self._take(remove_section(self._layout, title))
        elif set(names) <= self._layout.hidden:
            self._take(show(self._layout, *names))
        else:
            self._take(hide(self._layout, *names))

    def action_pin(self) -> None:
        """Put a field into the header."""
        if field := self._field_at_hand():
            self._take(pin(self._layout, field.name))

    def action_unpin(self) -> None:
        """Take a field from the header."""
        if field := self._field_at_hand():
            self._take(unpin(self._layout, field.name))

    def action_print(self) -> None:
        """Mark a field as printed, or as one of the screen only (FEATURES DOC-02)."""
        if field := self._field_at_hand():
            is_printed = self._layout.is_printed(field)
            self._take(print_field(self._layout, field.name, is_printed=not is_printed))

    def action_rename(self) -> None:
        """Give a field or a section another name."""
        place = self.item
        if place is not None and place.field is not None:
            if field := self._field_at_hand():
                self._rename_field(field)
        elif place is not None:
            self._rename_section(place.section.title)

    def _rename_field(self, field: Field) -> None:
        context, layout, name = self.context, self._layout, field.name
        first = _(field.first_label or field.label)
        dialog = NameDialog(
            _("What “{label}” is called").format(label=first),
            lambda text: rename(context, layout, name, text),
            about_name=f"{self._kind}:{name}",
            value=layout.labels.get(name, first),
            hint=_("empty: {label}").format(label=first),
        )
        self.app.push_screen(dialog, self._edited)

    def _rename_section(self, title: str) -> None:
        layout = self._layout

        def make(text: str) -> Layout:
            new = clean_title(text)
            return rename_section(layout, title, title if new == _(title) else new)

        dialog = NameDialog(
            _("What the section is called"),
            make,
            about_name=f"{self._kind}:section {title}",
            value=_(title),
        )
        self.app.push_screen(dialog, self._edited)

    def action_group(self) -> None:
        """Put a field into another section, or into a new one."""
        field = self._at_hand()
        if field is None:
            return
        layout, name = self._layout, field.name
        titles = {_(section.title): section.title for section in layout.sections}

        def make(text: str) -> Layout:
            return group_field(layout, name, titles.get(text) or clean_title(text))

        dialog = NameDialog(
            _("The section of “{label}”").format(label=_(field.label)),
            make,
            about_name=f"{self._kind}:into {name}",
            hint=_("a section, or the title of a new one"),
            titles=list(titles),
        )
        self.app.push_screen(dialog, self._edited)

    def _edited(self, layout: Layout | None) -> None:
        if layout is not None:
            self._take(layout)

    def action_add_field(self) -> None:
        """Add a field to the kind, and put it behind the one under the cursor (DOC-03)."""
        from screens.settings.field_dialogs import AddFieldDialog

        place = self.item
        dialog = AddFieldDialog(self._kind, self._section)
        self.app.push_screen(dialog, lambda name: self._added(name, place))

    def _added(self, name: str | None, place: Place | None) -> None:
        if not name:
            return
        self._show_again()
        if place is not None:
            self._take(_behind(self._layout, name, place))
        self.line_list.move_to(f"field {name}")
        self.say(_("Added: it is in forms, lists, filters and search."))

    # The layout as a whole.

    def action_undo(self) -> None:
        """Undo the last use case of the person."""
        from services.undo import undo

        context = self.context
        self._run(lambda: _("Undone: {what}.").format(what=undo(context)))

    def action_redo(self) -> None:
        """Redo what was undone last."""
        from services.undo import redo

        context = self.context
        self._run(lambda: _("Done again: {what}.").format(what=redo(context)))

    def _do(self, act: Callable[[], None], sentence: str) -> None:
        def run() -> str:
            act()
            return sentence

        self._run(run)

    def action_publish(self, is_locked: bool, own_header: bool) -> None:
        """Give the layout to everybody (FEATURES DOC-05, DOC-09)."""
        if not is_locked:
            said = _("Everybody has this layout now, but for those who have made their own.")
        elif own_header:
            said = _("Everybody has this layout now; the header may be each person's own.")
        else:
            said = _("Everybody has this layout now, and nobody another.")
        act = partial(
            publish_layout, self.context, self._kind, is_locked=is_locked, own_header=own_header
        )
        self._do(act, said)

    def action_withdraw(self) -> None:
        """Take the layout of everybody away."""
        said = _("There is no layout of everybody any more.")
        self._do(partial(withdraw_layout, self.context, self._kind), said)

    def action_default(self) -> None:
        """Go back to the layout of everybody, or to that of the program."""
        said = _("Back to the default. u brings yours back.")
        self._do(partial(reset_layout, self.context, self._kind), said)

    def action_menu(self) -> None:
        """Show everything that can be done with the layout."""
        from screens.action_menu import ActionMenu

        actions = [one for one in available_in(LAYOUT) if one.name != "layout.menu"]
        self.app.push_screen(ActionMenu(self.title_text(), actions), self._run_chosen)

    async def _run_chosen(self, run: str | None) -> None:
        if run is not None:
            await self.run_action(run)

    @on(RecordList.Opened)
    def open_line(self) -> None:
        """Give the line another name."""
        self.action_rename()


def _behind(layout: Layout, name: str, place: Place) -> Layout:
    """Return the layout with a field behind that of a place, or first in its section."""
    sections = []
    for section in layout.sections:
        members = [one for one in section.fields if one != name]
        if section.title == place.section.title:
            above = place.field.name if place.field else ""
            members.insert(members.index(above) + 1 if above in members else 0, name)
        sections.append(replace(section, fields=tuple(members)))
    return replace(layout, sections=tuple(sections))
