"""Sections are added, renamed, moved and deleted (FEATURES CAT-02, CAT-03)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast
from uuid import UUID

from domain.catalog.tree import within_itself_sentence
from domain.errors import BadInput, NotAllowed
from domain.i18n import _
from domain.text import fold
from services.catalog.tree import names_of_path
from services.context import Context
from services.lists.bulk import BulkOutcome, Progress, bulk_delete, restore
from services.records.use_cases import (
    add_record,
    add_within,
    edit_record,
    existing_within,
    load_writing,
)
from storage.reads.catalog import read_path, read_sections

if TYPE_CHECKING:
    from storage.tables import Section
    from storage.unit import Unit


def add_section(context: Context, name: str, parent: UUID | None = None) -> UUID:
    """Add a section within another, or at the top; return its key. Raises BadInput, NotFound.

    It stands by its name among sections that nobody has put in an order, else behind them.
    """
    load_writing()
    place = _next_place(context, parent)
    data = {"name": name, "parent": str(parent) if parent else None, "sort": place}
    return add_record(context, "section", data)


def add_path(context: Context, text: str) -> UUID:
    """Add the sections of a path that are not there yet; return the key of the last one.

    All are added in one step. Raises BadInput for a path without names.
    """
    load_writing()
    names = names_of_path(text)
    if not names:
        raise BadInput(_("A section needs a name."), "name")
    with context.database.write(context.actor, "add_section") as unit:
        parent: UUID | None = None
        for name in names:
            there = {fold(one.name): one.id for one in read_sections(unit.connection, parent)}
            if (known := there.get(fold(name))) is not None:
                parent = known
                continue
            data = {"name": name, "parent": str(parent) if parent else None}
            parent = add_within(
                context, unit, "section", {**data, "sort": _last_sort(unit, parent)}
            )
        assert parent is not None
        return parent


def rename_section(context: Context, section: UUID, name: str) -> None:
    """Give a section another name. Raises BadInput and NotFound."""
    edit_record(context, "section", section, {"name": name})


def move_section(
    context: Context, section: UUID, parent: UUID | None, before: UUID | None = None
) -> bool:
    """Put a section, with all below it, into another one, or to the top; say if it was elsewhere.

    It comes before the section `before` there, else where a new one would. Raises NotFound,
    NotAllowed for a place below itself, and BadInput where `before` is not there.
    """
    load_writing()
    from storage.tables.base import utc_now

    with context.database.write(context.actor, "move_section") as unit:
        moved = cast("Section", existing_within(unit, "section", section))
        if parent is not None:
            existing_within(unit, "section", parent)
            if section in {one.id for one in read_path(unit.connection, parent)}:
                raise NotAllowed(within_itself_sentence())
        there = [one.id for one in read_sections(unit.connection, parent) if one.id != section]
        if before is not None and before not in there:
            raise BadInput(_("That section is not there any more. Choose another place."))
        place = _last_sort(unit, parent, but=section)
        if before is None and (moved.parent_id, moved.sort) == (parent, place):
            return False
        moved.parent_id, moved.updated_at = parent, utc_now()
        if before is None:
            moved.sort = place
        else:
            there.insert(there.index(before), section)
            _put_in_order(unit, there)
        return True


def shift_section(context: Context, section: UUID, step: int) -> bool:
    """Put a section so many places on, or back, among those beside it; say if it was elsewhere.

    At an end it stays there. Raises NotFound.
    """
    load_writing()
    from storage.tables.base import utc_now

    with context.database.write(context.actor, "move_section") as unit:
        moved = cast("Section", existing_within(unit, "section", section))
        order = [one.id for one in read_sections(unit.connection, moved.parent_id)]
        if section not in order:
            return False  # it is in the bin
        place = order.index(section)
        order.insert(max(0, place + step), order.pop(place))
        if order.index(section) == place:
            return False
        moved.updated_at = utc_now()
        _put_in_order(unit, order)
        return True


def delete_section(
    context: Context,
    section: UUID,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> BulkOutcome:
    """Put a section into the bin with all that is below it. “Undo” brings all of it back.

    Raises Cancelled.
    """
    return bulk_delete(context, "section", [section], progress, is_cancelled)


def restore_section(
    context: Context,
    section: UUID,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> BulkOutcome:
    """Bring a section back from the bin, with what went there with it, and those above it.

    Raises Cancelled.
    """
    return restore(context, "section", [section], progress, is_cancelled)


def _next_place(context: Context, parent: UUID | None) -> int:
    row = context.database.reader().execute(_LAST, (parent.bytes if parent else None, b""))
    return int(row.fetchone()[0])


def _last_sort(unit: Unit, parent: UUID | None, but: UUID | None = None) -> int:
    key = but.bytes if but else b""
    row = unit.connection.execute(_LAST, (parent.bytes if parent else None, key))
    return int(row.fetchone()[0])


# Sections that nobody has put in an order all have 0, and stand by their names.
_LAST = (
    "SELECT coalesce(max(sort) + (max(sort) > 0), 0) FROM section "
    "WHERE parent_id IS ? AND id <> ? AND deleted_at IS NULL"
)


def _put_in_order(unit: Unit, sections: list[UUID]) -> None:
    """Number sections of one parent, so that they stand in this order."""
    from storage.tables import Section

    for place, key in enumerate(sections, start=1):
        row = unit.get(Section, key)
        assert row is not None
        if row.sort != place:
            row.sort = place
