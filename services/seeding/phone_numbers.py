"""Phone numbers that exist by the numbering plans, made without the library that knows them.

Every number is an area or operator code whose subscriber numbers may have any digits, so what is
made here is valid by construction (ITU-T E.164 and the national plans of RU, PL, GB and US).
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final


@dataclass(frozen=True, slots=True)
class NumberPlan:
    """How the numbers of a country are made and written.

    `mobile` and `office` are codes, filled up with any digits to `length`. The spellings show a
    digit of the national number as `#`: those of `abroad` are read rightly everywhere, those of
    `at_home` only where the country is the default.
    """

    region: str
    country_code: str
    length: int
    mobile: tuple[str, ...]
    office: tuple[str, ...]
    abroad: tuple[str, ...]
    at_home: tuple[str, ...]


PLANS: Final = {
    plan.region: plan
    for plan in (
        NumberPlan(
            "RU",
            "7",
            10,
            tuple("903 905 906 909 910 915 916 917 925 926 950 961 964 977 985 999".split()),
            tuple("495 499 812 343 383 846 831 863".split()),
            ("+7 ### ###-##-##", "+7##########", "+7 (###) ###-##-##"),
            ("8 ### ###-##-##", "8##########", "8 (###) ###-##-##", "8-###-###-##-##"),
        ),
        NumberPlan(
            "PL",
            "48",
            9,
            tuple(
                "501 502 504 505 507 509 512 601 602 605 606 608 660 692 695 721 781 888".split()
            ),
            ("22", "12", "71", "61", "58", "32", "42"),
            ("+48 ### ### ###", "+48#########", "+48 ###-###-###", "0048 ### ### ###"),
            ("### ### ###", "#########", "###-###-###"),
        ),
        NumberPlan(
            "GB",
            "44",
            10,
            tuple("7712 7723 7734 7745 7801 7834 7856 7912 7947 7958".split()),
            ("207", "208", "1212", "1612", "1312"),
            ("+44 #### ######", "+44##########", "0044 #### ######"),
            ("0#### ######", "0##########"),
        ),
        NumberPlan(
            "US",
            "1",
            10,
            tuple("212555 312444 415550 617354 646400 917612 206448 303629".split()),
            tuple("212736 312527 415626 617421 206622 303297".split()),
            ("+1 ### ### ####", "+1 (###) ###-####", "+1-###-###-####"),
            ("(###) ###-####", "###-###-####"),
        ),
    )
}
"""The numbering plans that made-up people use, by ISO 3166-1 code."""

_DIGIT = "#"


@dataclass(frozen=True, slots=True)
class MadeUpPhone:
    """A number as typed, and the forms that are kept beside it, see `contact_points.phones`."""

    value: str
    e164: str
    national: str

    @property
    def reversed_digits(self) -> str:
        """The digits of the international form, back to front."""
        return self.e164[:0:-1]


def make_phone(random: Random, plan: NumberPlan, home_region: str, *, office: bool) -> MadeUpPhone:
    """Return a number of a mobile phone, or of an office, in one of its spellings.

    Spellings without a country code are used only where `home_region` is the number's country.
    """
    draw = random.random
    codes = plan.office if office else plan.mobile
    code = codes[int(draw() * len(codes))]
    missing = plan.length - len(code)
    national = f"{code}{int(draw() * 10**missing):0{missing}}"
    at_home = plan.region == home_region and draw() < 0.6
    spellings = plan.at_home if at_home else plan.abroad
    pattern = spellings[int(draw() * len(spellings))]
    value = pattern.replace(_DIGIT, "%s") % tuple(national)
    return MadeUpPhone(value, f"+{plan.country_code}{national}", national)
