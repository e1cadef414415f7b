"""Check digits of tax numbers and accounts: a wrong one is told, never refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import bank_codes
from domain.parts import Requisites, doubts, tax_line

BIC = "044525225"


@pytest.mark.row("COMP-07")
@pytest.mark.parametrize(
    "number",
    ["7707083893", "77 0708 3893", "500100732259", "1234563218", "123-456-32-18", "PL 1234563218",
     "DE123456788"],
)  # fmt: skip
def test_a_right_tax_number_is_not_doubted(number: str) -> None:
    assert bank_codes.doubt_tax_id(number) == ""


@pytest.mark.parametrize("number", ["7707083894", "500100732258", "PL1234563219", "12345", "PL12"])
def test_a_wrong_tax_number_is_doubted(number: str) -> None:
    assert bank_codes.doubt_tax_id(number)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("1027700132195", "1027700132196"),
        ("304500116000157", "304500116000158"),
        ("123456785", "123456786"),
        ("12345678512347", "12345678512348"),
        ("0000012345", "12"),
    ],
)
def test_registrations_are_told_apart_by_their_length(right: str, wrong: str) -> None:
    assert bank_codes.doubt_registration(right) == ""
    assert bank_codes.doubt_registration(wrong)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("PL61 1090 1014 0000 0712 1981 2874", "PL61 1090 1014 0000 0712 1981 2875"),
        ("61109010140000071219812874", "61109010140000071219812875"),
        ("GB82WEST12345698765432", "GB82WEST1234569876543"),
        ("40702810938000000001", "40702810838000000001"),
    ],
)
def test_accounts_have_a_key(right: str, wrong: str) -> None:
    assert bank_codes.doubt_account(right, BIC) == ""
    assert bank_codes.doubt_account(wrong, BIC)


def test_a_correspondent_account_has_the_key_of_the_central_bank() -> None:
    account = "30101810400000000225"
    assert bank_codes.doubt_account(account, BIC, is_correspondent=True) == ""
    assert bank_codes.doubt_account("30101810500000000225", BIC, is_correspondent=True)


def test_forms_without_a_check_digit() -> None:
    assert not any(map(bank_codes.doubt_bank_code, (BIC, "SABRRUMM", "sabrrumm012", "")))
    assert all(map(bank_codes.doubt_bank_code, ("04452522", "SABR", "1ABRRUMM")))
    assert not bank_codes.doubt_tax_code("773601001")
    assert not bank_codes.doubt_tax_code("7736AB001")
    assert bank_codes.doubt_tax_code("77360100")


@given(st.integers(10**8, 10**9 - 1), st.integers(0, 8), st.integers(1, 9))
def test_one_digit_written_wrongly_is_noticed_in_a_nip(number: int, place: int, step: int) -> None:
    weights = (6, 5, 7, 2, 3, 4, 5, 6, 7)
    rest = sum(int(d) * w for d, w in zip(str(number), weights, strict=True)) % 11
    digits = [*str(number), str(rest)]
    if rest == 10:
        assert not bank_codes.is_nip("".join(digits[:9]) + "0")
        return
    assert bank_codes.is_nip("".join(digits))
    digits[place] = str((int(digits[place]) + step) % 10)
    assert not bank_codes.is_nip("".join(digits))


@given(st.integers(0, 10**19 - 1))
def test_one_key_of_ten_fits_an_account(number: int) -> None:
    text = f"{number:019}"
    accounts = [f"{text[:8]}{key}{text[8:]}" for key in range(10)]
    assert sum(not bank_codes.doubt_account(account, BIC) for account in accounts) == 1


@given(st.text(max_size=40))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    same = Requisites(tax_id=text, tax_code=text, registration=text, bank_code=text, account=text)
    doubts(same)
    assert text in str(same)
    bank_codes.is_inn(text)
    bank_codes.is_nip(text)


def test_a_set_tells_its_tax_number_by_its_name() -> None:
    assert tax_line(Requisites(tax_id="7707083893")) == "INN 7707083893"
    assert tax_line(Requisites(tax_id="123-456-32-18")) == "NIP 123-456-32-18"
    assert tax_line(Requisites(tax_id="7707083894")) == "7707083894 (?)"


@pytest.mark.row("COMP-07")
def test_a_foreign_tax_number_stands_as_it_was_typed() -> None:
    assert tax_line(Requisites(tax_id="DE123456789")) == "DE123456789"
