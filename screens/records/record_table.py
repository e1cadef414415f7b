"""How records become lines of a list: columns as wide as their values, the first one pinned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from rich.cells import cell_len

from domain.dates.when import describe_open_deadline, is_overdue
from domain.i18n import _
from domain.pipelines import IN_PROGRESS
from domain.records.computed_fields import NEXT_STEP, heading
from domain.records.fields import MONEY_TYPES, Field, FieldType
from domain.records.record_rows import RecordRow
from domain.records.values import Choice, Deadline, NextStep
from domain.text import one_line
from screens.value_tones import tone_of
from services.context import Context
from services.records.showing import is_late, show_value
from widgets.lists.columns import GAP, Column, fit
from widgets.lists.row_painter import GUTTER, ColumnPainter, Part, Tone

FIRST_CELLS = 30
"""Cells that the first column takes at most while others want room."""

USUAL_CELLS = 16
"""The same for other columns, where the field does not say otherwise."""

NARROW_LIST = range(50, 100)
"""Cells of a list that tells of money in which wide columns take a quarter less: the amount matters
more than the end of a title. With fewer cells two columns share them."""

WIDE_COLUMN = 20
"""Cells beyond which a column is a wide one."""

MOST_CELLS = 60
LEAST_CELLS = 4

_FEW_CELLS = 50
"""In a list of fewer cells what costs something stands beside the name."""

_BESIDE = GUTTER + GAP + 2
"""Cells that two columns do not have: at the left, between them, and the scrollbar."""

_RIGHT = frozenset({FieldType.AMOUNT, FieldType.DECIMAL, FieldType.MONEY, FieldType.INTEGER})
_SAMPLE = 60
"""Rows whose values decide how wide the columns are."""


class RecordTable:
    """Paints the columns `fields` of records; `shift` columns after the first are scrolled away.

    `beside` are the fields after them in each row. The widths follow the values of the `sample`, so
    that most are shown whole; in a list of few cells (`width`) two columns share them, of products
    the name and the price: the first gets what the second leaves.
    """

    def __init__(
        self,
        context: Context,
        fields: Sequence[Field],
        sample: Sequence[RecordRow],
        *,
        beside: Sequence[Field] = (),
        shift: int = 0,
        width: int = 80,
    ) -> None:
        self._context = context
        self._sample, self._shift, self.width = sample, shift, width
        self._fields, self._beside = tuple(fields), tuple(beside)
        self._now = context.now()
        read = [*fields, *beside]
        self._currency = next(
            (i for i, field in enumerate(read) if field.type is FieldType.CURRENCY), None
        )
        self._left = next((i for i, field in enumerate(read) if field.name == "outstanding"), None)
        self._done = next((i for i, field in enumerate(read) if field.name == "done_at"), None)
        self._stage = next((i for i, f in enumerate(read) if f.type is FieldType.STAGE), None)
        widths = self._widths(sample[:_SAMPLE])
        numbered = list(enumerate(self._fields))
        if width < _FEW_CELLS:
            numbered[1:] = sorted(numbered[1:], key=lambda one: one[1].type is not FieldType.MONEY)
        shown = [*numbered[:1], *numbered[1 + shift :]]
        half = (width - _BESIDE) // 2
        second = min([half, *(widths[place] for place, _field in shown[1:2])])
        self.columns = [
            self._column(field, widths[place], number, half if number else width - _BESIDE - second)
            for number, (place, field) in enumerate(shown)
        ]

    def most_shift(self, width: int) -> int:
        """Return how many columns must be scrolled away for the last one to be in view."""
        cells = width - GUTTER
        shifts = range(max(0, len(self._fields) - 2) + 1)
        return next((shift for shift in shifts if self._is_all_in_view(shift, cells)), shifts[-1])

    def _is_all_in_view(self, shift: int, cells: int) -> bool:
        columns = self.columns if shift == self._shift else self.shifted(shift).columns
        return len(fit(columns, cells)) == len(columns)

    def shifted(self, shift: int, width: int = 0) -> RecordTable:
        """Return the same table with other columns scrolled away, for another width if given."""
        return RecordTable(
            self._context,
            self._fields,
            self._sample,
            beside=self._beside,
            shift=shift,
            width=width or self.width,
        )

    def painter(self) -> ColumnPainter[RecordRow]:
        """Return what paints the rows."""
        return ColumnPainter(self.columns, self.cells, opens_at_name=True)

    def _column(self, field: Field, width: int, number: int, most: int) -> Column:
        usual = FIRST_CELLS if number == 0 else field.width or USUAL_CELLS
        tells_money = any(one.type in MONEY_TYPES for one in self._fields)
        if tells_money and self.width in NARROW_LIST and usual > WIDE_COLUMN:
            usual -= usual // 4
        narrow = min(width, usual, max(LEAST_CELLS, most))
        return Column(
            field.name,
            heading(field),
            min_width=narrow,
            # Room that is left goes to columns whose values are cut, or may be further below.
            weight=max(width, usual) - narrow + (1 if number == 0 else 0),
            align="right" if field.type in _RIGHT else "left",
            # The narrowest terminals keep the first column, then those next to it.
            priority=1000 - number,
        )

    def _widths(self, sample: Sequence[RecordRow]) -> list[int]:
        widths = [max(LEAST_CELLS, cell_len(heading(field))) for field in self._fields]
        for row in sample:
            for place in range(len(self._fields)):
                widths[place] = max(widths[place], cell_len(self._text(row, place)))
        return [min(width, MOST_CELLS) for width in widths]

    def _text(self, row: RecordRow, place: int) -> str:
        currency = row.values[self._currency] if self._currency is not None else ""
        field, value = self._fields[place], row.values[place]
        if self._lacks_step(row, field, value):
            return _("! no next step")
        if isinstance(value, Deadline) and self._is_open(row):
            mark = "! " if self._is_late(row, value) else ""
            return mark + describe_open_deadline(value.at, value.on, self._now)
        shown = show_value(self._context, field, value, str(currency or ""), now=self._now)
        mark = "! " if self._is_unpaid(row, field, value) else ""
        return mark + one_line(shown, 120)

    def _lacks_step(self, row: RecordRow, field: Field, value: object) -> bool:
        """Say whether a value tells that nothing is planned with a deal under way (DEAL-12)."""
        if self._stage is None or field.name != NEXT_STEP or value is not None:
            return False
        stage = row.values[self._stage]
        return isinstance(stage, Choice) and stage.meaning == IN_PROGRESS

    def _is_open(self, row: RecordRow) -> bool:
        """Say whether a row is known to be of something that is not done yet."""
        return self._done is not None and row.values[self._done] is None

    def _is_late(self, row: RecordRow, value: object) -> bool:
        """Say whether a value tells of something overdue (FEATURES ACT-11)."""
        if isinstance(value, Deadline):
            return self._is_open(row) and is_overdue(value.at, value.on, self._now)
        return isinstance(value, NextStep) and is_late(value, self._now)

    def _is_unpaid(self, row: RecordRow, field: Field, value: object) -> bool:
        """Say whether a value is the day by which an invoice should have been paid (INV-21)."""
        if self._left is None or field.name != "due" or not isinstance(value, date):
            return False
        left = row.values[self._left]
        return isinstance(left, Decimal) and left > 0 and value < self._now.date()

    def cells(self, row: RecordRow) -> Mapping[str, str | Part]:
        """Return what stands in each column of a row."""
        cells: dict[str, str | Part] = {}
        for place, field in enumerate(self._fields):
            value = row.values[place]
            is_late = self._is_late(row, value) or self._is_unpaid(row, field, value)
            lacks_step = self._lacks_step(row, field, value)
            tone: Tone = "alert" if is_late else "warn" if lacks_step else tone_of(value)
            cells[field.name] = (self._text(row, place), tone)
        return cells
