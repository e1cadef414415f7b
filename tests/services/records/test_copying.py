"""The form of a new record that is filled with the values of another."""

from __future__ import annotations

import pytest

from domain.errors import NotFound
from domain.ids import new_id
from domain.records.values import Choice
from services.context import Context
from services.records.copying import copy_values
from services.records.use_cases import add_record, delete_record, edit_record


@pytest.mark.row("COMP-03", "A15")
def test_a_copy_of_a_company_has_its_parameters(context: Context) -> None:
    data = {
        "title": "Мак",
        "phones": [{"value": "8 916 123-45-67", "label": "work"}],
        "city": "Псков",
        "industry": "trade",
        "annual_turnover": "1200.50",
        "currency": "PLN",
        "comment": "важный",
        "responsible": "boris",
        "external_id": "17",
    }
    values = copy_values(context, "company", add_record(context, "company", data))
    assert set(values) == (set(data) | {"addresses"}) - {"external_id"}
    assert getattr(values["responsible"], "login", None) == "boris"
    assert values["city"] == "Псков"


@pytest.mark.row("COMP-03")
def test_what_belongs_to_one_record_alone_is_not_copied(context: Context) -> None:
    person = {"last_name": "Ким", "birth_date": "1984-10-03", "emails": ["a@b.ru"]}
    values = copy_values(context, "contact", add_record(context, "contact", person))
    assert {"last_name", "emails"} <= set(values)
    assert "birth_date" not in values
    call = {
        "subject": "x",
        "kind": "call",
        "due": "2037-01-05",
        "done_at": "2024-01-05 10:00",
        "outcome": "reached",
        "result": "договорились",
        "duration_seconds": 60,
        "attempt": 3,
    }
    values = copy_values(context, "activity", add_record(context, "activity", call))
    assert set(values) == {"subject", "kind", "due", "responsible"}


@pytest.mark.row("COMP-03")
@pytest.mark.parametrize(
    ("kind", "name", "copied", "left"),
    [("lead", "status", "in_processing", "junk"), ("deal", "stage", "offer", "won")],
)
def test_a_status_is_copied_while_the_record_is_under_way(
    context: Context, kind: str, name: str, copied: str, left: str
) -> None:
    key = add_record(context, kind, {"title": "x", name: copied})
    value = copy_values(context, kind, key)[name]
    assert isinstance(value, Choice)
    assert value.code == copied
    reason = {"junk_reason": "spam"} if kind == "lead" else {}
    edit_record(context, kind, key, {name: left, **reason})
    assert name not in copy_values(context, kind, key)


def test_links_to_what_is_in_the_bin_stay_behind(context: Context) -> None:
    company = add_record(context, "company", {"title": "Мак"})
    both = [str(company), "Ромашка"]
    contact = add_record(context, "contact", {"last_name": "Ким", "companies": both})
    deal = add_record(context, "deal", {"title": "x", "company": str(company)})
    delete_record(context, "company", company)
    companies = copy_values(context, "contact", contact)["companies"]
    assert [getattr(item, "title", "") for item in companies] == ["Ромашка"]  # type: ignore[union-attr]
    assert "company" not in copy_values(context, "deal", deal)
    with pytest.raises(NotFound):
        copy_values(context, "deal", new_id())
