"""The tasks that are made at a stage, for one deal or for thousands (FEATURES IMPL-07)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.ids import new_id
from services.context import Context
from services.deals.pipelines import task_keys

if TYPE_CHECKING:
    from storage.tables import Deal
    from storage.unit import Unit

_PARTS: Final = ("activity_participant", "activity_tag", "check_item")
"""The tables of what a task from a template has beside its own columns and its deal."""


def make_stage_tasks(context: Context, unit: Unit, deal: Deal) -> list[tuple[UUID, bool]]:
    """Make the tasks of the stage at which a deal is; return their keys, in order.

    They are for whoever has the deal unless the template names another: then True is beside it.
    """
    from services.activities.checklist import add_check_items_within
    from services.activities.template_tasks import template_data
    from services.activities.templates import templates_with
    from services.records.use_cases import add_within

    assert deal.stage_id is not None
    made = []
    keys = task_keys(unit.connection, deal.stage_id)
    for template in templates_with(unit.connection, keys) if keys else ():
        data = template_data(context, template) | {"deals": [str(deal.id)]}
        if template.responsible is None:
            data["responsible"] = _login(unit, deal.responsible_id)
        task = add_within(context, unit, "activity", data)
        if template.check_list:
            add_check_items_within(unit, task, template.check_list)
        made.append((task, template.responsible is not None))
    return made


def _login(unit: Unit, user: UUID | None) -> str | None:
    row = unit.connection.execute(
        'SELECT login FROM "user" WHERE id = ?', (user.bytes if user else None,)
    ).fetchone()
    return row[0] if row else None


class StageTasks:
    """Makes the tasks of a stage for many deals: those of the first one, and copies of these."""

    def __init__(self, context: Context, unit: Unit) -> None:
        self._context, self._unit = context, unit
        self._models: list[tuple[UUID, bool]] | None = None

    def make_since(self, seq: int) -> None:
        """Make them for the deals that came to their stage behind the change `seq` of the log."""
        from storage.tables import Deal

        moved = self._unit.connection.execute(
            "SELECT DISTINCT c.record, d.responsible_id FROM change c "
            "JOIN deal d ON d.id = c.record WHERE c.seq > ? AND c.kind = 'deal' AND c.op = 'U' "
            "AND json_type(c.old, '$.stage_id') IS NOT NULL AND d.stage_id IS NOT NULL "
            "ORDER BY c.record",
            (seq,),
        ).fetchall()
        if self._models is None and moved:
            first = self._unit.get(Deal, UUID(bytes=moved.pop(0)[0]))
            assert first is not None
            self._models = make_stage_tasks(self._context, self._unit, first)
        for model, has_own in self._models or ():
            self._copy(model, moved, has_own=has_own)

    def _copy(
        self, model: UUID, deals: Sequence[tuple[bytes, bytes | None]], *, has_own: bool
    ) -> None:
        """Make a task like `model` for each of the deals, for whoever has it unless `has_own`."""
        unit = self._unit
        (row,) = _rows(unit.connection, "activity", "id", model)
        keys = [new_id().bytes for _deal in deals]
        owners = [row["responsible_id"] if has_own else owner for _deal, owner in deals]
        unit.insert_many(
            "activity",
            [row | {"id": k, "responsible_id": o} for k, o in zip(keys, owners, strict=True)],
        )
        (link,) = _rows(unit.connection, "activity_link", "activity_id", model)
        unit.insert_many(
            "activity_link",
            [
                link | {"id": new_id().bytes, "activity_id": key, "record_id": deal}
                for key, (deal, _owner) in zip(keys, deals, strict=True)
            ],
        )
        for table in _PARTS:
            parts = _rows(unit.connection, table, "activity_id", model)
            unit.insert_many(
                table,
                [
                    part | {"id": new_id().bytes, "activity_id": key}
                    for key in keys
                    for part in parts
                ],
            )


def _rows(
    connection: sqlite3.Connection, table: str, column: str, key: UUID
) -> list[dict[str, object]]:
    """Return rows of a table in stored form, by the names of their columns."""
    found = connection.execute(f'SELECT * FROM "{table}" WHERE "{column}" = ?', (key.bytes,))
    names = [one[0] for one in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
