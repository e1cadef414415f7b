"""The check list of an activity, line by line (FEATURES TASK-03).

Each step is a use case of its own, so that two people may work through one list at once. All raise
NotFound where the line, or its activity, is gone, and NotAllowed for an observer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from domain.check_lists import LONGEST_ITEM, MOST_ITEMS, CheckItem
from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.text import strip_control
from services.context import Context
from storage.values import key_in, moment_in

if TYPE_CHECKING:
    from storage.tables import CheckItem as CheckItemRow
    from storage.unit import Unit


def check_list(context: Context, activity: UUID) -> list[CheckItem]:
    """Return the check list of an activity, in its order."""
    rows = context.database.reader().execute(
        "SELECT i.id, i.text, i.done_at, coalesce(nullif(u.name, ''), u.login, '') "
        'FROM check_item i LEFT JOIN "user" u ON u.id = i.done_by '
        "WHERE i.activity_id = ? ORDER BY i.sort, i.id",
        (activity.bytes,),
    )
    return [
        CheckItem(key_in(key), text, None if done_at is None else moment_in(done_at), done_by)
        for key, text, done_at, done_by in rows
    ]


def add_check_items(context: Context, activity: UUID, texts: Sequence[str]) -> list[UUID]:
    """Add lines at the end of a check list; return their keys in order. Raises BadInput."""
    from services.records.use_cases import changeable_within
    from storage.tables.base import utc_now

    with context.database.write(context.actor, "add_check_item") as unit:
        changeable_within(unit, "activity", activity).updated_at = utc_now()
        return add_check_items_within(unit, activity, texts)


def add_check_items_within(unit: Unit, activity: UUID, texts: Sequence[str]) -> list[UUID]:
    """Add lines to a check list as part of a larger use case. Raises BadInput."""
    from storage.tables import CheckItem as CheckItemRow

    before = rows_of(unit, activity)
    read = read_items(texts, len(before))
    start = before[-1].sort + 1 if before else 0
    return [
        unit.add(CheckItemRow(activity_id=activity, sort=sort, text=text)).id
        for sort, text in enumerate(read, start)
    ]


def rename_check_item(context: Context, key: UUID, text: str) -> None:
    """Give a line of a check list another text. Raises BadInput."""
    read = read_text(text)
    with context.database.write(context.actor, "edit_check_item") as unit:
        _existing(unit, key).text = read


def tick_check_item(context: Context, key: UUID, *, is_done: bool = True) -> None:
    """Tick a line of a check list, or take its tick away; one that is so already stays."""
    from storage.tables.base import utc_now

    with context.database.write(context.actor, "tick_item" if is_done else "untick_item") as unit:
        row = _existing(unit, key)
        if (row.done_at is not None) != is_done:
            row.done_at = utc_now() if is_done else None
            row.done_by = context.actor.user_id if is_done else None


def move_check_item(context: Context, key: UUID, place: int) -> None:
    """Move a line to a place in its check list, counted from 0; none is beyond the last one."""
    with context.database.write(context.actor, "move_check_item") as unit:
        row = _existing(unit, key)
        rows = [one for one in rows_of(unit, row.activity_id) if one.id != key]
        rows.insert(max(place, 0), row)
        for sort, one in enumerate(rows):
            one.sort = sort


def remove_check_item(context: Context, key: UUID) -> None:
    """Remove a line from its check list; “undo” brings it back."""
    with context.database.write(context.actor, "delete_check_item") as unit:
        unit.session.delete(_existing(unit, key))


def _existing(unit: Unit, key: UUID) -> CheckItemRow:
    """Return a line whose activity is not in the bin, and mark the activity as changed."""
    from services.records.use_cases import changeable_within
    from storage.tables import CheckItem as CheckItemRow
    from storage.tables.base import utc_now

    row = unit.get(CheckItemRow, key)
    if row is None:
        raise NotFound(_("This line of the check list is gone."))
    changeable_within(unit, "activity", row.activity_id).updated_at = utc_now()
    return row


def rows_of(unit: Unit, activity: UUID) -> list[CheckItemRow]:
    """Return the rows of a check list, in its order."""
    from sqlmodel import col, select

    from storage.tables import CheckItem as CheckItemRow

    query = select(CheckItemRow).where(CheckItemRow.activity_id == activity)
    return [*unit.session.exec(query.order_by(col(CheckItemRow.sort), col(CheckItemRow.id)))]


def read_items(texts: Sequence[str], present: int = 0) -> list[str]:
    """Return lines as they are kept in a check list that has `present` of them. Raises BadInput."""
    if present + len(texts) > MOST_ITEMS:
        sentence = _("A check list has at most {limit} lines.").format(limit=MOST_ITEMS)
        raise BadInput(sentence, "check_list")
    return [read_text(text) for text in texts]


def read_text(text: str) -> str:
    """Return the text of a line as it is kept. Raises BadInput."""
    read = " ".join(strip_control(text).split())
    if not read:
        raise BadInput(_("A line of a check list needs a text."), "check_list")
    if len(read) > LONGEST_ITEM:
        raise BadInput(
            _("The line has {length} characters; at most {limit} fit.").format(
                length=len(read), limit=LONGEST_ITEM
            ),
            "check_list",
        )
    return read
