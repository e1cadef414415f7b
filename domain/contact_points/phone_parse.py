"""Finding phone numbers in text, behind `domain.contact_points.phones`.

A text is first mapped character by character to plain signs, so that places in it are places in
the original. Runs of digits and phone punctuation are then read as one number, or as several
where they are no number together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from domain.contact_points.phones import digits

_LONGEST_SCANNED = 2000
_MOST_DIGITS = 18
_FEWEST_DIGITS = 7
_LOCAL_NUMBER = range(5, 16)
_FEWEST_WITH_COUNTRY = 11
_FEWEST_SEARCHED = 2
_FEWEST_AFTER_8 = 6

_INVISIBLE = "\u200b"
_SIGNS: Final = {
    **dict.fromkeys("‐‑‒–—―−－﹣", "-"),
    **dict.fromkeys("＋﹢⁺", "+"),
    "\t": " ",
    "／": "/",
    "⁄": "/",
}
_BLANK = rf"[ {_INVISIBLE}]"
_RUN = re.compile(rf"\+?{_BLANK}?\(?\+?\d(?:[ {_INVISIBLE}.()\[\]/~-]{{0,5}}\d)*")
_GROUP = re.compile(r"[+(]*\d+")
_SLASH = re.compile(r" +/ *|(?<! )/ +")
_STRONG_SEPARATOR = re.compile(r"[,;|\n]|/ | /")
_LABEL = re.compile(r"[,;|\n/] *([^\W\d][^,;|\n/\d]{0,20}[.:] *)$")
_JOINER = re.compile(r"\s(?:и|или|либо|та|або|and|or|i|lub|oraz)$", re.IGNORECASE)
_SEPARATORS = ",;|/ \t\n\r\v\f\x85\u00a0\u2028\u2029\u202f\u3000"

_DATE = re.compile(
    r"(?<![\d+./-])(?:"
    r"(?P<day>\d{1,2})(?P<a>[./-])(?P<month>\d{1,2})(?P=a)(?:19|20)\d\d"
    r"|(?P<d>\d{1,2})(?P<b>[./])(?P<m>\d{1,2})(?P=b)\d\d"
    r"|(?:19|20)\d\d(?P<c>[./-])(?P<month2>\d{1,2})(?P=c)(?P<day2>\d{1,2})"
    r")(?![./-]?\d)"
)
_SCHEME = re.compile(r"\btel:", re.IGNORECASE)
_PARAMETERS = re.compile(r"(?:;[a-z-]+=[^\s;,]*)+", re.IGNORECASE)
_PARAMETER = re.compile(r";(ext|phone-context)=([^\s;,]*)", re.IGNORECASE)
_EXTENSION = re.compile(
    rf"{_BLANK}*[,;]?{_BLANK}*\(?(?:"
    r"доб(?:ав(?:очный)?)?|вн(?:утр(?:енний|ішній)?)?|ext(?:ension|n)?|wewn?(?:ętrzny)?|[xх#]|,,|;;"
    rf")[ .:=№{_INVISIBLE}]*(?P<extension>\d{{1,8}})(?!\d)\)?",
    re.IGNORECASE,
)
_TYPED_NUMBER = re.compile(r"(?:tel:)?[\d\s+.()\[\]/~\u200b-]+", re.IGNORECASE)

_REGIONS_DIALLING_8 = frozenset({"RU", "KZ"})


@dataclass(frozen=True, slots=True)
class FoundPhone:
    """A number in a text: where it begins and ends, extension included, and its forms.

    `e164` and `national` are None for what looks like a local number.
    """

    start: int
    end: int
    e164: str | None = None
    national: str | None = None
    extension: str | None = None


@lru_cache(maxsize=4096)
def find_phones(text: str, region: str) -> tuple[FoundPhone, ...]:
    """Return the numbers in `text`, in order: valid ones, and what looks like a local number.

    The last texts are remembered: an import asks for the same ones to match and to store them.
    """
    plain = _SCHEME.sub("    ", _DATE.sub(_without_digits, _plain(text[:_LONGEST_SCANNED])))
    found: list[FoundPhone] = []
    position = 0
    while run := _RUN.search(plain, position):
        numbers = _numbers_in(run[0], run.start(), region) or _local_number(plain, run, position)
        position = run.end()
        if numbers:
            numbers[-1] = last = _with_extension(numbers[-1], plain, region)
            position = max(position, last.end)
            found += numbers
    return tuple(found)


def cut_at(found: Sequence[FoundPhone], text: str) -> Iterator[str]:
    """Cut a text before each number but the first, and return the pieces without separators."""
    starts = [0]
    for before, number in pairwise(found):
        label = _LABEL.search(text, before.end, number.start)
        starts.append(label.start(1) if label else number.start)
    for start, end in pairwise([*starts, len(text)]):
        yield _JOINER.sub("", text[start:end].strip(_SEPARATORS)).strip(_SEPARATORS)


def possible_beginnings(text: str, region: str) -> list[str]:
    """Return the search keys of a typed text, see `phones.phone_search_keys`."""
    plain = _plain(text.strip())
    typed = digits(plain)
    if not _TYPED_NUMBER.fullmatch(plain) or len(typed) < _FEWEST_SEARCHED:
        return []
    complete = [number.e164[1:] for number in find_phones(plain, region)[:1] if number.e164]
    if "+" in plain:
        keys = [typed]
    elif typed.startswith("00"):
        keys = [typed[2:], typed]
    else:
        keys = [*_without_prefixes(typed, region), typed, *_without_foreign_trunk(typed, region)]
    return list(dict.fromkeys(key for key in complete + keys if len(key) >= _FEWEST_SEARCHED))


def _plain(text: str) -> str:
    """Map each character to one plain character: digits, dashes and blanks of any kind."""
    if text.isascii():
        return text.replace("\t", " ").replace("\r", "\n")
    return "".join(map(_plain_character, text))


@lru_cache(maxsize=1024)
def _plain_character(character: str) -> str:
    value = unicodedata.decimal(character, None)
    if value is not None:
        return str(value)
    if character in _SIGNS:
        return _SIGNS[character]
    category = unicodedata.category(character)
    if category in {"Zl", "Zp"} or character in "\r\x85":
        return "\n"
    if category in {"Zs", "Cf"}:
        return " " if category == "Zs" else _INVISIBLE
    compatible = unicodedata.normalize("NFKC", character)
    return compatible if len(compatible) == 1 else character


def _without_digits(date: re.Match[str]) -> str:
    """Return letters in the place of a date, or the match itself where it can be none."""
    day = int(date["day"] or date["d"] or date["day2"])
    month = int(date["month"] or date["m"] or date["month2"])
    is_date = 1 <= min(day, month) <= 12 and max(day, month) <= 31
    return "d" * len(date[0]) if is_date else date[0]


def _numbers_in(run: str, offset: int, region: str) -> list[FoundPhone]:
    """Return the valid numbers in a run, and what is left of it where that looks like a number."""
    parts = _parts(run)
    if len(parts) > 1:
        separate = [_dialled(run[start:end], region) for start, end in parts]
        if all(separate):
            return [
                FoundPhone(offset + start, offset + end, *forms)
                for (start, end), forms in zip(parts, separate, strict=True)
                if forms
            ]
    together = _dialled(run, region) or _with_forgotten_plus(run)
    if together:
        return [FoundPhone(offset, offset + len(run), *together)]
    if len(parts) > 1:
        return [
            number
            for start, end in parts
            for number in _numbers_in(run[start:end], offset + start, region)
            or _rest([(start, end)], run, offset)
        ]
    return _numbers_in_groups(run, offset, region)


def _parts(run: str) -> list[tuple[int, int]]:
    """Return where the parts of a run between slashes with blanks begin and end."""
    slashes = [(slash.start(), slash.end()) for slash in _SLASH.finditer(run)]
    starts = [0, *(end for _start, end in slashes)]
    ends = [*(start for start, _end in slashes), len(run)]
    return list(zip(starts, ends, strict=True))


def _numbers_in_groups(run: str, offset: int, region: str) -> list[FoundPhone]:
    """Read a run of several numbers with nothing but blanks between, the longest reading first.

    A few digits behind a number without any prefix make of it a longer one, such as the number of
    another country as it is dialled there: its beginning would be somebody else's.
    """
    groups = [(group.start(), group.end()) for group in _GROUP.finditer(run)]
    found: list[FoundPhone] = []
    left: list[tuple[int, int]] = []
    first = 0
    while first < len(groups):
        start = groups[first][0]
        for last in range(min(len(groups), first + _MOST_DIGITS) - 1, first - 1, -1):
            end = groups[last][1]
            forms = _dialled(run[start:end], region)
            if forms and not _goes_on(run[start:], end - start, forms[1]):
                found += _rest(left, run, offset) if found else []
                found.append(FoundPhone(offset + start, offset + end, *forms))
                first, left = last + 1, []
                break
        else:
            left.append(groups[first])
            first += 1
    return found + _rest(left, run, offset) if found else []


def _goes_on(run: str, end: int, national: str) -> bool:
    """Return whether a number without prefix is followed by fewer digits than a number has."""
    is_bare = digits(run[:end]) == national
    return is_bare and 0 < len(digits(run[end:])) < _LOCAL_NUMBER[0]


def _rest(groups: list[tuple[int, int]], run: str, offset: int) -> list[FoundPhone]:
    """Return what is left between numbers as a local number if it has the length of one."""
    if not groups:
        return []
    start, end = groups[0][0], groups[-1][1]
    if not _FEWEST_DIGITS - 1 <= len(digits(run[start:end])) <= _LOCAL_NUMBER[-1]:
        return []
    return [FoundPhone(offset + start, offset + end)]


def _local_number(plain: str, run: re.Match[str], after: int) -> list[FoundPhone]:
    """Return a run that is no valid number as a local one if it opens its part of the text."""
    signs = _STRONG_SEPARATOR.finditer(plain, after, run.start())
    since = max((sign.end() for sign in signs), default=after)
    opens = not any(map(str.isalnum, plain[since : run.start()]))
    is_long_enough = len(digits(run[0])) in _LOCAL_NUMBER
    return [FoundPhone(run.start(), run.end())] if opens and is_long_enough else []


def _with_extension(number: FoundPhone, plain: str, region: str) -> FoundPhone:
    """Return a number with what follows it: an extension, or the parameters of RFC 3966."""
    if parameters := _PARAMETERS.match(plain, number.end):
        given = {name.lower(): value for name, value in _PARAMETER.findall(parameters[0])}
        internal = digits(given.get("ext", "")) or None
        number = replace(number, end=parameters.end(), extension=internal)
        context = given.get("phone-context", "")
        if context.startswith("+"):
            local = digits(plain[number.start : parameters.start()])
            forms = _read("+" + digits(context) + local, region)
            return replace(number, e164=forms[0], national=forms[1]) if forms else number
        return number
    if extension := _EXTENSION.match(plain, number.end):
        return replace(number, end=extension.end(), extension=extension["extension"])
    return number


def _dialled(run: str, region: str) -> tuple[str, str] | None:
    """Return E.164 and national digits of a run that is one valid number, or None."""
    number = digits(run)
    if not _FEWEST_DIGITS <= len(number) <= _MOST_DIGITS or "+" in run.lstrip("+( \u200b"):
        return None
    if "+" in run:
        forms = _read("+" + number.removeprefix("00"), region)
        # "+8 916…" is a common slip where 8 is the trunk prefix.
        if forms is None and number[0] == "8" and region in _REGIONS_DIALLING_8:
            return _read(number, region)
        return forms
    if number.startswith("00"):
        # The library takes 00 for a part of the number where another prefix is in use.
        return _read("+" + number[2:], region) or _read(number, region)
    return _read(number, region)


def _with_forgotten_plus(run: str) -> tuple[str, str] | None:
    """Return the forms of a run that is a valid number once its country code gets a plus."""
    number = digits(run)
    if "+" in run or not _FEWEST_WITH_COUNTRY <= len(number) <= _MOST_DIGITS:
        return None
    return _read("+" + number, "")


@lru_cache(maxsize=4096)
def _read(number: str, region: str) -> tuple[str, str] | None:
    """Return E.164 and national digits of a number that is possible and valid, or None."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, region or None)
    except phonenumbers.NumberParseException:
        return None
    if not (phonenumbers.is_possible_number(parsed) and phonenumbers.is_valid_number(parsed)):
        return None
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return e164, phonenumbers.national_significant_number(parsed)


def _without_foreign_trunk(typed: str, region: str) -> list[str]:
    """Return typed digits without the trunk prefix of other countries: 0 in most, or 8."""
    is_8 = typed.startswith("8") and region not in _REGIONS_DIALLING_8
    if typed.startswith("0") or (is_8 and len(typed) >= _FEWEST_AFTER_8):
        return [typed[1:]]
    return []


def _without_prefixes(typed: str, region: str) -> list[str]:
    """Return typed digits without the region's international or else its trunk prefix."""
    import phonenumbers

    rules = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    if rules is None:
        return []
    abroad = re.match(rules.international_prefix or "(?!)", typed)
    if abroad:
        return [typed[abroad.end() :]]
    trunk = rules.national_prefix or ""
    return [typed.removeprefix(trunk)] if trunk and typed.startswith(trunk) else []
