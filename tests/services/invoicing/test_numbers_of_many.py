"""Numbers are unique and gapless, whoever issues (FEATURES INV-01)."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from domain.errors import BadInput, Conflict, NotAllowed
from services.context import Context
from services.invoicing.issuing import issue_document, issue_documents
from services.invoicing.making import make_document
from services.invoicing.settings.series import (
    continue_from,
    list_series,
    preview_number,
    set_pattern,
)
from services.records.use_cases import add_record, delete_record, show_record
from services.undo import redo, undo
from tests.conftest import ROOT, process_environment

pytestmark = pytest.mark.usefixtures("seller")

CHAIR = {"name": "Chair", "quantity": 2, "price": 100, "tax": 20}

ISSUE = """
import sys
from pathlib import Path
from zoneinfo import ZoneInfo
from services.context import Context
from services.identity import sign_in
from services.invoicing.issuing import issue_document
from storage.database import Database
from uuid import UUID
database = Database.open(Path(sys.argv[1]))
context = Context(database, sign_in(database), ZoneInfo("Europe/Warsaw"))
for key in sys.argv[2:]:
    print(issue_document(context, "invoice", UUID(key)))
"""


def drafts(context: Context, count: int, **fields: object) -> list[str]:
    data = {"company": "Ромашка", "products": [CHAIR]} | fields
    return [str(make_document(context, "invoice", None, data)) for _number in range(count)]


def key_of(text: str) -> UUID:
    return UUID(text)


@pytest.mark.row("INV-01")
def test_two_processes_that_issue_at_once_leave_no_gap(context: Context, path: Path) -> None:
    keys = drafts(context, 40)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", ISSUE, str(path), *keys[half::2]],
            env=process_environment(),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for half in (0, 1)
    ]
    printed = [process.communicate(timeout=120)[0].split() for process in running]
    numbers = sorted(number for found in printed for number in found)
    year = context.now().year
    assert numbers == [f"{year}-{count:04}" for count in range(1, 41)]
    kept = [show_record(context, "invoice", key_of(key)).values["number"] for key in keys]
    assert sorted(map(str, kept)) == numbers


def test_what_fails_draws_no_number(context: Context) -> None:
    good, other = drafts(context, 2)
    bad = make_document(context, "invoice", None, {"products": [CHAIR]})
    with pytest.raises(BadInput, match="who pays"):
        issue_documents(context, "invoice", [key_of(good), bad])
    assert show_record(context, "invoice", key_of(good)).values["number"] == ""
    delete_record(context, "invoice", bad)
    assert issue_document(context, "invoice", key_of(other)).endswith("-0001")


def test_each_year_counts_by_itself(context: Context) -> None:
    for day, number in (("2025-12-30", "2025-0001"), ("2026-01-02", "2026-0001")):
        (key,) = drafts(context, 1, date=day)
        assert issue_document(context, "invoice", key_of(key)) == number
    (late,) = drafts(context, 1, date="2025-12-31")
    assert issue_document(context, "invoice", key_of(late)) == "2025-0002"


def test_another_pattern_goes_on_and_meets_no_number_twice(context: Context) -> None:
    day = date(context.now().year, 1, 1)
    (first,) = drafts(context, 1)
    issue_document(context, "invoice", key_of(first))
    assert preview_number(context, "invoice", "INV/{number:03}") == "INV/001"
    set_pattern(context, "invoice", "INV/{number:03}")
    assert continue_from(context, "invoice", 50) == "INV/050"
    with pytest.raises(BadInput, match="drawn already"):
        continue_from(context, "invoice", 49)
    (second,) = drafts(context, 1)
    assert issue_document(context, "invoice", key_of(second)) == "INV/050"
    set_pattern(context, "invoice", f"{day.year}-{{number:04}}")
    assert {one.kind: one.following for one in list_series(context)}["invoice"].endswith("0051")


@pytest.mark.row("HIST-06", "INV-01")
def test_going_on_from_another_number_is_taken_back_until_one_is_drawn(
    context: Context, other: Context
) -> None:
    def following() -> str:
        return {one.kind: one.following for one in list_series(context)}["invoice"][-4:]

    company = add_record(context, "company", {"title": "Vega"})
    for number in (50, 60):
        continue_from(context, "invoice", number)
    seen = [following()]
    for step in (undo, undo, redo, redo, undo):
        assert step(context) == "numbering changed"
        seen.append(following())
    assert seen == ["0060", "0050", "0001", "0050", "0060", "0050"]
    (draft,) = drafts(other, 1)
    assert issue_document(other, "invoice", key_of(draft)).endswith("0050")
    with pytest.raises(Conflict, match="Numbers have been drawn since"):
        undo(context)
    assert following() == "0051"
    assert show_record(context, "company", company).title == "Vega"
    assert undo(context, pass_over=True).startswith("company added")


def test_an_own_company_may_have_a_series_of_its_own(context: Context, other: Context) -> None:
    vega = add_record(context, "own_company", {"title": "Вега"})
    nord = add_record(context, "own_company", {"title": "Норд"})
    set_pattern(context, "invoice", "V{number}", vega)
    with pytest.raises(NotAllowed, match="administrator"):
        set_pattern(other, "invoice", "W{number}")
    keys = [drafts(context, 1, own_company=str(own))[0] for own in (vega, nord, vega)]
    numbers = [issue_document(context, "invoice", key_of(key)) for key in keys]
    assert numbers == ["V1", f"{context.now().year}-0001", "V2"]
