"""The views of a list: choose one, keep what is shown as one, make one the first (VIEW-02)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from domain.errors import BadInput
from domain.i18n import _
from domain.records.record_query import RecordQuery
from domain.yes_no import explain_mark, read_mark
from screens.actions import VIEWS, bindings_of
from screens.form_dialog import FormDialog
from screens.list_dialog import ListDialog, ListLine, number_bindings
from screens.program import key_line, program_of
from services.lists.keeping_views import (
    delete_view,
    hide_view,
    move_view,
    save_view,
    set_default_view,
    share_view,
    show_hidden_views,
    update_view,
)
from services.lists.views import View, list_views
from widgets.forms.form_field import FormField
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class ViewsDialog(ListDialog[View | None, View]):
    """Returns the view that was chosen, by Enter or by its digit.

    `shown` is what can be kept as a view, `active` the key of the view in force.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VIEWS), *number_bindings()]
    DEFAULT_CSS = """
    ViewsDialog {
        & > Vertical { width: 86; }
        & RecordList { height: 12; }
    }
    """

    def __init__(self, views: Sequence[View], shown: RecordQuery, active: str) -> None:
        super().__init__()
        self._views = views
        self._shown = shown
        self._active = active

    def title_text(self) -> str:
        """Say what is to be chosen."""
        return _("Views")

    def keys_text(self) -> str:
        """Say what can be done with a view."""
        return key_line(self, VIEWS)

    def painter(self) -> ColumnPainter[ListLine[View]]:
        """Show the digit, the name, the filter, and which comes first."""
        columns = (
            Column("digit", "", 1),
            Column("name", "", 20, weight=1),
            Column("filter", "", 20, weight=2, priority=-1),
            Column("mark", "", 18, priority=-2),
        )
        return ColumnPainter(columns, self._cells, titles=False)

    def lines(self) -> list[ListLine[View]]:
        """Return a line for each view."""
        return [ListLine(view.key, view) for view in self._views]

    def _cells(self, line: ListLine[View]) -> Mapping[str, str | Part]:
        view = line.item
        number = self._views.index(view) + 1
        first = _("first") if view.is_default else ""
        for_all = _("for all") if view.is_shared and not view.is_shipped else ""
        return {
            "digit": (str(number) if number < 10 else "", "accent"),
            "name": view.name,
            "filter": view.query.filter,
            "mark": " · ".join(filter(None, (first, for_all))),
        }

    def on_mount(self) -> None:
        """Begin at the one in force, and follow what others do."""
        self.line_list.move_to(self._active)
        program_of(self).records_changed.subscribe(self, self._follow)

    def _follow(self, kinds: frozenset[str]) -> None:
        if kinds & {"saved_view", "setting"}:
            self._refresh()

    def _refresh(self, sentence: str = "") -> None:
        self._views = list_views(self.context, self._shown.kind)
        self.show_lines()
        if sentence:
            self.say(sentence)

    def action_number(self, number: int) -> None:
        """Show the view whose digit is pressed."""
        if number <= len(self._views):
            self.dismiss(self._views[number - 1])

    @on(RecordList.Opened)
    def action_choose(self) -> None:
        """Show the view of the line."""
        self.dismiss(self.item)

    def action_keep(self) -> None:
        """Keep what the list shows as a view."""
        self.app.push_screen(KeepDialog(self._shown), self._kept)

    def _kept(self, view: View | None) -> None:
        if view is not None:
            self._refresh(_("The view is kept."))
            self.line_list.move_to(view.key)

    def action_first(self) -> None:
        """Let the list open with this view."""
        context, kind, view = self.context, self._shown.kind, self.item
        if view is not None:
            self.perform(
                lambda: set_default_view(context, kind, view.key),
                lambda _none: self._refresh(_("The list opens with it.")),
            )

    def action_update(self) -> None:
        """Let the view show what the list shows now."""
        context, shown = self.context, self._shown
        self._change(lambda key: update_view(context, key, shown), _("It shows this from now on."))

    def action_share(self) -> None:
        """Show the view to all, or to its author alone."""
        if (view := self.item) is not None:
            context, is_shared = self.context, not view.is_shared
            said = _("All see the view now.") if is_shared else _("Only you see the view now.")
            self._change(lambda key: share_view(context, key, is_shared=is_shared), said)

    def action_move(self, step: int) -> None:
        """Put the view before or behind its neighbour."""
        if (view := self.item) is None:
            return
        beside = [v for v in self._views if not v.is_shipped and v.is_shared == view.is_shared]
        context, place = self.context, (beside.index(view) if view in beside else 0) + step
        self._change(lambda key: move_view(context, key, place), _("The view is moved."))

    def action_delete(self) -> None:
        """Delete the view, or hide one of the program's; undo brings it back."""
        context, view = self.context, self.item
        if view is not None and view.is_shipped:
            said = _("Hidden. r shows it again.")
            self.perform(
                lambda: hide_view(context, view.kind, view.key), lambda _none: self._refresh(said)
            )
            return
        self._change(lambda key: delete_view(context, key), _("The view is deleted."))

    def action_restore(self) -> None:
        """Show the views of the program that were hidden."""
        context, kind = self.context, self._shown.kind
        said = _("All views of the program are shown.")
        self.perform(lambda: show_hidden_views(context, kind), lambda _none: self._refresh(said))

    def _change(self, act: Callable[[str], object], sentence: str) -> None:
        """Do something with the view of the line, which none of the program's own allows."""
        view = self.item
        if view is not None and view.is_shipped:
            said = _("“{name}” belongs to the program and stays.").format(name=view.name)
            self.say(said, "error")
        elif view is not None:
            self.perform(lambda: act(view.key), lambda _none: self._refresh(sentence))


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
        yield FormField(
            "shared",
            _("For all"),
            hint=_("+ lets your colleagues see it, too"),
            explain=explain_mark,
        )

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
