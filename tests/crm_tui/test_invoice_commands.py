"""`crm invoice` and `crm quote` on the shared database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import Outcome

Crm = Callable[..., Outcome]

CHAIR = {"name": "Стул", "quantity": 3, "price": 100, "tax": 20, "unit": "шт"}
FOR_ROMASHKA = ("--company", "Ромашка", "--add-company")


@pytest.fixture
def issued(crm: Crm) -> str:
    """The number of an issued invoice of 360 roubles."""
    own = {"title": "Вега", "currency": "RUB", "language": "ru"}
    assert crm("add", "own_company", "--json", json.dumps(own)).code == 0
    data = json.dumps({"subject": "Стулья", "products": [CHAIR]})
    made = crm("invoice", "new", *FOR_ROMASHKA, "--json", data, "--issue")
    assert made.code == 0, made.err
    return made.word


@pytest.mark.row("INV-11", "INV-10", "INV-15")
def test_an_invoice_is_made_paid_printed_and_taken_back(
    crm: Crm, issued: str, tmp_path: Path
) -> None:
    assert "240" in crm("invoice", "pay", "1", "120").out
    shown = crm("invoice", "show", issued, "--format", "json").json
    assert (shown["paid"], shown["outstanding"], len(shown["payments"])) == ("120", "240", 1)
    target = tmp_path / "invoice.pdf"
    assert crm("invoice", "pdf", "1", "--out", target).out.strip() == str(target)
    text = PdfReader(target).pages[0].extract_text()
    assert issued in text
    assert "Issued" not in text
    assert "Стул" in crm("invoice", "pdf", "1", "--text").out
    assert "Акт" in crm("invoice", "pdf", "1", "--act", "--text").out
    assert crm("invoice", "pay", "1", "-20").out.startswith("100")
    assert crm("invoice", "pay", "1", "20").code == 0
    assert crm("invoice", "credit", "1", "--line", "1=1", "--reason", "брак").word.startswith("C")
    assert crm("invoice", "show", "1", "--format", "json").json["outstanding"] == "120"
    assert crm("invoice", "revise", "1", "--json", '{"due": "2037-01-01"}').word == "2"
    assert "Former revision" in crm("invoice", "show", "1").out


@pytest.mark.row("INV-11")
def test_invoices_that_a_query_finds_are_printed_once(
    crm: Crm, issued: str, tmp_path: Path
) -> None:
    printed = crm("invoice", "pdf", "--filter", "total:1..", "--out", tmp_path)
    file = Path(printed.out.strip())
    assert (file.parent, issued in file.name) == (tmp_path, True)
    before = file.stat().st_mtime_ns
    assert crm("invoice", "pdf", issued, "--out", tmp_path).out == printed.out
    assert file.stat().st_mtime_ns == before
    refused = crm("invoice", "pdf", issued, "--out", tmp_path, "--e-invoice")
    assert refused.code == 2
    assert issued in refused.err
    assert "countries" in refused.err
    nothing = crm("invoice", "pdf")
    assert (nothing.code, "--filter" in nothing.err) == (2, True)


@pytest.mark.row("INV-08")
def test_what_was_paid_in_a_period_is_told(crm: Crm, issued: str) -> None:
    crm("invoice", "pay", issued, "100", "--day", "2026-03-01")
    crm("invoice", "pay", issued, "60.50", "--day", "2026-03-31")
    crm("invoice", "pay", issued, "10", "--day", "2026-04-01")
    march = ("invoice", "paid", "--from", "2026-03-01", "--to", "2026-03-31")
    assert crm(*march, "--format", "json").json == [{"currency": "RUB", "paid": "160.5"}]
    assert "160,5" in crm(*march).out.replace(".", ",")
    assert crm("invoice", "paid", "--from", "2026-05-01", "--to", "2026-05-02").code == 0
    wrong = crm("invoice", "paid", "--from", "2026-05-02", "--to", "2026-05-01")
    assert (wrong.code, "last day" in wrong.err) == (2, True)


def test_whoever_issues_in_nobodys_name_is_told_so(crm: Crm) -> None:
    data = json.dumps({"products": [CHAIR]})
    new = ("new", *FOR_ROMASHKA, "--json", data, "--issue")
    refused = crm("invoice", *new)
    assert (refused.code, "crm add own_company" in refused.err) == (2, True)
    offered = crm("quote", *new)
    assert "own_company" in offered.err
    crm("add", "own_company", "--json", '{"title": "Вега"}')
    crm("quote", "revise", offered.word, "--json", '{"own_company": "Вега"}')
    assert "Вега" in crm("quote", "pdf", offered.word, "--text").out


@pytest.mark.row("INV-20")
def test_a_company_with_a_slip_in_its_name_is_not_made(crm: Crm) -> None:
    crm("add", "company", "--json", '{"title": "Romashka"}')
    slip = ("invoice", "new", "--company", "Romashkka")
    refused = crm(*slip)
    assert (refused.code, "“Romashka”" in refused.err) == (2, True)
    assert "--add-company" in refused.err
    unknown = crm("quote", "new", "--json", '{"company": "Vega"}')
    assert (unknown.code, "--add-company" in unknown.err) == (2, True)
    assert crm("invoice", "new", "--company", "romashka").code == 0
    assert len(crm("list", "companies", "--format", "json").json) == 1
    assert crm(*slip, "--add-company").code == 0
    assert len(crm("list", "companies", "--format", "json").json) == 2
    assert crm("add", "company", "--json", '{"title": "Romashka"}').code == 0
    several = crm("invoice", "new", "--company", "Romashka")
    assert (several.code, "--add-company" in several.err) == (2, False)
    assert "several records" in several.err


@pytest.mark.row("INV-05")
def test_a_deal_without_products_is_asked_for_by_its_amount(crm: Crm) -> None:
    data = {"title": "Chairs", "amount": 500, "currency": "EUR"}
    deal = crm("add", "deal", "--json", json.dumps(data)).word
    empty = crm("invoice", "new", "--deal", deal)
    assert "--whole makes a line of its amount" in empty.err
    made = crm("invoice", "new", "--deal", deal, "--whole")
    assert f"There was a draft of it already: {empty.word}" in made.err
    assert crm("invoice", "show", made.word, "--format", "json").json["total"] == "500"


def test_what_cannot_be_is_said_in_a_sentence(crm: Crm, issued: str) -> None:
    for code, arguments, said in (
        (3, ("show", "9"), "no document with the number"),
        (2, ("pay", "1", "many"), "not understood as a number"),
        (2, ("pay", "1", "5 EUR"), "The invoice is in RUB"),
        (2, ("credit", "1", "--line", "2=1"), "no such line"),
        (2, ("series", "set", "invoice", "{year}"), "names the number once"),
        (3, ("new", "--location", "Nowhere"), "no places of payers yet"),
        (2, ("new", "--deal", "Chairs"), "by its key"),
    ):
        outcome = crm("invoice", *arguments)
        assert (outcome.code, said in outcome.err) == (code, True), outcome.err


def test_series_and_places_are_set(crm: Crm) -> None:
    assert crm("invoice", "series", "set", "invoice", "V{number:03}").word == "V001"
    assert crm("invoice", "series", "continue", "invoice", "17").word == "V017"
    rows = crm("invoice", "series", "--format", "json").json
    assert rows[0] == {
        "kind": "invoice",
        "own_company": "",
        "pattern": "V{number:03}",
        "next": "V017",
    }
    crm("invoice", "location", "add", "Canada")
    crm("invoice", "location", "add", "Quebec", "--within", "Canada")
    assert crm("invoice", "location", "tax", "Quebec", "GST=5", "+QST=9.975").code == 0
    listed = crm("invoice", "location", "--format", "json").json
    assert listed[1] == {"place": "Canada/Quebec", "taxes": "GST 5 %; QST 9.975 % compound"}
    data = json.dumps({"products": [CHAIR | {"tax": None}]})
    at_place = ("invoice", "new", *FOR_ROMASHKA, "--location", "Quebec", "--json", data)
    assert "tax_type" in crm(*at_place).err
    crm("setting", "tax_type", "location")
    made = crm(*at_place)
    assert made.err == ""
    assert crm("show", "invoice", made.word, "--format", "json").json["tax"] == "46.42"


@pytest.mark.row("QUOTE-01", "QUOTE-03", "INV-18")
def test_a_quote_goes_on_to_an_invoice_and_a_deal(crm: Crm) -> None:
    data = json.dumps({"subject": "Стулья", "products": [CHAIR]})
    quote = crm("quote", "new", *FOR_ROMASHKA, "--json", data, "--issue").word
    deal = crm("quote", "deal", quote).word
    invoice = crm("invoice", "new", "--quote", quote).word
    shown = crm("invoice", "show", invoice, "--format", "json").json
    assert (shown["deal"]["id"], shown["total"]) == (deal, "360")
    (found,) = crm("list", "invoices", "--filter", "ромашка total:300..", "--format", "json").json
    assert found["id"] == invoice
    assert crm("quote", "list", "--filter", "status:issued", "--format", "csv").out.count("\n") == 2
    assert crm("find", "стулья", "--kind", "quote", "--format", "json").json[0]["title"] == (
        f"{quote} · Стулья"
    )
