"""The check list of an activity: its lines ticked, added, renamed, moved, removed (TASK-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType

from domain.check_lists import CheckItem, progress_of, tick_mark
from domain.dates.when import say_when
from domain.errors import BadInput
from domain.i18n import _
from domain.records.references import Reference
from domain.text import one_line
from screens.actions import bindings_of
from screens.activities.keys import CHECKS
from screens.form_dialog import FormDialog
from screens.list_dialog import ListDialog, ListLine
from screens.program import key_line, program_of
from services.activities.checklist import (
    add_check_items,
    check_list,
    move_check_item,
    remove_check_item,
    rename_check_item,
    tick_check_item,
)
from widgets.forms.form_field import FormField
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class CheckListDialog(ListDialog[None, CheckItem]):
    """The check list of an activity, worked through line by line."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CHECKS)]
    DEFAULT_CSS = """
    CheckListDialog > Vertical { width: 84; height: 20; }
    """

    def __init__(self, activity: Reference) -> None:
        super().__init__()
        self._activity = activity

    def title_text(self) -> str:
        """Say whose list it is, and how much of it is ticked."""
        title = _("Check list · {title}").format(title=one_line(self._activity.title, 50))
        return " · ".join(filter(None, (title, progress_of(self._items()))))

    def keys_text(self) -> str:
        """Say what can be done with a line."""
        return key_line(self, CHECKS)

    def painter(self) -> ColumnPainter[ListLine[CheckItem]]:
        """Show the box, the text, and who has ticked it when."""
        columns = (
            Column("box", "", 3),
            Column("text", "", 20, weight=3),
            Column("who", "", 12, weight=1, priority=-1),
        )
        return ColumnPainter(columns, self._cells, titles=False)

    def _cells(self, line: ListLine[CheckItem]) -> Mapping[str, str | Part]:
        item, now = line.item, self.context.now()
        who = f"{item.done_by} {say_when(item.done_at, now)}" if item.done_at else ""
        return {"box": tick_mark(item.done_at), "text": item.text, "who": (who.strip(), "muted")}

    def _items(self) -> list[CheckItem]:
        return check_list(self.context, self._activity.id)

    def lines(self) -> Sequence[ListLine[CheckItem]]:
        """Return the lines of the check list."""
        return [ListLine(item.id, item) for item in self._items()]

    def empty_hint(self) -> str:
        """Say how to begin."""
        return _("Nothing is on the check list. n adds a line.")

    def on_mount(self) -> None:
        """Follow what others do."""
        program_of(self).records_changed.subscribe(self, self._follow)

    def _follow(self, kinds: frozenset[str]) -> None:
        if kinds & {"activity", "check_item"}:
            self._show()

    def _show(self) -> None:
        self.show_lines()
        self.show_title()

    def _change(self, change: Callable[[], object], sentence: str) -> None:
        def told(_result: object) -> None:
            self._show()
            self.say(sentence)

        self.perform(change, told)

    @on(RecordList.Opened)
    def action_tick(self) -> None:
        """Tick the line, or take its tick away."""
        context, item = self.context, self.item
        if item is not None:
            is_done = item.done_at is None
            self._change(lambda: tick_check_item(context, item.id, is_done=is_done), "")

    def action_add(self) -> None:
        """Add lines at the end."""
        context, key = self.context, self._activity.id

        def add(text: str) -> None:
            add_check_items(context, key, [text])

        dialog = CheckLineDialog(_("One more line"), key, "", add)
        self.app.push_screen(dialog, self._written)

    def action_rename(self) -> None:
        """Give the line another text."""
        context, item = self.context, self.item
        if item is not None:
            key = item.id
            dialog = CheckLineDialog(
                _("Change the line"),
                key,
                item.text,
                lambda text: rename_check_item(context, key, text),
            )
            self.app.push_screen(dialog, self._written)

    def _written(self, text: str | None) -> None:
        if text is not None:
            self._show()

    def action_move(self, step: int) -> None:
        """Put the line before its neighbour, or behind it."""
        context, item = self.context, self.item
        keys = [one.id for one in self._items()]
        if item is not None and item.id in keys:
            place = keys.index(item.id) + step
            if 0 <= place < len(keys):
                self._change(lambda: move_check_item(context, item.id, place), "")

    def action_remove(self) -> None:
        """Remove the line; undo brings it back."""
        context, item = self.context, self.item
        if item is not None:
            said = _("Removed. u brings it back.")
            self._change(lambda: remove_check_item(context, item.id), said)


class CheckLineDialog(FormDialog[str]):
    """Asks for the text of a line and does `act` with it; returns the text."""

    form_name = "check_line"

    def __init__(self, title: str, about: UUID, text: str, act: Callable[[str], object]) -> None:
        super().__init__()
        self._title_text = title
        self._text = text
        self._act = act
        self.about = about

    def title_text(self) -> str:
        """Say what the text is for."""
        return self._title_text

    def fields(self) -> Iterable[FormField]:
        """Ask for the text."""
        yield FormField("text", _("Text"), value=self._text)

    def save(self) -> Callable[[], str]:
        """Write the line."""
        text, act = self.value("text"), self._act

        def write() -> str:
            try:
                act(text)
            except BadInput as error:
                raise BadInput(str(error), "text") from error
            return text

        return write
