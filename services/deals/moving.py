"""Bring deals to a stage: what it needs is asked for, and what follows from it is done.

However a deal is moved, on the board, in a list, on its card, in a form or from the shell, the
same holds (FEATURES DEAL-13, exam A22): a stage may need fields (IMPL-02), a lost deal has a
reason, and tasks may be made at a stage (IMPL-07). What is entered during a call or as an event
brings its deal along without asking, so that it is saved before the receiver is down.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.errors import BadInput, NotFound
from domain.i18n import _, ngettext
from domain.pipelines import LOST
from domain.records.fields import Field
from services.context import Context
from services.deals.pipelines import (
    StageView,
    existing_stage,
    out_of_use_sentence,
    pipeline_is_active,
    read_stage_views,
    stage_of,
)
from services.deals.stage_tasks import make_stage_tasks
from services.left_out import said_gone, said_unchanged
from services.records.use_cases import load_writing

if TYPE_CHECKING:
    import sqlite3

    from storage.tables import Deal
    from storage.unit import Unit

EMPTY: Final[tuple[object, ...]] = (None, "", (), [])
"""What a field without a value has; 0 is a value."""

LOST_REASON: Final = "lost_reason"

SUM: Final = frozenset({"amount", "currency"})
"""The fields that follow from the products while one of these has a price."""


@dataclass(frozen=True, slots=True)
class MoveOutcome:
    """What came of moving deals: `moved` were brought to the stage, `same` were there already.

    `gone` are no longer there. `lacking` lack what the stage needs; `reason` says what.
    """

    moved: int
    same: int = 0
    gone: int = 0
    lacking: int = 0
    reason: str = ""

    def explain(self) -> str:
        """Return a sentence on those that were left out, "" where there are none."""
        said = [said_unchanged(self.lacking, self.reason)] if self.lacking else []
        return " ".join([*said, said_gone(self.gone)] if self.gone else said)


def missing_fields(context: Context, keys: Sequence[UUID], stage: UUID) -> list[Field]:
    """Return the fields that a stage needs and that one of the deals lacks, in their order.

    Why a deal is lost is among them for a stage where it is.
    """
    wanted = stage_of(context, stage)
    connection = context.database.reader()
    return [
        field
        for field in needed_fields(context, wanted)
        if any(_lacks(context, connection, key, field) for key in keys)
    ]


def move_deals(
    context: Context,
    keys: Sequence[UUID],
    stage: UUID,
    *,
    values: Mapping[str, object] | None = None,
    ticked: Collection[str] | None = None,
    renews_reason: bool = False,
) -> MoveOutcome:
    """Bring deals to a stage, of whichever pipeline.

    Of `values` each gets those alone that the stage needs and it lacks. Deals that lack more are
    left out. `ticked` are the lines of the check list of the stage that are fulfilled, None where
    nobody was asked (FEATURES DEAL-15). Where it `renews_reason`, deals that are lost there already
    get that of `values`, too.

    Raises BadInput, naming the first field, where all lack something, and for a name of no field;
    NotFound where the stage or every deal is gone.
    """
    from services.deals.check_lists import keep_ticked_within
    from services.records.use_cases import edit_within

    load_writing()
    named = {context.fields.get("deal", name).name: one for name, one in (values or {}).items()}
    with context.database.write(context.actor, "move_deal") as unit:
        wanted = existing_stage(unit.connection, stage)
        there = existing_deals(unit, keys)
        moved = same = 0
        lacking: list[BadInput] = []
        for deal in there:
            missing = _missing(context, unit, deal, wanted)
            given = _lacked(unit, deal, missing, named)
            if renews_reason and wanted.meaning == LOST and named.get(LOST_REASON) not in EMPTY:
                given[LOST_REASON] = named[LOST_REASON]
            if deal.stage_id == stage and not given:
                same += 1
                continue
            if left := [one for one in missing if one.name not in given]:
                lacking.append(needs_sentence(wanted, left))
                continue
            # A stage out of use is kept by who is there, and chosen by nobody.
            there_already = {} if deal.stage_id == stage else {"stage": wanted.code}
            edit_within(context, unit, "deal", deal.id, given | there_already)
            if ticked is not None and wanted.check_list:
                keep_ticked_within(context, unit, deal, wanted, ticked)
            moved += 1
        if lacking and not moved:
            raise lacking[0]
        reason = str(lacking[0]) if lacking else ""
        return MoveOutcome(moved, same, len(set(keys)) - len(there), len(lacking), reason)


def existing_deals(unit: Unit, keys: Sequence[UUID]) -> list[Deal]:
    """Return those of the deals that are not in the bin, each once. Raises NotFound for none."""
    from storage.tables import Deal

    rows = [unit.get(Deal, key) for key in dict.fromkeys(keys)]
    there = [row for row in rows if row is not None and row.deleted_at is None]
    if not there:
        raise NotFound(
            ngettext(
                "This deal is no longer there: somebody has deleted it.",
                "These deals are no longer there: somebody has deleted them.",
                len(keys),
            )
        )
    return there


def _lacked(
    unit: Unit, deal: Deal, missing: Sequence[Field], values: Mapping[str, object]
) -> dict[str, object]:
    """Return those of the values that a deal lacks; the amount of one with prices follows them."""
    from services.deals.summing import has_prices

    names = {field.name for field in missing}
    if names & SUM and has_prices(unit.connection, deal.id):
        names -= SUM
    elif "amount" in names and not deal.currency:
        names.add("currency")
    return {name: value for name, value in values.items() if name in names and value not in EMPTY}


def settle_stage(context: Context, unit: Unit, deal: Deal) -> None:
    """Do what follows from a new stage: forget why the deal was lost, make the stage's tasks."""
    assert deal.stage_id is not None
    stage = existing_stage(unit.connection, deal.stage_id)
    if stage.meaning != LOST:
        deal.lost_reason_id = None
    make_stage_tasks(context, unit, deal)


def check_stage(context: Context, unit: Unit, deal: Deal, before: UUID | None) -> None:
    """Raise BadInput, naming the field, where a deal lacks what its new stage needs.

    So it is where the stage is of a pipeline out of use, other than that of the stage `before`.
    """
    assert deal.stage_id is not None
    unit.session.flush()
    connection = unit.connection
    stage = existing_stage(connection, deal.stage_id)
    if not pipeline_is_active(connection, stage):
        old = read_stage_views(connection, before) if before else []
        if stage.pipeline not in {one.pipeline for one in old}:
            raise out_of_use_sentence()
    missing = _missing(context, unit, deal, stage)
    if missing:
        raise needs_sentence(stage, missing)


def keep_lost_reason(unit: Unit, deal: Deal) -> None:
    """Raise BadInput where a deal that loses its reason is lost."""
    if deal.lost_reason_id is None and deal.stage_id is not None:
        stage = existing_stage(unit.connection, deal.stage_id)
        if stage.meaning == LOST:
            raise needs_reason()


def needs_reason() -> BadInput:
    """Return what asks for the reason of a deal that is lost."""
    return BadInput(_("Say why the deal is lost."), LOST_REASON)


def needs_sentence(stage: StageView, missing: Sequence[Field]) -> BadInput:
    """Return what says which fields a deal lacks at a stage."""
    if missing[0].name == LOST_REASON:
        return needs_reason()
    labels = ", ".join(_(field.label) for field in missing)
    sentence = _("At the stage “{stage}” a deal needs: {fields}.")
    return BadInput(sentence.format(stage=stage.label, fields=labels), missing[0].name)


def needed_fields(context: Context, stage: StageView) -> list[Field]:
    """Return the fields that a deal is to have at a stage, why it is lost among them."""
    names = {*stage.needs, *([LOST_REASON] if stage.meaning == LOST else [])}
    return [field for field in context.fields.of("deal") if field.name in names]


def _missing(context: Context, unit: Unit, deal: Deal, stage: StageView) -> list[Field]:
    return [
        field
        for field in needed_fields(context, stage)
        if _lacks(context, unit.connection, deal.id, field)
    ]


def _lacks(context: Context, connection: sqlite3.Connection, key: UUID, field: Field) -> bool:
    from storage.reads.records import read_record

    view = read_record(connection, "deal", key, [field])
    return view is not None and view.values[field.name] in EMPTY
