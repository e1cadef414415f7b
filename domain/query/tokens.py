"""The smallest parts of a query's text, as patterns."""

from __future__ import annotations

import re
from typing import Final

QUOTES: Final = '"“„«”»'
"""Marks that open a text which is taken as it stands; any of them may close it."""

BLANK: Final = re.compile(r"\s*")
MINUS: Final = re.compile(r"[-\u2212](?=[^\s\d)-])")
"""Turns round what follows without a blank; before a digit it belongs to the word."""
CAPITALS: Final = re.compile(r"[^\W\d_]+(?=[\s()]|$)")
NAME: Final = re.compile(
    r"(?P<name>[^\W\d_][\w-]*(?:\.[^\W\d_][\w-]*)*)(?P<colon>:(?!//)|(?=[<>]=?))"
)
"""A field's name, or several with points between, before `:`, `<` or `>`."""
OPERATOR: Final = re.compile(r"[<>]=?|=")
QUOTED: Final = re.compile(rf"[{QUOTES}](?:\\.|[^{QUOTES}\\])*[{QUOTES}]", re.DOTALL)
ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
WORD: Final = re.compile(rf"[^\s(){QUOTES}]+")
VALUE: Final = re.compile(rf"(?:[^\s(),{QUOTES}]|\([^\s(){QUOTES}]*\))*")
DECIMAL_VALUE: Final = re.compile(rf"(?:[^\s(),{QUOTES}]|(?<=\d),\d\d?(?=\s|\)|\.\.|$))*")
"""A value of which a comma before the last one or two digits is a decimal sign."""
MORE: Final = re.compile(rf"\s+(?![^\W\d_][\w.-]*:(?!//))[^\s(),{QUOTES}]+|\s+\(\d+\)")
"""A further word of a value that goes on over blanks; it is no name of a field."""
DECIMAL_MORE: Final = re.compile(
    rf"\s+(?![^\W\d_][\w.-]*:(?!//))(?:[^\s(),{QUOTES}]|(?<=\d),\d\d?(?=\s|\)|\.\.|$))+"
)
"""A further word of an amount, such as the `200,50` of `1 200,50`."""
PHONE: Final = re.compile(r"[+\d](?:[\d.-]|\s+(?=[\d(])|\(\d+\)-?)*(?![^\s)])")
"""Digits in groups, as a phone is written."""
