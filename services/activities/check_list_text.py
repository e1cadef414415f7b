"""A check list that was typed as a whole, a line for each item (FEATURES TASK-03)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from domain.check_lists import CheckItem, TypedLine
from services.activities.checklist import add_check_items_within, read_text, rows_of

if TYPE_CHECKING:
    from storage.unit import Unit


def write_check_list_within(
    unit: Unit,
    activity: UUID,
    typed: Sequence[TypedLine],
    before: Sequence[CheckItem] | None = None,
) -> None:
    """Make the check list of an activity what was typed.

    `before` is the list that the person had before their eyes, by default the present one: lines
    that they left out go, others change their text, tick and place. What others have added
    meanwhile stays, behind the rest. Raises BadInput.
    """
    from services.records.use_cases import existing_within
    from storage.tables.base import utc_now

    existing_within(unit, "activity", activity).updated_at = utc_now()
    rows = {row.id: row for row in rows_of(unit, activity)}
    if before is None:
        before = [CheckItem(row.id, row.text, row.done_at) for row in rows.values()]
    seen = [item for item in before if item.id in rows]
    items = _items_of([line.text for line in typed], seen)
    for item in seen:
        if item not in items:
            unit.session.delete(rows.pop(item.id))
    unit.session.flush()
    texts = [line.text for line, item in zip(typed, items, strict=True) if item is None]
    added = iter(add_check_items_within(unit, activity, texts))
    unit.session.flush()
    rows = {row.id: row for row in rows_of(unit, activity)}
    order = [rows.pop(item.id if item else next(added)) for item in items]
    for line, was, row in zip(typed, items, order, strict=True):
        if was is not None and line.text != was.text:
            row.text = read_text(line.text)
        if line.is_done != bool(was and was.done_at):
            row.done_at = utc_now() if line.is_done else None
            row.done_by = unit.actor.user_id if line.is_done else None
    for sort, row in enumerate([*order, *rows.values()]):
        row.sort = sort


def _items_of(texts: Sequence[str], seen: Sequence[CheckItem]) -> list[CheckItem | None]:
    """Return for each text the item that it is, None where it is a new one.

    The same text is the same item. What is left on both sides was given another text, in order.
    """
    left = list(seen)
    found: list[CheckItem | None] = []
    for text in texts:
        same = next((item for item in left if item.text == " ".join(text.split())), None)
        found.append(same)
        if same is not None:
            left.remove(same)
    for place, same in enumerate(found):
        if same is None and left:
            found[place] = left.pop(0)
    return found
