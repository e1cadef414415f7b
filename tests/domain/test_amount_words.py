"""Amounts in words: known phrases, genders, plurals, and every amount within bounds."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amount_words import spell_amount

PHRASES = """
ru RUB 42100.50 = сорок две тысячи сто рублей 50 копеек
ru RUB 1 = один рубль 00 копеек
ru RUB 21.01 = двадцать один рубль 01 копейка
ru RUB 11.11 = одиннадцать рублей 11 копеек
ru RUB 2002.02 = две тысячи два рубля 02 копейки
ru RUB 1000001 = один миллион один рубль 00 копеек
ru RUB 0.07 = ноль рублей 07 копеек
ru RUB 112 = сто двенадцать рублей 00 копеек
ru RUB -3.5 = минус три рубля 50 копеек
ru UAH 22 = двадцать две гривны 00 копеек
ru UAH 1 = одна гривна 00 копеек
ru BYN 53.20 = пятьдесят три белорусских рубля 20 копеек
ru KZT 5000 = пять тысяч тенге 00 тиынов
ru PLN 2.22 = два злотых 22 гроша
ru USD 101 = сто один доллар США 00 центов
ru EUR 1.01 = один евро 01 цент
ru JPY 22 = двадцать две иены
ru BHD 100.25 = сто BHD 250/1000
pl PLN 1 = jeden złoty 00/100
pl PLN 2.05 = dwa złote 05/100
pl PLN 5 = pięć złotych 00/100
pl PLN 12 = dwanaście złotych 00/100
pl PLN 21 = dwadzieścia jeden złotych 00/100
pl PLN 22 = dwadzieścia dwa złote 00/100
pl PLN 1234.56 = tysiąc dwieście trzydzieści cztery złote 56/100
pl PLN 42100.50 = czterdzieści dwa tysiące sto złotych 50/100
pl EUR 1 = jedno euro 00/100
pl CZK 1 = jedna korona czeska 00/100
pl CZK 22 = dwadzieścia dwie korony czeskie 00/100
pl CZK 12 = dwanaście koron czeskich 00/100
pl UAH 2 = dwie hrywny 00/100
pl UAH 21 = dwadzieścia jeden hrywien 00/100
pl USD 3 = trzy dolary amerykańskie 00/100
pl RUB 2002 = dwa tysiące dwa ruble rosyjskie 00/100
pl XAF 7 = siedem XAF
en EUR 42100.50 = forty-two thousand one hundred euros and 50 cents
en EUR 1.01 = one euro and 1 cent
en USD 0.99 = zero US dollars and 99 cents
en GBP 2.01 = two pounds sterling and 1 penny
en PLN 21 = twenty-one zlotys and 0 groszy
en RUB 1234567.89 = one million two hundred and thirty-four thousand five hundred and sixty-seven \
Russian rubles and 89 kopecks
en KWD 1.5 = one KWD 500/1000
de EUR 1 = one euro and 0 cents
"""


@pytest.mark.row("INV-11")
@pytest.mark.parametrize("line", PHRASES.strip().splitlines())
def test_amounts_read_as_papers_have_them(line: str) -> None:
    given_, _sign, phrase = line.partition(" = ")
    language, currency, amount = given_.split()
    assert spell_amount(Decimal(amount), currency, language) == phrase


@given(
    cents=st.integers(-(10**14), 10**14),
    currency=st.sampled_from(["RUB", "PLN", "EUR", "USD", "UAH", "BYN", "KZT"]),
    language=st.sampled_from(["ru", "pl", "en"]),
)
def test_every_amount_has_words_and_its_coins(cents: int, currency: str, language: str) -> None:
    phrase = spell_amount(Decimal(cents).scaleb(-2), currency, language)
    shown = re.findall(r"\d+", phrase)
    assert int(shown[0]) == abs(cents) % 100
    assert phrase.startswith(("минус ", "minus ")) == (cents < 0)
    assert "  " not in phrase


@given(whole=st.integers(0, 10**9), language=st.sampled_from(["ru", "pl", "en"]))
def test_two_amounts_never_read_alike(whole: int, language: str) -> None:
    one, other = (spell_amount(Decimal(each), "RUB", language) for each in (whole, whole + 1))
    assert one != other
