"""`crm dictionary`: values are listed, added, renamed, moved, coloured, and deleted."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

Crm = Callable[..., Any]


def values(crm: Crm, *arguments: str) -> list[dict[str, Any]]:
    outcome = crm("dictionary", "list", *arguments, "--format", "json")
    assert outcome.code == 0, outcome.err
    return list(outcome.json)


def done(crm: Crm, *arguments: object) -> str:
    outcome = crm("dictionary", *arguments)
    assert outcome.code == 0, outcome.err
    return str(outcome.out.strip())


@pytest.mark.row("DICT-01")
def test_all_dictionaries_are_listed(crm: Crm) -> None:
    out = done(crm)
    assert "lead_status" in out
    assert "Deal stages" in out
    assert {value["dictionary"] for value in values(crm)} >= {"outcome", "source", "stage"}


@pytest.mark.row("DICT-01", "DICT-03")
def test_values_are_kept_from_the_command_line(crm: Crm) -> None:
    code = done(crm, "add", "source", "Ярмарка", "--color", "green")
    assert values(crm, "source")[-1] | {"id": ""} == {
        "id": "",
        "dictionary": "source",
        "code": code,
        "label": "Ярмарка",
        "meaning": "",
        "color": "green",
        "probability": None,
        "is_system": False,
        "is_active": True,
    }
    done(crm, "rename", "source", code, "Выставка")
    done(crm, "move", "source", "выставка", 1)
    done(crm, "change", "source", code, "--color", "")
    first = values(crm, "source")[0]
    assert (first["label"], first["color"]) == ("Выставка", "")
    done(crm, "deactivate", "source", code)
    assert code not in [value["code"] for value in values(crm, "source")]
    assert values(crm, "source", "--all")[-1]["is_active"] is False
    done(crm, "activate", "source", code)
    done(crm, "rename", "source", "call", "Phone")
    done(crm, "rename", "source", "call")
    assert "Call" in [value["label"] for value in values(crm, "source")]
    done(crm, "delete", "source", code)
    assert code not in [value["code"] for value in values(crm, "source", "--all")]


@pytest.mark.row("DICT-01")
def test_stages_have_a_probability(crm: Crm) -> None:
    done(crm, "add", "stage", "Contract", "--probability", "60", "--meaning", "in_progress")
    done(crm, "change", "stage", "contract", "--probability", "65")
    rows = list(csv.DictReader(io.StringIO(done(crm, "list", "stage", "--format", "csv"))))
    assert rows[-1]["probability"] == "65"
    assert "65 %" in done(crm, "list", "stage")


@pytest.mark.row("DICT-02")
def test_a_used_value_is_deleted_once_it_is_said_where_its_records_go(crm: Crm) -> None:
    for name in ("Ким", "Цой"):
        crm("add", "contact", "--json", json.dumps({"last_name": name, "source": "fair"}))
    refused = crm("dictionary", "delete", "source", "fair")
    assert refused.code == 2
    assert "2 records have “Fair”" in refused.err
    assert "Records" in done(crm, "list", "source", "--counts")
    counts = {value["code"]: value["records"] for value in values(crm, "source", "--counts")}
    assert counts["fair"] == 2
    assert crm("dictionary", "delete", "source", "fair", "--to", "site", "--to-none").code == 2
    assert "2 records changed" in done(crm, "delete", "source", "fair", "--to", "site")
    sources = [contact["source"] for contact in crm("list", "contact", "--format", "json").json]
    assert sources == ["site", "site"]
    crm("undo")
    assert "2 records changed" in done(crm, "delete", "source", "fair", "--to-none")


@pytest.mark.row("DICT-02", "A2")
def test_a_system_value_stays(crm: Crm) -> None:
    refused = crm("dictionary", "delete", "outcome", "reached")
    assert refused.code == 4
    assert "nobody can delete it" in refused.err
    assert "reached" in [value["code"] for value in values(crm, "outcome")]


@pytest.mark.row("DICT-05")
def test_only_an_administrator_changes_dictionaries(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "boris")
    assert crm("dictionary", "add", "source", "Expo").code == 4
    assert "fair" in [value["code"] for value in values(crm, "source")]
