"""What is offered while a query is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.query.completion import Completion, complete
from domain.records.builtin_fields import BUILTIN_FIELDS
from tests.domain.query.query_texts import CLAUSES, options, queries, read


def at(marked: str, kind: str = "contact") -> Completion:
    """Complete a text at the sign `|` in it."""
    caret = marked.index("|")
    return complete(marked.replace("|", ""), caret, kind, BUILTIN_FIELDS, options)


def offered(marked: str, kind: str = "contact") -> list[str]:
    return [suggestion.text for suggestion in at(marked, kind).suggestions]


def applied(marked: str, kind: str = "contact") -> str:
    """Return the text with the first suggestion put in."""
    found, text = at(marked, kind), marked.replace("|", "")
    return text[: found.start] + found.suggestions[0].text + text[found.end :]


@pytest.mark.parametrize(
    ("marked", "kind", "first"),
    [
        ("ci|", "contact", "city:"),
        ("(-ci|", "contact", "(-city:"),
        ("a OR ci|", "contact", "a OR city:"),
        ("company.ci|", "contact", "company.city:"),
        ("company.ci|ty:x", "contact", "company.city:x"),
        ("ci|:Псков", "contact", "city:Псков"),
        ("surn|", "contact", "surname:"),
        ("unas|", "contact", "unassigned"),
        ("no-n|", "contact", "no-next-step"),
        ("мо|", "contact", "мои"),
        ("a O|", "contact", "a OR"),
        ("type:|", "contact", "type:client"),
        ("type:sup|", "contact", "type:supplier"),
        ("type:client,su|", "contact", "type:client,supplier"),
        ("type:client, |", "contact", "type:client, client"),
        ("source:web|", "contact", "source:site"),
        ("responsible:|", "contact", "responsible:me"),
        ("responsible:волк|", "contact", "responsible:boris"),
        ("stage:w| x", "deal", "stage:won x"),
        ("currency:pl|", "deal", "currency:PLN"),
        ("kind:m|", "activity", "kind:meeting"),
        ("important:|", "activity", "important:yes"),
        ("due:|", "activity", "due:today"),
        ("due:to| call", "activity", "due:today call"),
        ("due:next w|", "activity", "due:next week"),
        ("changed:older|", "contact", "changed:older 30d"),
        ("email:n|", "contact", "email:none"),
        ("city=|", "contact", "city=none"),
        ("type = cl|", "contact", "type = client"),
        ("-type!=cl|", "contact", "-type!=client"),
        ("ci| = x", "contact", "city = x"),
        ("amount:>1000 r|", "deal", "amount:>1000 RUB"),
        ("amount:5..1 000 cz|", "deal", "amount:5..1 000 CZK"),
        ("amount:1000 cl| x", "deal", "amount:1000 close_date: x"),
        ("price:eu|", "product", "price:EUR"),
        ("amount:5, 7 st|:new", "deal", "amount:5, 7 stage:new"),
    ],
)
def test_the_first_suggestion(marked: str, kind: str, first: str) -> None:
    assert applied(marked, kind) == first


@pytest.mark.parametrize(
    "marked", ['"ci|"', '"ci|', "zity:|", "city.x|", 'city:"Пс|', "xyzzy|", "zity.c|"]
)
def test_nothing_fits(marked: str) -> None:
    assert offered(marked) == []


def test_an_empty_query_offers_all_fields_and_flags() -> None:
    everything = offered("|")
    assert {"last_name:", "companies:", "next_step:", "mine", "overdue"} <= set(everything)
    assert offered("анна |") == everything
    assert "OR" not in everything


def test_labels_are_those_of_people() -> None:
    (supplier,) = at("type:sup|").suggestions
    assert (supplier.text, supplier.label) == ("supplier", "Supplier")
    assert at("unas|").suggestions[0].label == "Nobody is responsible"


@pytest.mark.parametrize("kind", CLAUSES)
@given(data=st.data())
def test_any_place_of_any_query_can_be_completed(kind: str, data: st.DataObject) -> None:
    text = data.draw(queries(kind))
    caret = data.draw(st.integers(0, len(text)))
    found = complete(text, caret, kind, BUILTIN_FIELDS, options)
    assert found.start <= caret <= found.end
    assert all(suggestion.text for suggestion in found.suggestions)


@pytest.mark.parametrize("kind", CLAUSES)
@given(data=st.data())
def test_behind_a_query_what_is_offered_can_be_read(kind: str, data: st.DataObject) -> None:
    text = data.draw(queries(kind)) + data.draw(st.sampled_from((" ", " -", " (")))
    found = complete(text, len(text), kind, BUILTIN_FIELDS, options)
    for suggestion in found.suggestions:
        if not suggestion.text.endswith(":"):
            read(text[: found.start] + suggestion.text + ")" * text.endswith("("), kind)


def test_every_field_is_offered_with_values_that_it_takes() -> None:
    for kind in CLAUSES:
        for name in offered("|", kind):
            if name.endswith(":"):
                for value in offered(f"{name}|", kind):
                    read(name + value, kind)
            else:
                read(name, kind)
