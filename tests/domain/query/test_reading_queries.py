"""Queries as people type them, and what they mean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.query.errors import QueryError, point_at
from domain.query.printing import to_text
from domain.query.tree import Between, Clause, During
from domain.records.builtin_fields import BUILTIN_FIELDS
from domain.records.fields import FieldType
from tests.domain.query.query_texts import CLAUSES, queries, read


def written(text: str, kind: str = "contact") -> str:
    return to_text(read(text, kind))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ""),
        ("  ", ""),
        ("иванов", "иванов"),
        ("иванов анна", "иванов анна"),
        ('"иванов анна"', '"иванов анна"'),
        ("«ООО Ромашка»", '"ООО Ромашка"'),
        ("a AND b И c", "a b c"),
        ("a OR b ИЛИ c LUB d", "a OR b OR c OR d"),
        ("(a OR b) c", "(a OR b) c"),
        ("a (b c)", "a (b c)"),
        ("a b OR c d", "a b OR c d"),
        ("NOT a", "-a"),
        ("-(a OR b)", "-(a OR b)"),
        ("- & a", "a"),
        ("НЕ a NIE b", "-a -b"),
        ("+7 (916) 123-45-67 иванов", "(+7 (916) 123-45-67) иванов"),
        ("mine", "mine"),
        ("мои без-следующего-шага", "mine no-next-step"),
        ("type:client,supplier", "type:client,supplier"),
        ("type:client, supplier", "type:client,supplier"),
        ("type: sup", "type:supplier"),
        ("-type:client", "-type:client"),
        ("surname:иван", "last_name:иван"),
        ("email:none", "emails:none"),
        ("e-mail:нет", "emails:none"),
        ('position:"none"', 'position:"none"'),
        ("phone:8 916 12 иван", 'phones:"8 916 12" иван'),
        ("company:Ромашка", "companies:ромашка"),
        ("company.city:Псков", "companies.city:псков"),
        ("responsible:волк", "responsible:boris"),
        ("responsible:я", "responsible:me"),
        ("changed:2026-05-01 10:15:30..", "updated_at:2026-05-01 10:15:30.."),
        ("changed:this quarter иван", 'updated_at:"this quarter" иван'),
        ("birth:22.03", "birth_date:22.03"),
        ('city:="Нижний Новгород"', 'city:="нижний новгород"'),
        ("http://romashka.ru", "http://romashka.ru"),
        ("city=London", "city:london"),
        ("city = London anna", "city:london anna"),
        ("city : London", "city:london"),
        ("City :London", "city:london"),
        ("-city=London", "-city:london"),
        ("city!=London", "-city:london"),
        ("company.city != London", "-companies.city:london"),
        ("resp=anna, boris", "responsible:anna,boris"),
        ('position=="sales manager"', 'position:="sales manager"'),
        ("phone:8 916 city=London", 'phones:"8 916" city:london'),
        ("created > 2026-05-01 city = x", 'created_at:>"2026-05-01" city:x'),
        ("x=5 a : b", "x=5 a b"),
        ("city.x=5", "city.x=5"),
        ("a=b?c=d", "a=b?c=d"),
        ("--nowak @anna:matrix.org", "--nowak @anna:matrix.org"),
        ("(city) =x", "(city) =x"),
        ("(overdue) :x", "(overdue) :x"),
    ],
)
def test_what_is_typed_is_written_back_in_one_spelling(typed: str, meant: str) -> None:
    assert written(typed) == meant
    assert written(meant) == meant


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("amount:1000", 1000, 1000),
        ("amount:1 000", 1000, 1000),
        ("amount:1000..5 000", 1000, 5000),
        ("amount:1000,50", Decimal("1000.5"), Decimal("1000.5")),
        ("amount:..5000", None, 5000),
        ("amount:>=1 000 000 abc", 1_000_000, None),
    ],
)
def test_amounts(typed: str, low: Decimal | None, high: Decimal | None) -> None:
    node = read(typed, "deal").root
    clause = node if isinstance(node, Clause) else node.parts[0]  # type: ignore[union-attr]
    assert isinstance(clause, Clause)
    assert clause.tests == (Between(low, high),)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("amount:>1000 RUB", "amount:>1000 RUB"),
        ("amount:>=1000 руб", "amount:>=1000 RUB"),
        ("amount:1000.. RUB", "amount:>=1000 RUB"),
        ("amount:..5 RUB", "amount:..5 RUB"),
        ("amount:<5 €", "amount:<5 EUR"),
        ("amount:$", "amount:USD"),
        ("amount:=rub", "amount:RUB"),
        ("amount:5 RUB, 7 EUR", "amount:5 RUB, 7 EUR"),
        ('amount:>"1000 RUB" 5', 'amount:>"1000 RUB" 5'),
        ("amount:>1 000 000₽ chairs", 'amount:>"1000000 RUB" chairs'),
        ("amount:€5..10", "amount:5..10 EUR"),
        ("-amount:5 zł", "-amount:5 PLN"),
        ("amount:1 200,50 руб.", "amount:1200.50 RUB"),
        ("amount:1 000..1 200,50", "amount:1000..1200.50"),
        ("amount:1 200, 50", "amount:1200, 50"),
        ("amount:>12 тыс", "amount:>12000"),
        ("amount:>10 tys. CHF", "amount:>10000 CHF"),
        ("amount:5..10 mln CHF", "amount:5..10000000 CHF"),
        ("amount:1200 pen", "amount:1200 pen"),
        ("probability:>20%", "probability:>20"),
        ("company.annual_turnover:>5 zł", "company.annual_turnover:>5 PLN"),
    ],
)
def test_amounts_may_have_a_currency_and_shares_a_sign(typed: str, meant: str) -> None:
    assert written(typed, "deal") == written(meant, "deal")
    for spelling in (written(typed, "deal"), meant):
        assert read(spelling, "deal") == read(typed, "deal")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("product", "price:>1000 RUB"),
        ("invoice", "total:5..10 EUR"),
        ("quote", "payable:<5 PLN"),
        ("company", "annual_turnover:USD"),
        ("activity", "deals.amount:>5 RUB"),
        ("contact", "companies.annual_turnover:>5 RUB"),
    ],
)
def test_all_amounts_of_money_may_have_a_currency(kind: str, text: str) -> None:
    assert written(text, kind) == text


def test_a_kind_with_amounts_has_a_currency_for_them() -> None:
    for field in BUILTIN_FIELDS:
        if field.type is FieldType.AMOUNT:
            assert BUILTIN_FIELDS.has(field.kind, "currency")


def test_a_beginning_of_several_values_is_asked_to_go_on() -> None:
    for text in ("currency:U", "stage:serv"):
        with pytest.raises(QueryError, match="may mean several values"):
            read(text, "deal")


def test_several_amounts_are_set_apart_by_commas() -> None:
    assert written("amount:5,10,15", "deal") == "amount:5, 10, 15"
    assert written("amount>1000", "deal") == "amount:>1000"


@pytest.mark.parametrize(
    ("text", "kind", "place", "said"),
    [
        ("zity:x", "contact", "zity", "“city”"),
        ("иван zity:x", "contact", "zity", "“city”"),
        ("company.zity:x", "contact", "zity", "“city”"),
        ("city.name:x", "contact", "name", "no fields of its own"),
        ("type:clent", "contact", "clent", "“client”"),
        ("type:client,prss", "contact", "prss", "“press”"),
        ("type:xyz", "contact", "xyz", "client, supplier, partner, press, other"),
        ("c:x", "contact", "c", "companies, city, country, comment, created_at"),
        ("amount:>abc", "deal", "abc", "number"),
        ("amount:5..1", "deal", "5..1", "turn it round"),
        ("due:blah", "activity", "blah", "day or time"),
        ("due:2026..2025", "activity", "2026..2025", "turn it round"),
        ("important:maybe", "activity", "maybe", "neither yes nor no"),
        ("important:none", "activity", "none", "write is_important:yes or is_important:no"),
        ("city:>x", "contact", "x", "cannot be compared"),
        ("phone:x", "contact", "x", "two digits"),
        ('a "b', "contact", '"', "not closed"),
        ("(a b", "contact", "(", "not closed"),
        ("a) b", "contact", ")", "closes nothing"),
        ("a OR", "contact", "OR", "both sides"),
        ("OR a", "contact", "OR", "both sides"),
        ("a NOT", "contact", "NOT", "turn round"),
        ("city:", "contact", "", "missing after city:"),
        ("changed:2026-05-02..2026-05-01 9:15 a", "contact", "2026-05-02..2026-05-01 9:15", "turn"),
        ("changed:older -30d", "contact", "older -30d", "“older -30d”"),
        ("changed:last hour anna", "contact", "last hour", "“last hour” is no span"),
        ("city:!London", "contact", "!London", "-city:London"),
        (" 😀 ", "contact", "😀", "no letters or digits"),
        ("()", "contact", "()", "no letters or digits"),
        ("amount:5 RUB..7 EUR", "deal", "5 RUB..7 EUR", "one currency, not both RUB and EUR"),
        ("amount:>RUB", "deal", "RUB", "number"),
        ("amount:50%", "deal", "50%", "number"),
        ("--city:x", "contact", "--city", "or -city:value to leave that out"),
        ("anna –city=x", "contact", "–city", "Write city:value"),
        ("!company.city:x", "contact", "!company.city", "-company.city:value"),
        ("city =", "contact", "", "missing after city:"),
    ],
)
def test_what_is_wrong_is_said_and_where(text: str, kind: str, place: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        read(text, kind)
    error = caught.value
    assert said in str(error)
    assert text[error.position : error.position + error.length] == place


@pytest.mark.parametrize("text", ["NOT " * 2000 + "a", "(" * 2000 + "a", "-(" * 2000, "a " * 2000])
def test_too_much_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match=r"[Tt]oo (much|many)"):
        read(text)


def test_half_a_character_is_read_as_a_sign() -> None:
    assert written("a\udcff city:=\udcff") == 'a? city:="?"'


def test_the_fault_is_pointed_at() -> None:
    with pytest.raises(QueryError) as caught:
        read("иван type:clent")
    assert point_at("иван type:clent", caught.value) == "иван type:clent\n          ^^^^^"


def test_relative_days_stay_relative_when_written() -> None:
    query = read("due:..today", "activity")
    assert isinstance(query.root, Clause)
    (period,) = query.root.tests
    assert isinstance(period, During)
    assert to_text(query) == "due:..today"


@pytest.mark.parametrize("kind", CLAUSES)
@given(data=st.data())
def test_what_is_written_reads_back_as_the_same(kind: str, data: st.DataObject) -> None:
    query = read(data.draw(queries(kind)), kind)
    text = to_text(query)
    assert read(text, kind) == query
    assert to_text(read(text, kind)) == text


@given(st.text(st.sampled_from('абAN OR:()"-,.<>=1 2amount_type:due“\\/~'), max_size=30))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    for kind in CLAUSES:
        try:
            query = read(text, kind)
        except QueryError as error:
            place = error.position
        else:
            place = 0
            assert read(to_text(query), kind) == query
        assert 0 <= place <= len(text)
