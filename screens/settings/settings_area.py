"""Area 0: what can be set, with what it means beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from domain.errors import BadInput
from domain.i18n import _
from domain.paging import FixedRows
from screens.actions import SETTINGS, bindings_of
from screens.form_dialog import FormDialog
from screens.program import is_gone, program_of
from screens.settings.lines import (
    AnyLine,
    Line,
    PageHeading,
    ScreenLine,
    SettingLine,
    by_page,
    data_settings,
    screen_lines,
)
from screens.shell import AreaScreen
from widgets.facts import Block, FactsPane
from widgets.forms.form_field import ChoiceField, FormField
from widgets.kept_lines import Ground
from widgets.lists.columns import Column
from widgets.lists.list_messages import RowHighlighted
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class SettingsArea(AreaScreen):
    """The settings of this machine and of the person, page by page."""

    target = SETTINGS
    digit = "0"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(SETTINGS)]

    def compose_area(self) -> ComposeResult:
        """Lay out the settings, and what the one under the cursor means."""
        columns = (Column("label", "", 20, weight=1), Column("value", "", 12, weight=1))
        with Ground(id="body"):
            yield RecordList(
                ColumnPainter(columns, _cells, _heading, titles=False),
                FixedRows(self._lines()),
                id="settings",
            )
            yield FactsPane(id="facts")

    @property
    def _list(self) -> RecordList[Line]:
        return self.query_one("#settings", RecordList)

    def _lines(self) -> list[Line]:
        machine, data = program_of(self).machine_settings(), data_settings(self.context)
        return by_page([*machine, *data, *screen_lines()])

    def on_mount(self) -> None:
        """Begin at the first one, and follow what others set."""
        if is_gone(self):
            return  # it was laid out ahead while the program ends
        self._list.focus()
        program_of(self).records_changed.subscribe(self, self._follow_changes)

    def _follow_changes(self, kinds: frozenset[str]) -> None:
        if "setting" in kinds:
            self.show_again()

    def show_again(self) -> None:
        """Show the settings as they are now, the cursor staying where it is."""
        self._list.set_source(FixedRows(self._lines()))

    def go_to(self, key: str) -> None:
        """Put the cursor on a setting, see `SettingLine.key`."""
        self._list.move_to(key)

    @on(RecordList.Highlighted)
    def explain(self, event: RowHighlighted[Line]) -> None:
        """Say what the setting means."""
        line = event.row
        blocks = []
        if isinstance(line, AnyLine):
            lines = [("", line.sentence)]
            choices = line.choices if isinstance(line, SettingLine) else {}
            lines += [("", f"{code} · {label}") for code, label in choices.items()]
            blocks.append(Block(line.label, tuple(lines)))
        self.query_one(FactsPane).show(blocks)

    def action_undo(self) -> None:
        """Say how a setting is taken back: undo would revert something of the data."""
        self.say(_("A setting is changed back by setting it again."))

    def action_redo(self) -> None:
        """Say the same."""
        self.action_undo()

    @on(RecordList.Opened)
    def open_row(self) -> None:
        """Change the setting that was opened."""
        self.action_change()

    def action_change(self) -> None:
        """Change the setting under the cursor, or open the screen on which that is done."""
        line = self._list.row
        if isinstance(line, ScreenLine):
            self.app.push_screen(line.open())
        elif isinstance(line, SettingLine):
            self.app.push_screen(SettingDialog(line), lambda done: self._changed(line, done))

    def _changed(self, line: SettingLine, done: bool | None) -> None:
        if done:
            self.show_again()
            said = _("{setting} is set.").format(setting=line.label)
            self.say(said)
            if line.restarts:
                program_of(self).restart(said)


class SettingDialog(FormDialog[bool]):
    """Asks for the value of one setting; returns True once it is kept."""

    form_name = "setting"

    def __init__(self, line: SettingLine) -> None:
        super().__init__()
        self._line = line

    @property
    def draft_name(self) -> str:
        """Each setting has a draft of its own."""
        return f"{self.form_name}:{self._line.name}"

    def title_text(self) -> str:
        """Name the setting."""
        return self._line.label

    def fields(self) -> Iterable[FormField]:
        """Ask for the value."""
        line = self._line
        if line.choices:
            yield ChoiceField("value", _("Value"), line.choices, value=line.value, is_needed=True)
        else:
            yield FormField("value", _("Value"), value=line.value, hint=line.blank)

    def on_mount(self) -> None:
        """Show what the present value makes of what there is."""
        self._show_preview()

    @on(FormField.Changed)
    def show_preview(self) -> None:
        """Show what the value that is being typed makes of it."""
        self._show_preview()

    def _show_preview(self) -> None:
        preview, field = self._line.preview, self.field("value")
        if preview is not None and isinstance(field, ChoiceField):
            with suppress(BadInput):
                self.say(preview(field.chosen()))

    def save(self) -> Callable[[], bool]:
        """Keep the value."""
        field, line = self.field("value"), self._line
        text = field.chosen() if isinstance(field, ChoiceField) else field.value

        def keep() -> bool:
            try:
                line.change(text)
            except BadInput as error:
                raise BadInput(str(error), "value") from error
            return True

        return keep


def _cells(line: Line) -> Mapping[str, str | Part]:
    assert not isinstance(line, PageHeading)
    return {"label": line.label, "value": (line.shown, "strong")}


def _heading(line: Line) -> str:
    assert isinstance(line, PageHeading)
    return line.page
