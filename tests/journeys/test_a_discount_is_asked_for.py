"""The story of a client who asks for less: “Can you take 500 off, and make it 250 000 in all?”"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from terminal import PATIENCE_SECONDS, Terminal

from services.context import Context
from services.drafts import load_draft
from services.records.use_cases import add_record

DEAL = {
    "title": "Forty chairs",
    "currency": "RUB",
    "products": [{"name": "Chair", "quantity": 20, "unit": "pc", "price": "12400", "tax": 20}],
}


@pytest.mark.row("DOC-11", "DOC-12", "DOC-13", "DOC-14", "DEAL-05")
def test_the_totals_follow_every_key_and_the_deal_has_them(
    path: Path, crm: Callable[..., Any]
) -> None:
    crm("add", "deal", "--json", json.dumps(DEAL))
    with Terminal("--db", str(path), "--as", "anna", size=(120, 30)) as anna:
        anna.wait_for("Nothing is planned.")
        anna.press("2")
        anna.wait_for("Forty chairs")
        anna.press("I")
        anna.wait_for("248\u00a0000.00", "= make it", "297\u00a0600.00")
        anna.send("\x1b[B" + "Delivery\r" + "1\r" + "sv\r" + "=2500*2\r" + "-500")
        anna.wait_for("4\u00a0500.00", "303\u00a0000.00")
        anna.send("\r")
        anna.press("f6")
        anna.send("250 000")
        anna.wait_for("250\u00a0000.00", "208\u00a0333.33")
        anna.send("\r")
        anna.press("ctrl+s")
        anna.wait_for("Saved: 250\u00a0000\u00a0₽ in all.")
        anna.press("escape")
        anna.press("escape")
        anna.wait_for("General sale", "250\u00a0000\u00a0₽")
        anna.press("u")
        anna.wait_for("Undone: products changed.", "297\u00a0600\u00a0₽")
        anna.press("U")
        anna.wait_for("Done again: products changed.")
    (deal,) = crm("list", "deal", "--format", "json").json
    shown = crm("show", "deal", deal["id"], "--format", "json").json
    assert shown["amount"] == "250000"
    chair, delivery = shown["products"]
    assert (delivery["name"], delivery["tax"]) == ("Delivery", "20")
    assert float(chair["discount"]) + float(delivery["discount"]) > 500


def test_the_program_is_killed_while_a_line_is_typed(context: Context) -> None:
    key = add_record(context, "deal", DEAL)
    path = context.database.path
    with Terminal("--db", str(path), "--as", "anna", size=(80, 24)) as anna:
        anna.wait_for("Nothing is planned.")
        anna.press("2")
        anna.wait_for("Forty chairs")
        anna.press("I")
        anna.wait_for("248\u00a0000.00")
        anna.send("\x1b[B" + "Delivery to the 3rd floor")
        anna.wait_for("the 3rd floor")
        end = monotonic() + PATIENCE_SECONDS
        while "3rd floor" not in "".join(load_draft(context, f"lines:deal:{key}").values()):
            assert monotonic() < end
        anna.kill(9)
    with Terminal("--db", str(path), "--as", "anna", size=(80, 24)) as anna:
        anna.wait_for("Nothing is planned.")
        anna.press("2")
        anna.wait_for("Forty chairs")
        anna.press("I")
        anna.wait_for("What you had typed is back.", "the 3rd floor")
