"""Which fields the cards of the board show, and which stages have a column (FEATURES DEAL-02)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Final

from textual.binding import BindingType

from domain.errors import BadInput
from domain.i18n import _, ngettext
from domain.records.computed_fields import DELETED_AT, DELETED_BY, NAME
from domain.records.fields import Field
from domain.records.record_query import RecordQuery
from screens.actions import bindings_of
from screens.deals.card_faces import lines_of_card
from screens.deals.keys import CARDS
from screens.list_dialog import ListLine
from screens.program import key_line
from screens.records.fields_dialog import FieldsDialog
from services.context import Context
from services.deals.board import card_fields, shown_stages
from services.deals.pipelines import PipelineView, StageView
from services.lists.reading import all_columns
from widgets.lists.columns import Column
from widgets.lists.row_painter import ColumnPainter, Part

MOST_LINES: Final = 8
"""Lines of fields that a card may have."""

_NOT_ON_CARDS: Final = frozenset({NAME, "title", "stage", "currency", DELETED_AT, DELETED_BY})
"""Fields that say nothing on a card beside its title, its column and its amount."""

Shown = Field | StageView | str
"""What stands on a line: a field of the cards, a stage, or the title above them."""


class BoardArrangement:
    """The fields of the cards and the columns of a board, as they are being chosen.

    `fields` are all that a card can show, in the order in which it does: those it shows now first.
    `shown` are the names of those that it is to show, `hidden` the codes of stages without a
    column.
    """

    def __init__(self, context: Context, query: RecordQuery, pipeline: PipelineView) -> None:
        self._context, self._query, self.pipeline = context, query, pipeline
        self._begin(query)

    def _begin(self, query: RecordQuery) -> None:
        card = card_fields(self._context, query)
        self.shown = {field.name for field in card}
        others = all_columns(self._context, "deal")
        left_out = self.shown | _NOT_ON_CARDS
        self.fields = [*card, *(field for field in others if field.name not in left_out)]
        with_column = shown_stages(self.pipeline, query)
        self.hidden = {stage.code for stage in self.pipeline.in_use if stage not in with_column}

    def begin_as_usual(self) -> None:
        """Go back to the usual cards, and to a column for each stage."""
        codes = {stage.code for stage in self.pipeline.stages}
        self._query = replace(self._query, hidden=tuple(set(self._query.hidden) - codes))
        self._begin(replace(self._query, card=()))

    def toggle(self, item: Shown) -> None:
        """Show a field or a stage, or hide it. Raises BadInput for a field that has no room."""
        if isinstance(item, StageView):
            self.hidden ^= {item.code}
            return
        assert isinstance(item, Field)
        self.shown ^= {item.name}
        if len(lines_of_card(self.card)) > MOST_LINES:
            self.shown ^= {item.name}
            raise BadInput(_("A card has room for {count} lines.").format(count=MOST_LINES))

    def move(self, item: Shown, step: int) -> None:
        """Put a field before or behind its neighbour. Raises BadInput for a stage."""
        if isinstance(item, StageView):
            raise BadInput(_("The order of the stages is that of the pipeline, in the settings."))
        assert isinstance(item, Field)
        place = self.fields.index(item)
        if 0 <= place + step < len(self.fields):
            self.fields.insert(place + step, self.fields.pop(place))

    @property
    def card(self) -> tuple[str, ...]:
        """The names of the fields of a card."""
        return tuple(field.name for field in self.fields if field.name in self.shown)

    def query(self) -> RecordQuery:
        """Return what the board is to show. Raises BadInput where that would be nothing."""
        codes = {stage.code for stage in self.pipeline.in_use}
        if codes <= self.hidden:
            raise BadInput(_("The board needs a column: tick a stage."))
        elsewhere = (code for code in self._query.hidden if code not in codes)
        own = (stage.code for stage in self.pipeline.in_use if stage.code in self.hidden)
        if not self.card:
            raise BadInput(_("A card needs a field: tick one."))
        usual = tuple(field.name for field in card_fields(self._context, RecordQuery("deal")))
        card = () if self.card == usual else self.card
        return replace(self._query, card=card, hidden=(*elsewhere, *own))


class BoardDialog(FieldsDialog[Shown]):
    """Returns the board with other cards and other columns."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CARDS)]

    def __init__(self, query: RecordQuery, pipeline: PipelineView) -> None:
        super().__init__()
        self.arrangement = BoardArrangement(self.context, query, pipeline)
        """What has been chosen so far."""

    @property
    def arranging(self) -> BoardArrangement:
        """What has been chosen so far."""
        return self.arrangement

    def title_text(self) -> str:
        """Say what the dialog is for, and how high a card will be."""
        count = len(lines_of_card(self.arrangement.card))
        lines = ngettext("{count} line", "{count} lines", count).format(count=count)
        return f"{_('Cards and columns')} · {lines}"

    def keys_text(self) -> str:
        """Tell the keys."""
        return key_line(self, CARDS)

    def painter(self) -> ColumnPainter[ListLine[Shown]]:
        """Show whether a field or a stage is shown, its name, and where it stands."""
        columns = (Column("tick", "", 3), Column("name", "", 16, weight=1))
        return ColumnPainter(columns, self._cells, lambda line: str(line.item), titles=False)

    def lines(self) -> list[ListLine[Shown]]:
        """Return a line for each field that fits what is looked for, and for each stage."""
        arrangement = self.arrangement
        lines: list[ListLine[Shown]] = [ListLine(CARDS, _("Fields of a card"), is_heading=True)]
        for field in filter(self.is_sought, arrangement.fields):
            lines.append(ListLine(field.name, field))  # noqa: PERF401 - lines are of several types
        if self.is_finding:
            return lines[1:]
        title = _("Columns of “{pipeline}”").format(pipeline=arrangement.pipeline.label)
        lines.append(ListLine("columns", title, is_heading=True))
        for stage in arrangement.pipeline.in_use:
            lines.append(ListLine(stage.id, stage))  # noqa: PERF401 - lines are of several types
        return lines

    def _cells(self, line: ListLine[Shown]) -> Mapping[str, str | Part]:
        item, arrangement = line.item, self.arrangement
        if isinstance(item, StageView):
            is_shown, label = item.code not in arrangement.hidden, item.label
        else:
            assert isinstance(item, Field)
            is_shown, label = item.name in arrangement.shown, _(item.label)
        return {
            "tick": "[x]" if is_shown else "[ ]",
            "name": (label, "strong") if is_shown else label,
        }
