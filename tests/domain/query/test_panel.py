"""A filter taken apart into fields, as a panel shows them, and put together again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given

from domain.errors import BadInput
from domain.query.panel import Part, put_together, read_clause, taken_apart
from domain.query.tree import Node, Query
from domain.records.builtin_fields import BUILTIN_FIELDS
from domain.records.computed_fields import fields_of
from tests.domain.query import query_texts
from tests.domain.query.query_texts import queries, read

FIELDS = {field.name: field for field in fields_of(BUILTIN_FIELDS, "contact")}


def written(fields: dict[str, str], rest: str = "") -> str:
    """Return the filter that the fields of a panel write."""
    clauses = [read_clause(FIELDS[name], name, typed, read) for name, typed in fields.items()]
    return put_together([Part(rest, read(rest).root), *clauses], read)


@pytest.mark.row("CONT-05", "COMP-06")
@pytest.mark.parametrize(
    ("text", "fields", "rest"),
    [
        ("", {}, ""),
        ("иванов", {}, "иванов"),
        ("type:client,supplier", {"type": "client,supplier"}, ""),
        ("-type:client mine city:омск", {"city": "омск"}, "-type:client mine"),
        ("company:Ромашка phone:8 916 12", {"companies": "Ромашка", "phones": "8 916 12"}, ""),
        (
            "changed:2026-05-01 10:15:30.. иванов",
            {"updated_at": "2026-05-01 10:15:30.."},
            "иванов",
        ),
        ("city:омск city:пермь", {"city": "омск"}, "city:пермь"),
        ("company.city:омск", {}, "company.city:омск"),
        ("city:омск OR mine", {}, "city:омск OR mine"),
        ("city:омск (a OR b)", {"city": "омск"}, "(a OR b)"),
    ],
)
def test_a_filter_is_read_into_the_fields_of_a_panel(
    text: str, fields: dict[str, str], rest: str
) -> None:
    texts = taken_apart(text, read, FIELDS)
    assert (texts.of_fields, texts.rest) == (fields, rest)
    assert Counter(parts(written(fields, rest))) == Counter(parts(text))


@pytest.mark.row("VIEW-04", "VIEW-06", "CONT-06")
@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"city": "нижний новгород"}, 'city:"нижний новгород"'),
        ({"city": "омск, нижний новгород"}, 'city:омск,"нижний новгород"'),
        ({"companies": "Vega, Nova Sp. z o.o."}, 'companies:Vega,"Nova Sp. z o.o."'),
        ({"type": "client , sup"}, "type:client,sup"),
        ({"emails": "none"}, "emails:none"),
        ({"position": "head (sales)"}, 'position:"head (sales)"'),
        ({"updated_at": "2026-05-01 10:15:30..2026-05-02"}, None),
        ({"updated_at": "-7d..", "city": "омск"}, "updated_at:-7d.. city:омск"),
        ({"phones": "8 916 12", "city": "омск"}, None),
    ],
)
def test_fields_write_the_language(fields: dict[str, str], text: str | None) -> None:
    found = written(fields)
    if text is not None:
        assert found == text
    assert set(taken_apart(found, read, FIELDS).of_fields) == set(fields)


def test_what_a_field_cannot_ask_for_names_the_field() -> None:
    for name, typed in (("type", "klient"), ("phones", "new york"), ("updated_at", "someday")):
        with pytest.raises(BadInput) as raised:
            read_clause(FIELDS[name], name, typed, read)
        assert raised.value.field == name
    with pytest.raises(BadInput, match="A value is missing"):
        read_clause(FIELDS["city"], "city", ",", read)


def test_an_amount_may_stand_with_its_currency() -> None:
    def read_deals(text: str) -> Query:
        return query_texts.read(text, "deal")

    amount = BUILTIN_FIELDS.get("deal", "amount")
    part = read_clause(amount, "amount", ">1 000 zł", read_deals)
    assert part.node == read_deals("amount:>1000 PLN").root
    with pytest.raises(BadInput):
        read_clause(amount, "amount", ">1 000 company:vega", read_deals)
    texts = taken_apart("mine () amount:>1 000 zł", read_deals, ["amount", "currency"])
    assert (texts.of_fields, texts.rest) == ({"amount": ">1 000 zł"}, "mine ()")
    rest = Part("mine", read_deals("mine").root)
    assert put_together([part, rest], read_deals) == "amount:>1 000 zł mine"


@pytest.mark.row("CONT-05")
@given(queries("contact"))
def test_taken_apart_and_put_together_a_filter_means_the_same(text: str) -> None:
    texts = taken_apart(text, read, FIELDS)
    again = written(dict(texts.of_fields), texts.rest)
    assert Counter(parts(again)) == Counter(parts(text))


def parts(text: str) -> Sequence[Node]:
    """Return what must all hold."""
    return read(text).parts
