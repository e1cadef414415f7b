"""How quotes, invoices and credit notes are numbered, with the next number (FEATURES INV-01)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from domain.errors import BadInput
from domain.i18n import _
from screens.actions import bindings_of
from screens.form_dialog import FormDialog
from screens.invoices.keys import SERIES
from screens.list_dialog import ListDialog, ListLine
from screens.program import key_line, program_of
from services.context import Context
from services.invoicing.settings.series import (
    SERIES_LABELS,
    Series,
    continue_from,
    list_series,
    preview_number,
    set_pattern,
)
from services.records.use_cases import show_record
from widgets.forms.form_field import FormField
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class SeriesDialog(ListDialog[None, Series]):
    """Lists the series of all own companies together, and those of single ones."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(SERIES)]
    DEFAULT_CSS = """
    SeriesDialog { & RecordList { height: auto; max-height: 60vh; } }
    """

    def title_text(self) -> str:
        """Say what is listed."""
        return _("How documents are numbered")

    def keys_text(self) -> str:
        """Tell the keys."""
        return key_line(self, SERIES)

    def painter(self) -> ColumnPainter[ListLine[Series]]:
        """Show what is numbered, by which pattern, and the next number."""
        columns = (
            Column("label", "", 20, weight=1),
            Column("pattern", _("Pattern"), 22),
            Column("next", _("Next number"), 14),
        )
        return ColumnPainter(columns, self._cells)

    def lines(self) -> Sequence[ListLine[Series]]:
        """Return a line for each series."""
        known = list_series(program_of(self).context)
        return [ListLine((one.kind, one.own_company), one) for one in known]

    def on_mount(self) -> None:
        """Be as high as there are lines."""
        self.line_list.styles.height = len(self.lines()) + 1

    def _cells(self, line: ListLine[Series]) -> Mapping[str, str | Part]:
        one = line.item
        return {
            "label": series_label(self.context, one),
            "pattern": one.pattern,
            "next": (one.following, "strong"),
        }

    @on(RecordList.Opened)
    def action_change(self) -> None:
        """Change the pattern, or the next number."""
        if self.item is not None:
            self.app.push_screen(PatternDialog(self.item), self._changed)

    def _changed(self, number: str | None) -> None:
        if number is not None:
            self.show_lines()
            self.say(_("The next number is {number}.").format(number=number))


class PatternDialog(FormDialog[str]):
    """Changes the pattern of a series or its next number; returns that."""

    form_name = "series"

    def __init__(self, series: Series) -> None:
        super().__init__()
        self._series = series

    @property
    def draft_name(self) -> str:
        """Each series has a draft of its own."""
        return f"{self.form_name}:{self._series.kind}:{self._series.own_company}"

    def title_text(self) -> str:
        """Name the series."""
        return series_label(self.context, self._series)

    def fields(self) -> Iterable[FormField]:
        """Ask for the pattern, showing what it comes to, and for the next number."""
        series = self._series
        yield FormField(
            "pattern",
            _("Pattern"),
            value=series.pattern,
            hint="{year}-{number:04}",
            explain=partial(_example, self.context, series),
        )
        hint = _("empty: it goes on; a number: go on from it, as after another program")
        yield FormField("number", _("Next number"), hint=hint)

    def save(self) -> Callable[[], str]:
        """Change what was typed."""
        context, series = self.context, self._series
        pattern, typed = self.value("pattern"), self.value("number")
        if typed and not typed.isdecimal():
            raise BadInput(_("“{text}” is not a whole number.").format(text=typed), "number")

        def change() -> str:
            if pattern != series.pattern:
                set_pattern(context, series.kind, pattern, series.own_company)
            if typed:
                return continue_from(context, series.kind, int(typed), series.own_company)
            return preview_number(context, series.kind, pattern, series.own_company)

        return change


def series_label(context: Context, series: Series) -> str:
    """Return what a series numbers, and for which own company."""
    label = _(SERIES_LABELS[series.kind])
    if series.own_company is None:
        return label
    return f"{label} · {show_record(context, 'own_company', series.own_company).title}"


def _example(context: Context, series: Series, pattern: str) -> str:
    number = preview_number(context, series.kind, pattern, series.own_company)
    return _("the next one: {number}").format(number=number)
