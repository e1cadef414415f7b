"""`crm add activity` with elements of any kinds, a check list and files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Crm = Callable[..., Any]


def add(crm: Crm, kind: str, **values: object) -> str:
    """Add a record and return its key."""
    return str(crm("add", kind, "--json", json.dumps(values)).word)


def shown(crm: Crm, key: str) -> dict[str, Any]:
    """Return an activity as JSON."""
    found: dict[str, Any] = crm("show", "activity", key, "--format", "json").json
    return found


@pytest.mark.row("TASK-02", "TASK-03", "ACT-13")
def test_a_task_is_added_whole_and_changed(crm: Crm, tmp_path: Path) -> None:
    person, firm = add(crm, "contact", last_name="Ivanov"), add(crm, "company", title="Vega")
    add(crm, "deal", title="Forty chairs")
    (tmp_path / "plan.pdf").write_bytes(b"plan")
    task = add(
        crm,
        "activity",
        subject="Furnish",
        elements=["Ivanov", "Forty chairs", firm],
        check_list=["Measure", "[x] Ask"],
        files=[str(tmp_path / "plan.pdf")],
    )
    found = shown(crm, task)
    names = ("contacts", "companies", "leads", "deals")
    assert [[one["title"] for one in found[name] or ()] for name in names] == [
        ["Ivanov"],
        ["Vega"],
        [],
        ["Forty chairs"],
    ]
    ticks = [(one["text"], one["done_at"] is not None) for one in found["check_list"]]
    assert ticks == [("Measure", False), ("Ask", True)]
    assert [file["name"] for file in found["attachments"]] == ["plan.pdf"]
    assert "[ ] Measure" in crm("show", "activity", task).out
    change = {"elements": [person], "check_list": ["[x] Measure", "Pay", "[x] Ask"]}
    assert crm("edit", "activity", task, "--json", json.dumps(change)).code == 0
    found = shown(crm, task)
    assert (len(found["contacts"]), found["companies"], found["deals"]) == (1, [], [])
    ticks = [(one["text"], one["done_at"] is not None) for one in found["check_list"]]
    assert ticks == [("Measure", True), ("Pay", False), ("Ask", True)]
    assert crm("undo").code == 0
    assert len(shown(crm, task)["check_list"]) == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"elements": ["nobody"]}, "Nothing is known that is called “nobody”."),
        ({"check_list": [1]}, "check_list: a list of texts is expected."),
        ({"files": ["/no/such.pdf"]}, "/no/such.pdf cannot be read"),
        ({"check_list": ["x" * 501]}, "at most 500 fit"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_made(
    crm: Crm, data: dict[str, object], sentence: str
) -> None:
    done = crm("add", "activity", "--json", json.dumps({"subject": "ask"} | data))
    assert done.code != 0
    assert sentence in done.err
    assert crm("list", "activity", "--format", "json").json == []
