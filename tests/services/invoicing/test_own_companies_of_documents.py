"""Invoices are issued in the name of an own company, never in nobody's (FEATURES INV-03)."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.errors import BadInput
from services.context import Context
from services.invoicing.contents.terms import parties_of
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document
from services.invoicing.revising import revise_document
from services.records.use_cases import add_record, edit_record, list_records, show_record

CHAIR = {"name": "Chair", "quantity": 2, "price": 100, "tax": 20}


def draft(context: Context, kind: str = "invoice") -> UUID:
    add_record(context, "company", {"title": "Ромашка"})
    data = {"company": "Ромашка", "currency": "RUB", "products": [CHAIR]}
    return make_document(context, kind, None, data)


@pytest.mark.row("INV-03")
def test_a_draft_from_before_the_own_company_says_who_is_paid(context: Context) -> None:
    key = draft(context)
    add_record(context, "own_company", {"title": "Вега"})
    issue_document(context, "invoice", key)
    assert parties_of(context, "invoice", key).payee.title == "Вега"


@pytest.mark.row("INV-03")
def test_no_invoice_is_issued_in_nobodys_name(context: Context) -> None:
    key = draft(context)
    with pytest.raises(
        BadInput, match="Settings › Own companies or with “crm add own_company”"
    ) as no:
        issue_document(context, "invoice", key)
    assert no.value.field == "own_company"
    with pytest.raises(BadInput, match="who is paid"):
        edit_record(context, "invoice", key, {"status": "paid"})
    assert show_record(context, "invoice", key).values["number"] == ""
    assert issue_document(context, "quote", draft(context, "quote"))


def test_one_that_failed_to_be_issued_at_once_is_not_made(context: Context) -> None:
    add_record(context, "company", {"title": "Ромашка"})
    data = {"company": "Ромашка", "products": [CHAIR]}
    with pytest.raises(BadInput, match="who is paid"):
        make_document(context, "invoice", None, data, issue=True)
    assert not list(list_records(context, "invoice", []))


def test_an_issued_invoice_keeps_an_own_company(context: Context) -> None:
    add_record(context, "own_company", {"title": "Вега"})
    key = draft(context)
    issue_document(context, "invoice", key)
    with pytest.raises(BadInput, match="who is paid"):
        revise_document(context, "invoice", key, {"own_company": None})
