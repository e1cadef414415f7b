"""Leads from the shell: judged, passed on, taken, converted."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from tests.conftest import Outcome

Crm = Callable[..., Outcome]

LINE = "Ivan Petrov, Romashka LLC, 8 916 123-45-67, src:fair wants:40 chairs"


@pytest.fixture
def lead(crm: Crm) -> str:
    """The key of a lead."""
    return crm("add", "lead", "--line", LINE).word


def shown(crm: Crm, kind: str, key: str) -> dict[str, object]:
    """Return the fields of a record."""
    found: dict[str, object] = crm("show", kind, key, "--format", "json").json
    return found


@pytest.mark.row("LEAD-03", "LEAD-12")
def test_a_lead_gets_a_status_and_is_called_junk(crm: Crm, lead: str) -> None:
    assert crm("lead", "status", lead, "in_processing").out == "1 lead changed.\n"
    assert shown(crm, "lead", lead)["status"] == "in_processing"
    assert crm("lead", "status", lead, "converted").code == 2
    assert crm("lead", "junk", lead).code == 2
    for command in (
        ("edit", "lead", lead, "--json", '{"status": "junk"}'),
        ("change", "lead", "--set", "status=junk"),
        ("lead", "status", lead, "junk"),
    ):
        refused = crm(*command)
        assert refused.code == 2
        assert "for a reason (junk_reason)" in refused.err
    assert crm("lead", "junk", lead, "--reason", "spam").code == 0
    found = shown(crm, "lead", lead)
    assert (found["status"], found["junk_reason"]) == ("junk", "spam")
    assert crm("edit", "lead", lead, "--json", '{"junk_reason": null}').code == 2
    assert crm("change", "lead", "--clear", "junk_reason").code == 2
    assert crm("change", "lead", "--set", "status=new").code == 0
    assert shown(crm, "lead", lead)["junk_reason"] is None


@pytest.mark.row("LEAD-09")
def test_a_script_is_told_that_converted_leads_were_left_out(crm: Crm, lead: str) -> None:
    crm("convert", lead)
    crm("add", "lead", "--json", '{"title": "lamps"}')
    changed = crm("change", "lead", "--set", "status=in_processing")
    assert (changed.code, changed.out) == (7, "1 record changed.\n")
    assert "1 was left as it is" in changed.err


@pytest.mark.row("LEAD-04", "LEAD-05")
def test_leads_are_taken_and_passed_on(crm: Crm, lead: str) -> None:
    nobodys = crm("add", "lead", "--json", '{"title": "lamps", "responsible": null}').word
    taken = crm("lead", "take", lead, nobodys)
    assert taken.out == "1 lead changed.\n"
    assert taken.code == 7
    assert "1 was left as it is: It is yours already." in taken.err
    assert crm("lead", "pass", lead, nobodys, "--to", "boris", "--note", "real").code == 0
    assert [shown(crm, "lead", key)["responsible"] for key in (lead, nobodys)] == ["boris"] * 2
    tasks = crm("list", "activity", "--filter", "kind:task", "--format", "json").json
    assert [task["subject"] for task in tasks] == ["real", "real"]
    assert crm("lead", "pass", lead, "--to", "nobody").code == 3


@pytest.mark.row("LEAD-07", "LEAD-08", "A12", "IMPL-03")
def test_a_lead_is_converted_as_it_suggests_itself(crm: Crm, lead: str) -> None:
    done = crm("convert", lead, "--format", "json").json
    assert list(done) == ["lead", "contact", "company", "deal"]
    contact = shown(crm, "contact", done["contact"])
    assert (contact["last_name"], contact["companies"][0]["id"]) == ("Petrov", done["company"])  # type: ignore[index]
    assert shown(crm, "deal", done["deal"])["title"] == "40 chairs"


@pytest.mark.row("LEAD-07")
def test_each_kind_is_new_or_known_or_none(crm: Crm, lead: str) -> None:
    company = crm("add", "company", "--json", '{"title": "Vega"}').word
    data = json.dumps({"deal": {"amount": 1000, "currency": "EUR"}})
    printed = crm(
        *("convert", lead, "--contact", "none", "--company", company, "--deal", "new"),
        *("--json", data, "--format", "csv"),
    ).out
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert [row["kind"] for row in rows] == ["company", "deal"]
    assert rows[0]["id"] == company
    deal = shown(crm, "deal", rows[1]["id"])
    assert (deal["amount"], deal["currency"]) == ("1000", "EUR")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--contact", "maybe"), 2),
        (("--contact", "none", "--company", "none", "--deal", "none"), 2),
        (("--contact", "019391aa-0000-7000-8000-000000000000"), 3),
        (("--json", '{"deal": 1000}'), 2),
        (("--company", "none", "--json", '{"company": {"title": "Vega"}}'), 2),
        (("--deal", "019391aa-0000-7000-8000-000000000000", "--json", '{"deal": {}}'), 2),
        (("--json", '{"invoice": {}}'), 2),
        (("--json", '{"deal": {"amount": "much"}}'), 2),
    ],
)
def test_what_does_not_fit_is_refused_and_converts_nothing(
    crm: Crm, lead: str, arguments: tuple[str, ...], code: int
) -> None:
    outcome = crm("convert", lead, *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.err.count("\n") == 1
    assert shown(crm, "lead", lead)["status"] == "new"


@pytest.mark.row("LEAD-07")
def test_similar_ones_are_listed_with_the_reason(crm: Crm, lead: str) -> None:
    data = {"last_name": "Petrov", "first_name": "Ivan", "phones": ["+7 916 123 45 67"]}
    key = crm("add", "contact", "--json", json.dumps(data)).word
    (found,) = crm("lead", "similar", lead, "--format", "json").json
    assert (found["kind"], found["id"], found["is_sure"]) == ("contact", key, True)
    assert found["why"] == "same phone +7 916 123-45-67, same name"
    assert "same phone" in crm("lead", "similar", lead).out
