"""A new contact from one line of text, as typed while the client is on the phone."""

from __future__ import annotations


def contact_from_text(text: str, region: str = "RU") -> dict[str, object]:
    """Return the fields of a contact that a line names: phones, an e-mail, and the name.

    `Ivan Petrov 8 916 123-45-67 ivan@rom.ru`: what is neither a phone nor an e-mail is the name.
    """
    from domain.phones import split_phones

    emails = [word for word in text.split() if "@" in word]
    rest = " ".join(word for word in text.split() if "@" not in word)
    start = next((i for i, c in enumerate(rest) if c.isdigit() or c == "+"), len(rest))
    name_text, phone_text = rest[:start].strip(" ,;("), rest[start:]
    fields: dict[str, object] = {}
    phones = [phone.value for phone in split_phones(phone_text, region)] if phone_text else []
    if phones:
        fields["phones"] = phones
    if emails:
        fields["emails"] = emails
    if name_text:
        fields |= name_from_text(name_text)
    return fields


def name_from_text(text: str) -> dict[str, object]:
    """Return the fields of a contact that a name typed in one piece fills."""
    from domain.names import parse_name

    name = parse_name(text)
    return {"last_name": name.last, "first_name": name.first, "middle_name": name.middle}
