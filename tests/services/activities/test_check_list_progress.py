"""How much of a check list is ticked, as lists show it, sort by it and ask for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.activities.checklist import add_check_items, tick_check_item
from services.context import Context
from services.records.use_cases import add_record


@pytest.mark.row("TASK-03")
def test_lists_show_how_much_is_ticked(context: Context, crm: Callable[..., Any]) -> None:
    for name, ticked, count in (("Half", 1, 2), ("Whole", 2, 2), ("Begun", 1, 4), ("Bare", 0, 0)):
        key = add_record(context, "activity", {"subject": name})
        items = add_check_items(context, key, [f"line {n}" for n in range(count)])
        for item in items[:ticked]:
            tick_check_item(context, item)

    def listed(*options: str) -> list[tuple[str, str]]:
        columns = ("--columns", "subject,check_list", "--format", "json")
        found = crm("list", "activity", *columns, *options).json
        return [(row["subject"], row["check_list"] or "") for row in found]

    begun, half, whole = ("Begun", "1 of 4"), ("Half", "1 of 2"), ("Whole", "2 of 2")
    assert listed("--sort", "check_list,subject") == [begun, half, whole, ("Bare", "")]
    assert listed("--filter", "check_list:none") == [("Bare", "")]
    assert sorted(listed("--filter", "check_list:any")) == [begun, half, whole]
