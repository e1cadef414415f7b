"""Deals from the shell: pipelines with their sums, stages, and deals that are moved."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

Crm = Callable[..., Any]


def done(crm: Crm, *arguments: object, code: int = 0) -> Any:
    outcome = crm(*arguments)
    assert outcome.code == code, outcome.err
    return outcome


def refused(crm: Crm, *arguments: object, code: int = 2) -> str:
    return str(done(crm, *arguments, code=code).err)


NOT_FOUND = 3


def read(crm: Crm, *arguments: object) -> Any:
    return done(crm, *arguments, "--format", "json").json


def rows(crm: Crm, *arguments: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done(crm, *arguments, "--format", "csv").out)))


def add(crm: Crm, **fields: object) -> str:
    return str(done(crm, "add", "deal", "--json", json.dumps({"title": "Chairs"} | fields)).word)


def stage_of(crm: Crm, key: str) -> str:
    return str(read(crm, "show", "deal", key)["stage"])


@pytest.mark.row("REP-04", "DEAL-02")
def test_a_pipeline_is_a_board_of_counts_and_sums(crm: Crm) -> None:
    add(crm, amount="1000", currency="EUR")
    add(crm, amount="500", currency="EUR", stage="offer")
    add(crm, amount="7", currency="KZT", stage="offer")
    shown = done(crm, "pipeline")
    lines = shown.out.replace("\u00a0", " ").splitlines()
    assert lines[0].split() == ["Stage", "Deals", "Sums", "EUR", "%", "Weighted"]
    offer = next(line for line in lines if line.startswith("Offer"))
    assert "500 €" in offer
    assert "7 KZT" in offer
    assert "General sale: 3 deals" in shown.out
    assert "No rate tells what KZT was in EUR" in shown.err
    assert "crm rates add KZT" in shown.err
    board = read(crm, "pipeline", "general")
    assert (board["count"], board["base"], board["weighted"]) == (3, "1500.00", "350.00")
    assert board["left_out"] == {"KZT": "7"}
    first = rows(crm, "pipeline")[0]
    assert (first["stage"], first["count"], first["sums"]) == ("new", "1", "1000 EUR")


def test_an_unknown_pipeline_is_a_sentence(crm: Crm) -> None:
    assert "general, goods, services, shop" in refused(crm, "pipeline", "bicycles", code=NOT_FOUND)


@pytest.mark.row("A22.3", "IMPL-02")
def test_a_deal_is_moved_with_what_its_stage_needs(crm: Crm) -> None:
    key = add(crm, amount="100", currency="EUR", stage="service_offer")
    assert "Expected close" in refused(crm, "move", key, "service_agreeing")
    moved = done(crm, "move", key, "Agreeing the offer", "--set", "close_date=2027-01-31")
    assert "1 deal moved to “Agreeing the offer”." in moved.out
    assert stage_of(crm, key) == "service_agreeing"
    again = done(crm, "move", key, "service_agreeing")
    assert "Nothing was moved: all are at “Agreeing the offer” already." in again.out
    assert "Say why" in refused(crm, "move", key, "Lost")
    done(crm, "move", key, "Lost", "--reason", "price")
    assert stage_of(crm, key) == "service_lost"
    assert "names no value" in refused(crm, "move", key, "new", "--set", "amount")
    assert "Name a deal" in refused(crm, "move", "new")
    assert "There is no one stage" in refused(crm, "move", key, "nowhere", code=NOT_FOUND)


def test_of_several_deals_those_left_are_told(crm: Crm) -> None:
    ready, bare = add(crm, amount="5", currency="EUR", stage="shop_order"), add(crm)
    moved = done(crm, "move", ready, bare, "shop_confirmed", code=7)
    assert "1 deal moved" in moved.out
    assert "Amount" in moved.err
    assert stage_of(crm, bare) == "new"


@pytest.mark.row("DEAL-02")
def test_pipelines_are_shaped_from_the_shell(crm: Crm) -> None:
    assert done(crm, "pipeline", "add", "Lease", "--like", "services").word == "lease"
    done(crm, "pipeline", "rename", "lease", "Long lease")
    done(crm, "pipeline", "move", "lease", "1")
    done(crm, "pipeline", "deactivate", "shop")
    known = read(crm, "pipeline", "list")
    assert [(one["code"], one["is_active"]) for one in known] == [
        ("lease", True),
        ("general", True),
        ("goods", True),
        ("services", True),
        ("shop", False),
    ]
    assert known[0]["label"] == "Long lease"
    done(crm, "pipeline", "activate", "shop")
    assert "Online shop" in done(crm, "pipeline", "list").out
    assert rows(crm, "pipeline", "list")[-1] == {
        "code": "shop",
        "label": "Online shop",
        "is_active": "true",
    }
    assert "There is a pipeline" in refused(crm, "pipeline", "add", "services")


@pytest.mark.row("IMPL-06", "IMPL-07", "IMPL-02")
def test_stages_are_shaped_from_the_shell(crm: Crm) -> None:
    done(crm, "template", "add", "--json", '{"title": "Send papers", "is_shared": true}')
    change = ("stage", "change", "offer", "--hint", "Call tomorrow.", "--needs", "amount, company")
    done(crm, *change, "--check", "Sent", "--check", "Read", "--task", "Send papers")
    stages = read(crm, "stage", "list", "general")
    (offer,) = [one for one in stages if one["code"] == "offer"]
    assert offer["hint"] == "Call tomorrow."
    assert offer["needs"] == ["amount", "company"]
    assert offer["check_list"] == ["Sent", "Read"]
    assert offer["tasks"] == ["Send papers"]
    assert "Send papers" in done(crm, "stage", "general").out
    done(crm, "stage", "change", "offer", "--task", "", "--check", "", "--needs", "")
    (bare,) = [one for one in rows(crm, "stage", "general") if one["code"] == "offer"]
    assert (bare["needs"], bare["check_list"], bare["tasks"]) == ("", "", "")
    assert "No stage can require “colour”" in refused(
        crm, "stage", "change", "offer", "--needs", "colour"
    )


@pytest.mark.row("IMPL-03", "B17.1")
def test_a_lead_becomes_a_contact_and_a_deal_of_the_pipeline_that_is_named(crm: Crm) -> None:
    lead = done(crm, "add", "lead", "--json", '{"title": "Repair", "last_name": "Lem"}').word
    results = read(crm, "convert", lead, "--pipeline", "services")
    assert set(results) == {"lead", "contact", "deal"}
    assert stage_of(crm, results["deal"]) == "service_request"


@pytest.mark.row("CUR-04")
def test_what_an_amount_leaves_out_is_said(crm: Crm) -> None:
    line = {"name": "Lamp", "price": 30, "currency": "USD"}
    fields = {"title": "Lamps", "amount": 500, "currency": "PLN", "products": [line]}
    added = done(crm, "add", "deal", "--json", json.dumps(fields))
    assert "No rate tells what USD was in PLN" in added.err
    edited = done(crm, "edit", "deal", added.word, "--json", json.dumps({"products": [line]}))
    assert "No rate tells what USD was in PLN" in edited.err
    shown = read(crm, "show", "deal", added.word)
    assert (float(shown["amount"]), shown["currency"]) == (500.0, "PLN")
