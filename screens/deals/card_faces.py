"""What stands on the cards of the board and above its columns (FEATURES DEAL-02, REP-04)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from domain.activities import kind_label
from domain.dates.when import describe_deadline
from domain.i18n import _
from domain.records.computed_fields import CLIENT
from domain.records.fields import Field, FieldType
from domain.records.record_rows import RecordRow
from domain.records.values import Choice, Deadline, NextStep, Person, Value
from domain.text import one_line
from screens.deals.board_figures import figures_of
from screens.value_tones import tone_of
from services.context import Context
from services.deals.funnel import StageTotal
from services.deals.pipelines import StageView
from services.records.showing import is_late, show_value
from widgets.board.faces import CardFace, CardLine, LaneHead
from widgets.lists.row_painter import VALUE_TONES, Part, Tone

_LONGEST = 120

_AT_THE_END: Final = frozenset({"stage_at", "responsible"})
"""Fields that are short on a card, and stand at the end of the line of the one before them."""

_BARE: Final = frozenset({FieldType.BOOL, FieldType.INTEGER, FieldType.DECIMAL, FieldType.DATE})
"""Types whose values say little without the name of their field, like those of custom fields."""


def lines_of_card(names: Sequence[str]) -> list[list[str]]:
    """Return the names of fields as they stand on the lines of a card."""
    lines: list[list[str]] = []
    for name in names:
        if lines and name in _AT_THE_END:
            lines[-1].append(name)
        else:
            lines.append([name])
    return lines


class CardFaces:
    """Tells what the cards of a board show: `columns` of its rows, with `beside` after them.

    `stages` are those of the board.
    """

    def __init__(
        self,
        context: Context,
        columns: Sequence[Field],
        beside: Sequence[Field],
        stages: Iterable[StageView],
    ) -> None:
        self._context, self._stages = context, {stage.code: stage for stage in stages}
        self._fields = {field.name: field for field in (*columns, *beside)}
        self._places = {name: place for place, name in enumerate(self._fields)}
        self._lines = lines_of_card([field.name for field in columns])

    @property
    def card_lines(self) -> int:
        """How many lines a card has, its title and the blank one below it among them."""
        return len(self._lines) + 2

    def face(self, row: RecordRow) -> CardFace:
        """Return what the card of a row shows."""
        now = self._context.now()
        lines = []
        for first, *others in self._lines:
            left, *right = self._parts(row, first, now)
            right += [part for name in others for part in self._parts(row, name, now)]
            lines.append(CardLine(left, tuple(right)))
        return CardFace(one_line(row.title, _LONGEST), tuple(lines))

    def _parts(self, row: RecordRow, name: str, now: datetime) -> Sequence[Part]:
        """Return what a field says on the card, and what of that stands at the end of its line."""
        value, stage = row.values[self._places[name]], self._stage(row)
        match name:
            case "stage_at" if isinstance(value, datetime):
                return [_age(value, now, stage)]
            case "responsible":
                return [(_initials(value), "muted")]
            case "next_step":
                return _step(value, now, is_open=stage is not None and stage.is_open)
        text = one_line(self._text(row, self._fields[name], value, now), _LONGEST)
        return [(text, "muted" if name == CLIENT else tone_of(value))]

    def _text(self, row: RecordRow, field: Field, value: Value, now: datetime) -> str:
        currency = str(row.values[self._places["currency"]] or "")
        shown = show_value(self._context, field, value, currency, now=now)
        is_bare = field.is_custom or field.type in _BARE
        return f"{_(field.label)}: {shown}" if shown and is_bare else shown

    def _stage(self, row: RecordRow) -> StageView | None:
        stage = row.values[self._places["stage"]]
        return self._stages.get(stage.code) if isinstance(stage, Choice) else None


def _age(since: datetime, now: datetime, stage: StageView | None) -> Part:
    """Return for how long a deal has been at its stage; `!` marks one that is stale."""
    days = max(0, (now.date() - since.astimezone(now.tzinfo).date()).days)
    said = _("{days} d").format(days=days)
    is_stale = stage is not None and stage.is_stale(since, now)
    return (f"{said}!", "warn") if is_stale else (said, "muted")


def _initials(person: object) -> str:
    if not isinstance(person, Person):
        return "–"
    words = person.name.replace("_", " ").replace(".", " ").split()
    return "".join(word[0] for word in words[:2]).upper()


def _step(step: object, now: datetime, *, is_open: bool) -> Sequence[Part]:
    """Return what is to be done next and when, `!` marking what is overdue (FEATURES ACT-11)."""
    if not isinstance(step, NextStep):
        return [(_("! no next step"), "warn") if is_open else ("", "muted")]
    due, is_overdue = step.deadline or Deadline(), is_late(step, now)
    tone: Tone = "alert" if is_overdue else "row"
    said = one_line(step.subject or kind_label(step.kind), _LONGEST)
    return [
        (f"! {said}" if is_overdue else said, tone),
        (describe_deadline(due.at, due.on, now), tone),
    ]


def lane_head(stage: StageView, total: StageTotal | None, base: str) -> LaneHead:
    """Return what stands above the column of a stage; `total` is None until it is counted.

    `base` is the base currency.
    """
    tone = VALUE_TONES.get(stage.color, "row")
    if total is None:
        return LaneHead(stage.label, tone)
    return LaneHead(stage.label, tone, total.count, figures_of(total, base))
