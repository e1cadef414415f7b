"""Check digits of tax numbers and bank accounts, Russian, Polish and international.

A number that is wrong is never refused, for papers may say so: `doubt` functions return the
sentence that is shown beside it, "" where nothing speaks against it. Numbers of countries whose
rules are not known here pass.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.i18n import _

_SIGNS = re.compile(r"[\s.\-–/]+")
_KPP = re.compile(r"\d{4}[\dA-Z]{2}\d{3}")
_SWIFT = re.compile(r"[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z\d]{11,30}")

_IBAN_LENGTHS = {
    "AT": 20, "BE": 16, "BG": 22, "BY": 28, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GE": 22, "GR": 27, "HR": 21, "HU": 28,
    "IE": 22, "IS": 26, "IT": 27, "KZ": 20, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MD": 24,
    "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19,
    "SK": 24, "TR": 26, "UA": 29,
}  # fmt: skip
"""Characters of an IBAN by country (SWIFT, IBAN Registry)."""

_VAT_PREFIXES = {"EL": "GR", "XI": "GB"}
"""Letters before VAT numbers that are no code of a country."""

_ACCOUNT_WEIGHTS = (7, 1, 3)


def bare(text: str) -> str:
    """Return a number without the signs by which people group it, letters in capitals."""
    return _SIGNS.sub("", text).upper()


def is_iban(text: str) -> bool:
    """Say whether a number has the form of an IBAN, signs aside; its check digits may be wrong."""
    return _IBAN.fullmatch(bare(text)) is not None


def is_swift(text: str) -> bool:
    """Say whether a code has the form of a SWIFT code, signs aside."""
    return _SWIFT.fullmatch(bare(text)) is not None


def doubt_tax_id(text: str) -> str:
    """Say what is wrong with an INN or a NIP.

    INN: 10 digits of organisations, 12 of people, with check digits by the order of the Federal
    Tax Service of Russia of 29.06.2012, ММВ-7-6/435. NIP: 10 digits, weights 6 5 7 2 3 4 5 6 7
    modulo 11 (Polish act on the evidence of taxpayers of 13.10.1995); `PL` may stand before it.
    """
    number = bare(text)
    is_polish = number.startswith("PL")
    number = number.removeprefix("PL")
    if not number.isdecimal():
        return ""  # of some other country
    if len(number) not in (10, 12) or (is_polish and len(number) != 10):
        if is_polish:
            return _("A NIP has 10 digits, this has {count}.").format(count=len(number))
        return _("An INN has 10 or 12 digits, a NIP 10; this has {count}.").format(
            count=len(number)
        )
    if is_inn(number) and not is_polish:
        return ""
    if is_nip(number):
        return ""
    if is_polish:
        return _("This is no NIP: its check digit does not fit. Compare it with the papers.")
    return _("The check digit of this INN or NIP does not fit. Compare it with the papers.")


def is_inn(number: str) -> bool:
    """Say whether a number is an INN, see `doubt_tax_id`."""
    if not number.isdecimal():
        return False
    values = [int(digit) for digit in number]
    if len(values) == 10:
        return values[9] == _weighed(values, (2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
    if len(values) == 12:
        first = _weighed(values, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
        second = _weighed(values, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
        return values[10:] == [first, second]
    return False


def is_nip(number: str) -> bool:
    """Say whether a number is a NIP, see `doubt_tax_id`."""
    if not number.isdecimal():
        return False
    values = [int(digit) for digit in number]
    # A remainder of 10 is given to nobody.
    return len(values) == 10 and values[9] == _weighed(values, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11


def country_told(tax_id: str, account: str) -> str:
    """Return the letters of the country that a tax number or an account tells, "" for none.

    A tax number tells it by the letters before it, or by the check digits that only an INN or a NIP
    has, an account by being an IBAN. Letters may be those of no country.
    """
    number = bare(tax_id)
    prefix = number[:2]
    if prefix.isalpha():
        return _VAT_PREFIXES.get(prefix, prefix)
    if is_inn(number) != is_nip(number):
        return "RU" if is_inn(number) else "PL"
    return bare(account)[:2] if is_iban(account) else ""


def doubt_tax_code(text: str) -> str:
    """Say what is wrong with a KPP: four digits, two digits or capitals, three digits.

    Source: the order named at `doubt_tax_id`, part II.
    """
    if not text.strip() or _KPP.fullmatch(bare(text)):
        return ""
    return _("A KPP has 9 characters, such as 773601001.")


def doubt_registration(text: str) -> str:
    """Say what is wrong with an OGRN, OGRNIP, REGON or KRS number, told apart by their length.

    OGRN (13 digits): the number before the last digit modulo 11, OGRNIP (15): modulo 13, of both
    the last digit (order of the Federal Tax Service of 30.10.2017, ММВ-7-14/811). REGON (9 or 14):
    weights modulo 11 (order of the Polish Council of Ministers of 30.11.2015, § 6). KRS: 10 digits
    without a check digit.
    """
    number = bare(text)
    if not number.isdecimal():
        return ""
    values = [int(digit) for digit in number]
    match len(values):
        case 10:
            return ""
        case 13 | 15 as length:
            is_right = int(number[:-1]) % (length - 2) % 10 == values[-1]
            name = _("OGRN") if length == 13 else _("OGRNIP")
        case 9 | 14:
            is_right = _is_regon(values)
            name = _("REGON")
        case count:
            return _(
                "An OGRN has 13 digits, an OGRNIP 15, a KRS 10, a REGON 9 or 14; this has {count}."
            ).format(count=count)
    if is_right:
        return ""
    return _("The check digit of this {name} does not fit. Compare it with the papers.").format(
        name=name
    )


def _is_regon(values: Sequence[int]) -> bool:
    is_short = values[8] == _weighed(values, (8, 9, 2, 3, 4, 5, 6, 7)) % 11 % 10
    if len(values) == 9 or not is_short:
        return is_short
    return values[13] == _weighed(values, (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)) % 11 % 10


def doubt_bank_code(text: str) -> str:
    """Say what is wrong with a BIC of the Bank of Russia or a SWIFT code.

    BIC: 9 digits (regulation of the Bank of Russia of 24.09.2020, 732-П). SWIFT: 8 or 11
    characters, six letters first (ISO 9362).
    """
    code = bare(text)
    is_number = code.isdecimal()
    if not code or (len(code) == 9 if is_number else _SWIFT.fullmatch(code)):
        return ""
    return _("A BIC has 9 digits, a SWIFT code 8 or 11 characters, such as SABRRUMM.")


def doubt_account(text: str, bank_code: str = "", *, is_correspondent: bool = False) -> str:
    """Say what is wrong with an account: an IBAN, a Polish NRB, or a Russian one at a bank.

    IBAN: modulo 97 (ISO 13616), a length by country; a NRB is one without `PL`. A Russian account
    has 20 digits and a key that holds only together with the BIC of its bank (Bank of Russia, the
    order of calculating the control key of 08.09.1997, 515); without a BIC only they are counted.
    """
    number = bare(text)
    if not number:
        return ""
    if number[:2].isalpha() or (len(number) == 26 and number.isdecimal()):
        return _doubt_iban(number if number[:2].isalpha() else f"PL{number}")
    if not number.isdecimal() or len(number) != 20:
        return _("An account has 20 digits in Russia, 26 in Poland; an IBAN begins with a country.")
    code = bare(bank_code)
    if len(code) == 9 and code.isdecimal() and not _has_key(number, code, is_correspondent):
        return _("This account does not fit the BIC of the bank. Compare both with the papers.")
    return ""


def _doubt_iban(number: str) -> str:
    length = _IBAN_LENGTHS.get(number[:2], len(number))
    if len(number) != length:
        return _("An IBAN of {country} has {length} characters, this has {count}.").format(
            country=number[:2], length=length, count=len(number)
        )
    turned = number[4:] + number[:4]
    if _IBAN.fullmatch(number) and int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1:
        return ""
    return _("The check digits of this IBAN do not fit. Compare it with the papers.")


def _has_key(account: str, code: str, is_correspondent: bool) -> bool:
    """Say whether the ninth digit of a Russian account is the key for a bank.

    Accounts at the Bank of Russia itself, correspondent accounts among them, take the number of
    its branch in place of that of the bank.
    """
    is_central = is_correspondent or code[6:] in ("000", "001", "002")
    digits = [int(digit) for digit in (f"0{code[4:6]}" if is_central else code[6:]) + account]
    weights = [_ACCOUNT_WEIGHTS[place % 3] for place in range(len(digits))]
    return sum(d * w % 10 for d, w in zip(digits, weights, strict=True)) % 10 == 0


def _weighed(values: Sequence[int], weights: Sequence[int]) -> int:
    return sum(value * weight for value, weight in zip(values, weights, strict=False))
