"""The views of a list: choose one, keep what is shown as one, make one the first (VIEW-02)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from domain.errors import BadInput, CrmError
from domain.i18n import _
from domain.paging import FixedRows
from domain.record_query import RecordQuery
from domain.yes_no import read_mark
from screens.actions import VIEWS, bindings_of
from screens.form_dialog import FormDialog
from screens.program import program_of
from services.context import Context
from services.lists.keeping_views import delete_view, save_view, set_default_view
from services.lists.views import View, list_views
from widgets.columns import Column
from widgets.form_field import FormField
from widgets.list_messages import RowOpened
from widgets.record_list import RecordList
from widgets.row_painter import ColumnPainter, Part


@dataclass(frozen=True, slots=True)
class _Line:
    digit: str
    view: View
    is_heading: bool = False

    @property
    def key(self) -> str:
        return self.view.key


class ViewsDialog(ModalScreen[View | None]):
    """Returns the view that was chosen, by Enter or by its digit.

    `shown` is what can be kept as a view, `active` the key of the view in force.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VIEWS)]
    DEFAULT_CSS = """
    ViewsDialog {
        align: center middle;
        & > Vertical { width: 76; max-width: 100%; height: auto; max-height: 95%; padding: 1 2;
            background: $surface; }
        & .views--title { text-style: bold; height: 1; margin-bottom: 1; }
        & .views--message { height: auto; }
        & .views--keys { color: $text-muted; height: auto; margin-top: 1; }
        & RecordList { background: $surface; height: 12; }
    }
    """

    def __init__(self, views: Sequence[View], shown: RecordQuery, active: str) -> None:
        super().__init__()
        self._views = list(views)
        self._shown = shown
        self._active = active

    @property
    def context(self) -> Context:
        """The person at work and the database."""
        return program_of(self).context

    def compose(self) -> ComposeResult:
        """Lay out one line for each view."""
        columns = (
            Column("digit", "", 1),
            Column("name", "", 20, weight=1),
            Column("filter", "", 20, weight=2, priority=-1),
            Column("mark", "", 8, priority=-2),
        )
        with Vertical():
            yield Static(_("Views"), classes="views--title", markup=False)
            yield RecordList(ColumnPainter(columns, _cells, titles=False), self._rows())
            yield Static(classes="views--message", id="message", markup=False)
            yield Static(
                _("Enter, digit show   s keep what is shown   f open with it   Del   Esc back"),
                classes="views--keys",
                markup=False,
            )

    def on_mount(self) -> None:
        """Begin at the one in force."""
        self._list.move_to(self._active)
        self._list.focus()

    @property
    def _list(self) -> RecordList[_Line]:
        return self.query_one(RecordList)

    def _rows(self) -> FixedRows[_Line]:
        return FixedRows(
            [
                _Line(str(number) if number < 10 else "", view)
                for number, view in enumerate(self._views, 1)
            ]
        )

    def _refresh(self, sentence: str) -> None:
        self._views = list_views(self.context, self._shown.kind)
        self._list.set_source(self._rows())
        self.query_one("#message", Static).update(sentence)

    def on_key(self, event: events.Key) -> None:
        """Show the view whose digit is pressed."""
        if event.key.isdecimal() and 0 < int(event.key) <= len(self._views):
            event.stop()
            self.dismiss(self._views[int(event.key) - 1])

    @on(RecordList.Opened)
    def choose(self, event: RowOpened[_Line]) -> None:
        """Show the view of the line."""
        self.dismiss(event.row.view)

    def action_keep(self) -> None:
        """Keep what the list shows as a view."""
        self.app.push_screen(KeepDialog(self._shown), self._kept)

    def _kept(self, view: View | None) -> None:
        if view is not None:
            self._refresh(_("The view is kept."))
            self._list.move_to(view.key)

    def action_first(self) -> None:
        """Let the list open with this view."""
        self._try(
            lambda view: set_default_view(self.context, self._shown.kind, view.key),
            _("The list opens with it."),
        )

    def action_delete(self) -> None:
        """Delete the view; undo brings it back."""
        if (line := self._list.row) and line.view.is_shipped:
            sentence = _("“{name}” belongs to the program and stays.").format(name=line.view.name)
            self._refresh(f"! {sentence}")
            return
        self._try(lambda view: delete_view(self.context, view.key), _("The view is deleted."))

    def _try(self, act: Callable[[View], object], sentence: str) -> None:
        line = self._list.row
        if line is None:
            return
        try:
            act(line.view)
        except CrmError as error:
            self._refresh(f"! {error}")
        else:
            self._refresh(sentence)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


class KeepDialog(FormDialog[View]):
    """Asks for the name under which a list is kept, and whether all are to see it."""

    form_name = "keep_view"

    def __init__(self, query: RecordQuery) -> None:
        super().__init__()
        self._query = query

    def title_text(self) -> str:
        """Say what the form is for."""
        return _("Keep what is shown as a view")

    def fields(self) -> Iterable[FormField]:
        """Ask for the name."""
        yield FormField("name", _("Name"), hint=_("such as: hot, Moscow, call again"))
        yield FormField("shared", _("For all"), hint=_("+ lets your colleagues see it, too"))

    def save(self) -> Callable[[], View]:
        """Keep the view."""
        context, query = self.context, self._query
        name, is_shared = self.value("name"), read_mark(self.value("shared"), "shared")

        def keep() -> View:
            try:
                return save_view(context, name, query, is_shared=is_shared)
            except BadInput as error:
                raise BadInput(str(error), "name") from error

        return keep


def _cells(line: _Line) -> Mapping[str, str | Part]:
    view = line.view
    mark = _("first") if view.is_default else ""
    return {
        "digit": (line.digit, "accent"),
        "name": view.name,
        "filter": view.query.filter,
        "mark": mark,
    }
