"""The story of a lead: it comes in by one line, is called, passed on, and converted once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal


@pytest.mark.row("LEAD-01", "LEAD-02", "LEAD-03", "LEAD-05", "LEAD-07", "LEAD-08", "LEAD-09")
@pytest.mark.row("LEAD-10", "LEAD-11", "A12", "B3", "B7", "B17.1", "B17.2")
def test_from_one_line_to_a_contact_a_company_and_a_deal(
    path: Path, crm: Callable[..., Any]
) -> None:
    with Terminal("--db", str(path), "--as", "anna") as anna:
        anna.wait_for("Nothing is planned.")
        anna.press("N")
        anna.wait_for("New lead by one line")
        anna.send("Ivan Petrov, Romashka LLC, 8 916 123-45-67, src:fair wants:40 chairs")
        anna.wait_for("Company: Romashka LLC", "Source: Fair")
        anna.press("enter")
        anna.wait_for("Lead added. u takes it back.")
        anna.press("3", "]", "]")
        anna.wait_for("[Leads]", "40 chairs", "New")
        anna.press("c")
        anna.wait_for("Call ·", "40 chairs")
        anna.send("wants an offer\t1")
        anna.press("ctrl+s")
        anna.wait_for("The call is logged.")
        anna.press("P")
        anna.wait_for("Pass on 1 lead")
        anna.send("boris")
        anna.press("tab", "tab")
        anna.send("a real one")
        anna.press("ctrl+s")
        anna.wait_for("1 passed on. u takes it back.", "In processing")
    (task,) = crm("--as", "boris", "agenda", "--format", "json").json
    assert (task["subject"], task["client"]["title"]) == ("a real one", "40 chairs")
    with Terminal("--db", str(path), "--as", "boris") as boris:
        boris.wait_for("a real one", "40 chairs")
        boris.press("3", "]", "]")
        boris.wait_for("[Leads]", "In processing")
        boris.press("V")
        boris.wait_for("Convert: 40 chairs · Romashka LLC", "Goes along: 2 activities.")
        boris.press("ctrl+s")
        boris.wait_for("Petrov Ivan", "from the lead “40 chairs”", "Deals 1", "Leads 1")
        boris.wait_for("Next 1", "a real one", "Past 1", "Reached: wants")
    (lead,) = crm("list", "lead", "--filter", "status:converted", "--format", "json").json
    again = crm("convert", lead["id"], "--deal", "new")
    assert (again.code, again.out) == (4, "")
    assert "This lead was converted" in again.err
    edited = crm("edit", "lead", lead["id"], "--json", '{"status": "new"}')
    assert edited.code == 4
    (deal,) = crm("list", "deal", "--format", "json").json
    assert (deal["title"], deal["origin"]["id"]) == ("40 chairs", lead["id"])
    (company,) = crm("list", "company", "--format", "json").json
    assert company["title"] == "Romashka LLC"
    assert crm("--as", "boris", "undo").out == "Undone: lead converted.\n"
    assert crm("list", "company", "--format", "json").json == []
