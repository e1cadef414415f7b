"""A new contact from one line of text, as typed while the client is on the phone."""

from __future__ import annotations

import re
from collections.abc import Callable

from domain.names.person_names import DEFAULT_NAME_FORMAT, NameFormat, PersonName, format_name


def contact_from_text(text: str, region: str = "RU") -> dict[str, object]:
    """Return the fields of a contact that a line names: phones, e-mails, the name, the company.

    `Ivan Petrov, Romashka, 8 916 123-45-67 ivan@rom.ru`: what is neither a phone nor an e-mail is
    the name, and what follows it after a comma or behind the number is the company (FEATURES
    LEAD-02). The number may come first, as where somebody unknown calls and then says their name.
    """
    names, phones, emails = line_parts(text, region)
    fields: dict[str, object] = {}
    if phones:
        fields["phones"] = phones
    if emails:
        fields["emails"] = emails
    if names:
        fields |= name_from_text(names[0])
    if names[1:]:
        fields["companies"] = [", ".join(names[1:])]
    return fields


def line_parts(text: str, region: str) -> tuple[list[str], list[str], list[str]]:
    """Return the names in a line, one for each part between commas, its phones and its e-mails."""
    from domain.contact_points.phones import split_phones

    rest, emails = take_out(text, lambda word: "@" in word)
    names: list[str] = []
    phones: list[str] = []
    for part in rest.split(","):
        before, number, after = _apart(part, region)
        names += filter(None, [before, after])
        phones += [phone.value for phone in split_phones(number, region)] if number else []
    return names, phones, emails


def take_out(text: str, is_wanted: Callable[[str], bool]) -> tuple[str, list[str]]:
    """Return a line without the words that are wanted, and these; commas behind them stay."""
    words, found = [], []
    for word in text.split():
        bare = word.strip(",;")
        if is_wanted(bare):
            found.append(bare)
            words.append("," if word.endswith(",") else "")
        else:
            words.append(word)
    return " ".join(words), found


LEAST_DIGITS = 3
"""How many digits beside letters make a number; fewer belong to a name, such as 3M."""

_NUMBER = re.compile(r"\+?\(?\d[\d\s().\-/]*(?:(?:доб|ext|wew|вн|x|#)\.?\s*\d+)?", re.IGNORECASE)


def _apart(part: str, region: str) -> tuple[str, str, str]:
    """Return the words before the number of a part of the line, the number, and those behind it.

    What is no valid number and has signs beside it, or letters on it, stays whole: it is a sum, or
    the number of a thing.
    """
    from domain.contact_points.phones import parse_phone

    found = _NUMBER.search(part)
    least = LEAST_DIGITS if any(c.isalpha() for c in part) else 1
    if found is None or sum(c.isdigit() for c in found[0]) < least:
        return part.strip(" ;()"), "", ""
    rest = f"{part[: found.start()]} {part[found.end() :]}".strip(" ;()")
    is_odd = part[found.end() :][:1].isalpha() or (rest and not any(map(str.isalpha, rest)))
    if is_odd and not parse_phone(found[0], region).is_valid:
        return part.strip(" ;()"), "", ""
    return part[: found.start()].strip(" ;("), found[0].strip(), part[found.end() :].strip(" ;()")


def describe_contact(text: str, region: str = "RU", fmt: NameFormat = DEFAULT_NAME_FORMAT) -> str:
    """Return how `contact_from_text` understands a line, for a person to see; names in a format."""
    from domain.contact_points.phones import parse_phone, show_phone

    fields = contact_from_text(text, region)
    parts = [str(fields.get(name) or "") for name in ("last_name", "first_name", "middle_name")]
    shown = [format_name(PersonName(*parts), fmt)]
    shown += _texts(fields.get("companies"))
    for phone in _texts(fields.get("phones")):
        shown.append(show_phone(phone, parse_phone(phone, region).e164))
    shown += _texts(fields.get("emails"))
    return " · ".join(filter(None, shown))


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def name_from_text(text: str) -> dict[str, object]:
    """Return the fields of a contact that a name typed in one piece fills."""
    from domain.names.person_names import parse_name

    name = parse_name(text)
    return {"last_name": name.last, "first_name": name.first, "middle_name": name.middle}
