"""`crm layout`: print how cards and forms are laid out, and change it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from services.context import Context
from services.layouts import held_layout, layout_of
from tests.conftest import Outcome

Crm = Callable[..., Outcome]


@pytest.mark.row("DOC-01", "DOC-02", "DOC-06")
def test_a_layout_that_was_printed_is_changed_and_kept(crm: Crm, context: Context) -> None:
    printed = crm("layout", "company", "--format", "json").json
    assert (printed["scope"], printed["locked"]) == ("shipped", False)
    printed["header"] = ["city"]
    printed["hidden"] = ["industry"]
    printed["labels"] = {"city": "Town"}
    printed["printed"] = {"title": True}
    assert crm("layout", "company", "--json", "-", stdin=json.dumps(printed)).code == 0
    layout = layout_of(context, "company")
    assert (layout.header, layout.hidden) == (("city",), {"industry"})
    assert context.fields.get("company", "city").label == "Town"
    table = crm("layout", "companies").out
    assert [line.split()[:4] for line in table.splitlines() if " city " in line] == [
        ["Address", "city", "Town", "1"]
    ]
    assert (
        "Figures,annual_turnover,Annual turnover" in crm("layout", "company", "--format", "csv").out
    )
    assert crm("layout", "company", "--reset", "--format", "json").json["scope"] == "shipped"


@pytest.mark.row("DOC-05", "DOC-09")
def test_an_administrator_gives_it_to_all(crm: Crm, other: Context) -> None:
    assert crm("layout", "lead", "--publish", "--format", "json").json["scope"] == "all"
    assert crm("layout", "lead", "--lock", "--own-header").code == 0
    held = held_layout(other, "lead")
    assert held.is_locked
    assert held.layout.own_header
    refused = crm("--as", "boris", "layout", "lead", "--publish")
    assert refused.code == 4
    assert "anna" in refused.err
    assert crm("layout", "lead", "--withdraw", "--format", "json").json["scope"] == "shipped"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{}", "The JSON is no layout. Print one with"),
        ('{"sections": [{"title": "A", "fields": ["citty"]}]}', "Did you mean “city”?"),
        ('{"sections": [], "labels": {"city": "Region"}}', "has a field “Region” already"),
        ('{"sections": [], "hidden": ["title"]}', "A company needs a title."),
        ("[", "cannot be read"),
    ],
)
def test_what_is_no_layout_is_refused(crm: Crm, context: Context, given: str, said: str) -> None:
    refused = crm("layout", "company", "--json", given)
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err
    assert held_layout(context, "company").scope == "shipped"


def test_one_thing_at_a_time(crm: Crm) -> None:
    assert crm("layout", "company", "--reset", "--lock").code == 2
    assert crm("layout", "company", "--own-header").code == 2
