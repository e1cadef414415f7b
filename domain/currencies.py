"""Currencies of ISO 4217 and the decimals of their amounts.

The digits are the minor units of the standard's table A.1, not those of CLDR, which differ where
small coins have gone out of use (RSD, IQD, IRR, MGA). Codes that name no money (metals, bond units,
the test code) are left out.
"""

from __future__ import annotations

from typing import Final

_CODES_BY_DIGITS = {
    0: """
        BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
    """,
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
        CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
        GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK
        LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO
        NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS
        SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST
        XAD XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_WITHDRAWN_CODES_BY_DIGITS = {
    0: "BEF BYR ESP ITL PTE",
    2: "ANG ATS BGN CUC CYP DEM EEK FIM FRF HRK IEP LTL LVL MTL NLG SIT SKK SLL ZWL",
}

MINOR_DIGITS: Final[dict[str, int]] = {
    code: digits
    for table in (_CODES_BY_DIGITS, _WITHDRAWN_CODES_BY_DIGITS)
    for digits, codes in table.items()
    for code in codes.split()
}
"""Decimals of an amount by currency code: those in force and those still met in old documents."""

_IN_FORCE = frozenset(code for codes in _CODES_BY_DIGITS.values() for code in codes.split())


def currency_of_country(country: str) -> str:
    """Return what is paid with in a country (ISO 3166) today, EUR where nothing tells."""
    from babel.numbers import get_territory_currencies

    usual = get_territory_currencies(country)
    return next((code for code in usual if code in _IN_FORCE), "EUR")


SYMBOLS: Final = {"RUB": "₽", "EUR": "€", "USD": "$", "PLN": "zł"}
"""Signs shown in place of the code."""

RENAMED: Final = {"RUR": "RUB"}
"""Codes that accounting programs go on writing for the currency that took over."""
