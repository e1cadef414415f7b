"""Names of people and titles of companies: parts, display and the forms they are compared in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.i18n import N_


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name; a part that is not known is "".

    `middle` is the patronymic or the middle names, `prefix` a title before the name, `suffix` what
    stands behind it ("Jr.").
    """

    last: str = ""
    first: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""


class NameFormat(StrEnum):
    """How names of clients are shown everywhere (FEATURES C4, CONT-08)."""

    LAST_FIRST_MIDDLE = "last_first_middle"
    LAST_FIRST = "last_first"
    LAST_COMMA_FIRST = "last_comma_first"
    LAST_INITIALS = "last_initials"
    FIRST_LAST = "first_last"
    FIRST_MIDDLE_LAST = "first_middle_last"


DEFAULT_NAME_FORMAT: Final = NameFormat.LAST_FIRST_MIDDLE

NAME_FORMAT_LABELS: Final = {
    NameFormat.LAST_FIRST_MIDDLE: N_("Surname Name Patronymic"),
    NameFormat.LAST_FIRST: N_("Surname Name"),
    NameFormat.LAST_COMMA_FIRST: N_("Surname, Name"),
    NameFormat.LAST_INITIALS: N_("Surname N. P."),
    NameFormat.FIRST_LAST: N_("Name Surname"),
    NameFormat.FIRST_MIDDLE_LAST: N_("Name Patronymic Surname"),
}
"""What the formats are called where one is chosen."""


def format_name(name: PersonName, fmt: NameFormat = DEFAULT_NAME_FORMAT) -> str:
    """Return a name in one of the formats, empty parts skipped.

    Where the parts that the format shows are all empty, whatever is known of the name is shown.
    """
    first, middle, last = name.first, name.middle, name.last
    match fmt:
        case NameFormat.FIRST_LAST:
            parts = [first, last]
        case NameFormat.LAST_FIRST:
            parts = [last, first]
        case NameFormat.LAST_COMMA_FIRST:
            parts = [f"{last}," if last and first else last, first]
        case NameFormat.LAST_INITIALS:
            # Without a surname the initials alone would name nobody.
            parts = [last, _initial(first), _initial(middle)] if last else [first, middle]
        case NameFormat.FIRST_MIDDLE_LAST:
            parts = [first, middle, last]
        case _:
            parts = [last, first, middle]
    if not any(parts):
        parts = [name.prefix, name.middle, name.suffix]
    return " ".join(filter(None, parts))


def _initial(name: str) -> str:
    """Return the first letter of a name with a dot; what begins with no letter stays as it is."""
    return f"{name[0].upper()}." if name[:1].isalpha() else name


def initials(name: PersonName) -> str:
    """Return the capital initials of first name and surname, of one of them, or ""."""
    letters = ("".join(filter(str.isalnum, part))[:1] for part in (name.first, name.last))
    return "".join(letters).upper()


def parse_name(text: str) -> PersonName:
    """Return the parts of a name typed in one piece; no word of it is lost.

    "Surname, Name" is read so. Otherwise the first name comes first, unless a patronymic or
    initials at the end, or a surname in capitals or an unmistakable one at the beginning, show the
    Russian order. What follows a patronymic inside the name is the surname. A single word is a
    first name, which leaves the surname empty (FEATURES DUP-03).
    """
    from domain.names.name_parse import (
        read_name,  # its word lists are needed only when somebody types
    )

    return read_name(text)


def fold_company_title(title: str) -> str:
    """Return the form under which titles name the same company (FEATURES DUP-04).

    Folded, without legal forms before or after the title, and without quotes, hyphens and blanks,
    so that `ООО «Ромашка-Сервис»`, `Ромашка Сервис, О.О.О.` and `РомашкаСервис` are one. A title
    of nothing but legal forms is returned folded as it is.
    """
    from domain.text import fold  # the first frame compares no names

    return "".join(company_words(title)) or fold(title)


def company_words(title: str) -> list[str]:
    """Return the folded words of a company title without its legal forms, or all if none is left.

    Quotes, hyphens and other signs separate words.
    """
    from domain.names.company_titles import without_legal_forms  # the list is long

    return without_legal_forms(title)
