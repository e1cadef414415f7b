"""Deletes values of dictionaries; records that have one get another, or none (FEATURES DICT-02)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import TYPE_CHECKING

from domain.catalog.prices import PRICE_TYPES
from domain.dictionaries import STAGES, family
from domain.errors import BadInput
from domain.i18n import _, ngettext
from domain.leads import JUNK, JUNK_REASONS, STATUSES
from domain.pipelines import LOST
from domain.records.fields import Column, Field
from domain.records.kinds import KINDS
from services.catalog.price_types import asked_for_prices, count_prices, move_prices
from services.context import Context
from services.dictionaries.changing import Editing, check_may_go, editing
from services.dictionaries.reading import ValueView, fields_chosen_from
from services.lists.bulk import Progress, change_picked
from services.records.use_cases import load_writing
from storage.reads.dictionaries import count_uses, records_with
from storage.reads.dictionary_values import VALUES
from storage.reads.sql import Parameter

if TYPE_CHECKING:
    from storage.bulk.columns import CustomChange

LOST_REASONS = "lost_reason"
"""The dictionary of why deals are lost."""

NOWHERE = ""
"""Where records go that are to have no value any more."""


class ValueInUse(BadInput):
    """A value is to be deleted that `count` records have, and nobody has said where these go."""

    def __init__(self, message: str, count: int) -> None:
        super().__init__(message, "to")
        self.count = count


def delete_value(
    context: Context,
    dictionary: str,
    value: str,
    to: str | None = None,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> int:
    """Delete a value; return how many records had it, in the bin or not, and went to another.

    `to` is another value of the dictionary, or NOWHERE; all records go there in the same step.
    Raises NotAllowed for a system value, whoever asks (DICT-02, exam A2), NotFound, ValueInUse
    where records have the value and `to` is missing, BadInput, and Cancelled; nothing is changed
    then.
    """
    load_writing()
    with editing(context, dictionary) as edited:
        view = edited.value(value)
        check_may_go(edited, view)
        target = _target(edited, view, to)
        if edited.dictionary.code == PRICE_TYPES:
            return _delete_price_type(edited, view, target, to)
        fields = fields_chosen_from(context.fields, edited.dictionary)
        connection = edited.unit.connection
        place = (view.id.bytes, view.code)
        count = count_uses(connection, fields, [place])[view.id.bytes]
        if count and to is None:
            raise ValueInUse(_used(view, count), count)
        if count:
            _check_reasons(edited, view, target)
            _move_records(context, edited, fields, view, target, count, progress, is_cancelled)
        if edited.dictionary.table is not VALUES:
            connection.execute("DELETE FROM stage_task WHERE stage_id = ?", (view.id.bytes,))
        _delete(edited, view)
        return count


def _delete(edited: Editing, value: ValueView) -> None:
    table = edited.dictionary.table.name
    edited.unit.connection.execute(f"DELETE FROM {table} WHERE id = ?", (value.id.bytes,))


def _delete_price_type(
    edited: Editing, value: ValueView, target: ValueView | None, to: str | None
) -> int:
    """Delete a type of prices; return how many products had such a price. Raises ValueInUse."""
    connection = edited.unit.connection
    count = count_prices(connection).get(value.code, 0)
    if count and to is None:
        raise ValueInUse(asked_for_prices(value.label, count), count)
    move_prices(connection, value.code, target.code if target else None)
    _delete(edited, value)
    return count


def _target(edited: Editing, value: ValueView, to: str | None) -> ValueView | None:
    """Return the value that the records get, None for none. Raises NotFound and BadInput."""
    if not to:
        if to == NOWHERE and edited.dictionary.table is not VALUES:
            raise BadInput(_("A deal is always at a stage: name the one to bring it to."), "to")
        return None
    target = edited.value(to)
    if target.id == value.id:
        raise BadInput(
            _("“{label}” is the value to be deleted: name another one.").format(label=value.label),
            "to",
        )
    return target


def _check_reasons(edited: Editing, value: ValueView, target: ValueView | None) -> None:
    """Raise BadInput where leads would be junk, or deals lost, without a reason (LEAD-12)."""
    name = edited.dictionary.code
    if name == STATUSES and target is not None and target.meaning == JUNK:
        raise BadInput(
            _("Junk needs a reason: name another status, or call the leads junk first."), "to"
        )
    if name == JUNK_REASONS and target is None:
        raise BadInput(_("A lead that is junk has a reason: name another one for them."), "to")
    if name == LOST_REASONS and target is None:
        raise BadInput(_("A deal that is lost has a reason: name another one."), "to")
    is_stage = edited.dictionary.table is not VALUES
    if is_stage and target is not None and target.meaning == LOST != value.meaning:
        raise BadInput(
            _("A lost deal needs a reason: name another stage, or move the deals there first."),
            "to",
        )


def _used(value: ValueView, count: int) -> str:
    if family(value.dictionary) == STAGES:
        return ngettext(
            "{count} deal is at “{label}”: say to which stage it goes.",
            "{count} deals are at “{label}”: say to which stage they go.",
            count,
        ).format(count=count, label=value.label)
    return ngettext(
        "{count} record has “{label}”: say which value it gets, or that it gets none.",
        "{count} records have “{label}”: say which value they get, or that they get none.",
        count,
    ).format(count=count, label=value.label)


def _move_records(
    context: Context,
    edited: Editing,
    fields: Sequence[Field],
    value: ValueView,
    target: ValueView | None,
    total: int,
    progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
) -> None:
    """Give the records that have a value another one, those in the bin as well."""
    from services.deals.bulk_rules import with_lost_reason
    from storage.bulk.columns import ColumnChanges
    from storage.bulk.picked import Picked
    from storage.values import now_micros

    moved, now, connection = 0, now_micros(), edited.unit.connection

    def tell(done: int, _count: int) -> None:
        if progress is not None:
            progress(moved + done, total)

    for field, from_bin in product(fields, (False, True)):
        values, customs = _change(field, value, target)
        if field.kind == "deal":
            values = with_lost_reason(connection, values)
        columns = ColumnChanges(
            KINDS[field.kind].table, values, customs, now=now, zone=context.zone
        )
        chosen = records_with(field, value.id.bytes, value.code)
        picked = Picked(connection, field.kind, chosen, from_bin=from_bin)
        change_picked(edited.unit, picked, columns, (), now, tell, is_cancelled)
        moved += picked.count()
        picked.close()


def _change(
    field: Field, value: ValueView, target: ValueView | None
) -> tuple[dict[str, Parameter], list[CustomChange]]:
    """Return what is done with the column of a field, or with its place among custom ones."""
    from storage.bulk.columns import CustomChange, How

    if isinstance(field.store, Column):
        return {field.store.name: target.id.bytes if target else None}, []
    old, new = value.code, target.code if target else None
    if field.multiple:
        added = [CustomChange(field.name, How.ADD, (new,), is_multiple=True)] if new else []
        return {}, [*added, CustomChange(field.name, How.REMOVE, (old,), is_multiple=True)]
    if new is None:
        return {}, [CustomChange(field.name, How.CLEAR)]
    return {}, [CustomChange(field.name, How.SET, (new,))]
