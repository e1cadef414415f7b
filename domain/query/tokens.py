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
_NAME = r"(?P<name>[^\W\d_][\w-]*(?:\.[^\W\d_][\w-]*)*)"
NAME: Final = re.compile(rf"{_NAME}(?P<colon>:(?!//)|(?=[<>]))")
"""A field's name, or several with points between, before `:`, `<` or `>`."""
WORD_AND_SIGN: Final = re.compile(rf"{_NAME}\s*(?P<colon>:(?!//)|!=|=(?![<>])|(?=[<>]|=[<>]))")
"""What is a word before `=`, `!=` or a sign that stands apart, unless a field is called so."""
SIGN: Final = re.compile(r"\s*(?:[:<>]|!?=)")
OTHER_MINUS: Final = re.compile(r"[-+!\u2212\u2013\u2014]+")
"""What other programs write before the name of a field."""
OPERATOR: Final = re.compile(r"[<>]=?|=[<>]?")
QUOTED: Final = re.compile(rf"[{QUOTES}](?:\\.|[^{QUOTES}\\])*[{QUOTES}]", re.DOTALL)
ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
WORD: Final = re.compile(rf"[^\s(){QUOTES}]+")
VALUE: Final = re.compile(rf"(?:[^\s(),{QUOTES}]|\([^\s(){QUOTES}]*\))*")
DECIMAL_VALUE: Final = re.compile(rf"(?:[^\s(),{QUOTES}]|(?<=\d),\d\d?(?=\s|\)|\.\.|$))*")
"""A value of which a comma before the last one or two digits is a decimal sign."""
_NO_NAME = r"(?![^\W\d_][\w.-]*(?::(?!//)|!?=))"
MORE: Final = re.compile(rf"\s+{_NO_NAME}[^\s(),{QUOTES}]+|\s+\(\d+\)")
"""A further word of a value that goes on over blanks; it is no name of a field."""
DECIMAL_MORE: Final = re.compile(
    rf"\s+{_NO_NAME}(?:[^\s(),{QUOTES}]|(?<=\d),\d\d?(?=\s|\)|\.\.|$))+"
)
"""A further word of an amount, such as the `200,50` of `1 200,50`."""
PHONE: Final = re.compile(r"[+\d](?:[\d.-]|\s+(?=[\d(])|\(\d+\)-?)*(?![^\s)])")
"""Digits in groups, as a phone is written."""
