"""A new contact from one line of text, as typed while the client is on the phone."""

from __future__ import annotations


def contact_from_text(text: str, region: str = "RU") -> dict[str, object]:
    """Return the fields of a contact that a line names: phones, e-mails, the name, the company.

    `Ivan Petrov, Romashka, 8 916 123-45-67 ivan@rom.ru`: what is neither a phone nor an e-mail is
    the name, and what follows it after a comma the company (FEATURES LEAD-02). The number may come
    first, as where somebody unknown calls and then says their name.
    """
    from domain.phones import split_phones

    emails = [word.strip(",;") for word in text.split() if "@" in word]
    names: list[str] = []
    phones: list[str] = []
    for part in " ".join(word for word in text.split() if "@" not in word).split(","):
        name, number = _apart(part)
        names += filter(None, [name])
        phones += [phone.value for phone in split_phones(number, region)] if number else []
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


def _apart(part: str) -> tuple[str, str]:
    """Return the words and the digits of a part of the line, whichever comes first."""
    start = next((i for i, c in enumerate(part) if c.isdigit() or c == "+"), len(part))
    name, number = part[:start].strip(" ;("), part[start:]
    end = max((i for i, c in enumerate(number) if c.isdigit()), default=-1) + 1
    if not name and (after := number[end:].strip(" ;()")):
        return after, number[:end]
    return name, number


def describe_contact(text: str, region: str = "RU") -> str:
    """Return how `contact_from_text` understands a line, for a person to see."""
    from domain.names import PersonName, format_name
    from domain.phones import parse_phone, show_phone

    fields = contact_from_text(text, region)
    parts = [str(fields.get(name) or "") for name in ("last_name", "first_name", "middle_name")]
    shown = [format_name(PersonName(*parts))]
    shown += _texts(fields.get("companies"))
    for phone in _texts(fields.get("phones")):
        shown.append(show_phone(phone, parse_phone(phone, region).e164))
    shown += _texts(fields.get("emails"))
    return " · ".join(filter(None, shown))


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def name_from_text(text: str) -> dict[str, object]:
    """Return the fields of a contact that a name typed in one piece fills."""
    from domain.names import parse_name

    name = parse_name(text)
    return {"last_name": name.last, "first_name": name.first, "middle_name": name.middle}
