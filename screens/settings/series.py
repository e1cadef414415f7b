"""How quotes, invoices and credit notes are numbered, with the next number (FEATURES INV-01)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar
from uuid import UUID

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
from services.records.use_cases import list_records, show_record
from widgets.forms.form_field import ChoiceField, FormField
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
        """Show the series as they are, also once one is changed by others or taken back."""
        self._show_all()
        program_of(self).records_changed.subscribe(self, self._follow)

    def _follow(self, kinds: frozenset[str]) -> None:
        if kinds & {"number_series", "series_counter", "own_company"}:
            self._show_all()

    def _show_all(self) -> None:
        """Show the series, the list being as high as there are lines."""
        self.show_lines()
        self.line_list.styles.height = len(self._listed) + 1

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

    def action_own(self) -> None:
        """Let an own company have a series of its own, of what the cursor is on."""
        if self.item is None:
            return
        kind = self.item.kind
        having = {one.own_company for one in list_series(self.context) if one.kind == kind}
        owners = {
            str(view.id): view.title
            for view in list_records(self.context, "own_company", [])
            if view.id not in having
        }
        if owners:
            self.app.push_screen(OwnPatternDialog(self.item, owners), self._changed)
        else:
            self.say(_("No own company is left that has none of its own."))

    def _changed(self, number: str | None) -> None:
        if number is not None:
            self._show_all()
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
        hint = _("empty: it goes on; a number: it goes on from there")
        yield FormField("number", _("Next number"), hint=hint)

    def owner(self) -> UUID | None:
        """Return the own company whose series it is, None for all."""
        return self._series.own_company

    def save(self) -> Callable[[], str]:
        """Change what was typed."""
        context, kind, owner = self.context, self._series.kind, self.owner()
        pattern, typed = self.value("pattern"), self.value("number")
        if typed and not typed.isdecimal():
            raise BadInput(_("“{text}” is not a whole number.").format(text=typed), "number")
        is_other = pattern != self._series.pattern or owner != self._series.own_company

        def change() -> str:
            if is_other:
                set_pattern(context, kind, pattern, owner)
            if typed:
                return continue_from(context, kind, int(typed), owner)
            return preview_number(context, kind, pattern, owner)

        return change


class OwnPatternDialog(PatternDialog):
    """Gives an own company a series of its own, by the pattern of the one of all at first."""

    form_name = "own_series"

    def __init__(self, series: Series, owners: Mapping[str, str]) -> None:
        super().__init__(replace(series, own_company=None))
        self._owners = owners

    def fields(self) -> Iterable[FormField]:
        """Ask for the own company as well."""
        yield ChoiceField("own_company", _("Own company"), self._owners, is_needed=True)
        yield from super().fields()

    def owner(self) -> UUID | None:
        """Return the own company that was chosen. Raises BadInput where none was."""
        field = self.field("own_company")
        assert isinstance(field, ChoiceField)
        return UUID(field.chosen())


def series_label(context: Context, series: Series) -> str:
    """Return what a series numbers, and for which own company."""
    label = _(SERIES_LABELS[series.kind])
    if series.own_company is None:
        return label
    return f"{label} · {show_record(context, 'own_company', series.own_company).title}"


def _example(context: Context, series: Series, pattern: str) -> str:
    number = preview_number(context, series.kind, pattern, series.own_company)
    return _("the next one: {number}").format(number=number)
