"""The story of a task: from a template, for clients of several lists, seen by a colleague."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal

TEMPLATE = {
    "title": "Invite to the fair",
    "days": 3,
    "at_time": "12:00",
    "check_list": ["Write", "Call"],
    "observers": ["boris"],
    "is_shared": True,
}


@pytest.mark.row("TASK-01", "TASK-04", "TASK-05", "TASK-13", "A4.2")
def test_a_task_from_a_template_for_what_is_marked(path: Path, crm: Callable[..., Any]) -> None:
    crm("template", "add", "--json", json.dumps(TEMPLATE))
    for kind, field, names in (
        ("contact", "last_name", ("Orlov", "Lem")),
        ("company", "title", ("Vega",)),
        ("lead", "title", ("Forty chairs",)),
    ):
        for name in names:
            crm("add", kind, "--json", json.dumps({field: name}))
    with Terminal("--db", str(path), "--as", "anna") as anna:
        anna.wait_for("Nothing is planned.")
        anna.press("3")
        anna.wait_for("[Contacts]", "Lem", "Orlov")
        anna.press("*")
        anna.wait_for("2 marked")
        anna.press("]")
        anna.wait_for("[Companies]", "Vega")
        anna.press("m", "]")
        anna.wait_for("[Leads]", "Forty chairs")
        anna.press("m", "t")
        anna.wait_for("4 elements: contacts 2, companies 1, leads 1")
        anna.press("f4")
        anna.wait_for("From which template?", "3 days later 12:00")
        anna.press("enter")
        anna.wait_for("Filled in from “Invite to the fair”.", "Write")
        anna.press("ctrl+s")
        anna.wait_for("Planned. u takes it back.")
        anna.press("enter")
        anna.wait_for("[Activities]", "Tasks 1", "Lem: Invite to the fair")
        anna.press("]")
        anna.wait_for("[Tasks 1]", "12:00")
    (task,) = crm("list", "activity", "--format", "json").json
    assert task["title"] == "Invite to the fair"
    with Terminal("--db", str(path), "--as", "boris") as boris:
        boris.wait_for("Observer 1", "task · Invite to the fair", "[ ] Write")
        boris.press("!")
        boris.wait_for("You observe this activity")
