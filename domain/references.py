"""What a record is shown by where another one names it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from domain.activities import kind_label
from domain.i18n import _
from domain.kinds import KINDS
from domain.names import PersonName, format_name


@dataclass(frozen=True, slots=True)
class Reference:
    """Another record, by kind and key, with the title it is shown by; it may be in the bin."""

    kind: str
    id: UUID
    title: str
    is_deleted: bool = False


def references_in(value: object) -> tuple[Reference, ...]:
    """Return the records in the value of a field, which may hold none, one or several."""
    items = value if isinstance(value, tuple) else (value,)
    return tuple(item for item in items if isinstance(item, Reference))


def title_of(kind: str, parts: tuple[str, ...]) -> str:
    """Return the title of a record from the columns that its kind names by, and a fallback.

    `parts` follows `Kind.title`; one more part, such as a phone, is used where all are empty.
    """
    names, fallback = parts[: len(KINDS[kind].title)], parts[len(KINDS[kind].title) :]
    match kind:
        case "contact":
            title = format_name(PersonName(*names))
        case "lead":
            title = names[0] or format_name(PersonName(*names[1:4])) or names[4]
        case "activity":
            title = names[0] or kind_label(names[1])
        case _:
            title = names[0]
    return title or next((part for part in fallback if part), "") or _("(no name)")
