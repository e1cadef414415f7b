"""`crm task` and `crm template`: tasks from templates, for records of any kinds."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from services.activities.templates import FIELDS

Crm = Callable[..., Any]

PAPERS = {
    "title": "Check the papers",
    "days": 2,
    "at_time": "15:00",
    "tags": ["papers"],
    "check_list": ["Contract", "Act"],
    "responsible": "boris",
}


@pytest.fixture
def papers(crm: Crm) -> str:
    """A template; its key."""
    return str(crm("template", "add", "--json", json.dumps(PAPERS)).word)


def add(crm: Crm, kind: str, **values: str) -> str:
    return str(crm("add", kind, "--json", json.dumps(values)).word)


def shown(crm: Crm, key: str) -> dict[str, Any]:
    found: dict[str, Any] = crm("show", "activity", key, "--format", "json").json
    return found


@pytest.mark.row("TASK-13")
def test_templates_are_kept_from_the_shell(crm: Crm, papers: str) -> None:
    kept = crm("template", "show", "check").json
    assert kept["id"] == papers
    assert {name: kept[name] for name in PAPERS} == PAPERS
    assert "2 days later 15:00" in crm("template").out
    crm("template", "edit", "check", "--json", '{"days": 0, "title": "Papers", "is_shared": true}')
    header, row = csv.reader(io.StringIO(crm("template", "list", "--format", "csv").out))
    assert header == ["id", *FIELDS]
    values = dict(zip(header, row, strict=True))
    assert (values["title"], values["days"], values["is_shared"]) == ("Papers", "0", "yes")
    assert (values["is_important"], values["check_list"]) == ("no", "Contract; Act")
    assert (values["tags"], values["observers"], values["remind_minutes"]) == ("papers", "", "")
    assert crm("template", "delete", "papers").code == 0
    (header,) = csv.reader(io.StringIO(crm("template", "list", "--format", "csv").out))
    assert header == ["id", *FIELDS]
    assert crm("template", "list", "--format", "json").json == []
    crm("undo")
    assert len(crm("template", "list", "--format", "json").json) == 1


@pytest.mark.row("TASK-13", "TASK-01", "A4.2")
def test_a_task_is_made_from_a_template_for_several_records(crm: Crm, papers: str) -> None:
    contact = add(crm, "contact", last_name="Орлов")
    add(crm, "company", title="Vega Ltd")
    task = crm("task", "check", "--for", contact, "--for", "vega").word
    found = shown(crm, task)
    assert found["responsible"] == "boris"
    assert found["tags"] == ["papers"]
    assert [one["title"] for one in found["contacts"] + found["companies"]] == ["Орлов", "Vega Ltd"]


@pytest.mark.row("TASK-13")
def test_values_of_the_template_may_be_replaced(crm: Crm, papers: str) -> None:
    key = crm("task", "check", "--json", '{"responsible": "anna", "subject": "Papers"}').word
    assert shown(crm, key)["responsible"] == "anna"
    assert shown(crm, key)["subject"] == "Papers"


@pytest.mark.row("TASK-13")
def test_each_record_may_get_a_task_of_its_own(crm: Crm, papers: str) -> None:
    for name in ("Орлов", "Лем"):
        add(crm, "contact", last_name=name)
    keys = crm("task", "check", "--each", "--for", "орлов", "--for", "лем").out.split()
    assert [shown(crm, key)["contacts"][0]["title"] for key in keys] == ["Орлов", "Лем"]


@pytest.mark.row("TASK-13")
def test_a_task_becomes_a_template(crm: Crm) -> None:
    task = add(crm, "activity", subject="Ring back", responsible="boris")
    crm("template", "add", "--from", task, "--json", '{"days": 1}')
    kept = crm("template", "show", "ring").json
    assert (kept["subject"], kept["responsible"], kept["days"]) == ("Ring back", "boris", 1)


@pytest.mark.row("TASK-13")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("task", "nothing"), "There are no templates yet"),
        (("template", "add", "--json", '{"days": 1}'), "needs a title"),
        (("template", "add", "--json", '{"title": "T", "days": "x"}'), "from 0 to"),
        (("template", "add", "--json", '{"colour": "red"}'), "check_list"),
    ],
)
def test_what_cannot_be_done_is_said(crm: Crm, arguments: tuple[str, ...], said: str) -> None:
    outcome = crm(*arguments)
    assert outcome.code != 0
    assert said in outcome.err


@pytest.mark.row("TASK-13")
def test_a_record_is_named_so_that_one_is_meant(crm: Crm, papers: str) -> None:
    keys = [add(crm, "contact", last_name="Орлов", first_name=name) for name in ("Иван", "Пётр")]
    several = crm("task", "check", "--for", "орлов")
    assert several.code != 0
    assert all(key in several.err for key in keys)
    assert "Nothing is known" in crm("task", "check", "--for", "лем").err
    unknown = crm("task", "check", "--for", "01890000-0000-7000-8000-000000000000")
    assert "no client and no deal" in unknown.err
