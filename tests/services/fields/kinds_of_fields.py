"""Every type of custom fields, single and with several values, with what people type into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.records.custom_fields import CUSTOM_TYPES, SINGLE_TYPES
from domain.records.fields import FieldType
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.records.use_cases import add_record

T = FieldType


@dataclass(frozen=True)
class Case:
    """A type: two values in ascending order as typed, shown and in JSON, and filters for each.

    `first` passes the lower value alone, `second` the higher one. `more` goes with the definition.
    """

    type: FieldType
    typed: tuple[str, str]
    shown: tuple[str, str]
    json: tuple[Any, Any]
    first: str
    second: str
    more: dict[str, Any] = field(default_factory=dict)
    multiple: bool = False

    def __str__(self) -> str:
        """Name the case in the reports of pytest."""
        return f"{self.type.value}{'-several' if self.multiple else ''}"


def make(context: Context, case: Case) -> str:
    """Add the field `f` of a case to contacts, with what it points to."""
    if case.type is T.RECORD:
        for title in ("Alfa", "Beta"):
            add_record(context, "company", {"title": title})
    new = NewField("contact", "Some field", case.type, "f", multiple=case.multiple, **case.more)
    return add_field(context, new).name


def files_in(folder: Path) -> None:
    """Write the files that are attached."""
    for name in ("alfa.txt", "beta.txt"):
        (folder / name).write_text(name)


def _phone(value: str, e164: str) -> dict[str, Any]:
    return {"value": value, "label": "", "is_valid": True, "e164": e164}


def _mail(value: str) -> dict[str, Any]:
    return {"value": value, "label": "", "is_valid": True}


ANY: Callable[[str], Any] = lambda name: {"name": name}  # noqa: E731
"""Of a record or file, whose key is another in each run."""

SINGLE = (
    Case(T.TEXT, ("blue sky", "red"), ("blue sky", "red"), ("blue sky", "red"), "f:sky", "f:=red"),
    Case(
        T.LONG_TEXT,
        ("blue\nsky", "red"),
        ("blue\nsky", "red"),
        ("blue\nsky", "red"),
        "f:sky",
        'f:"red"',
    ),
    Case(T.INTEGER, ("-5", "1200"), ("-5", "1200"), (-5, 1200), "f:<0", "f:1000..1300"),
    Case(
        T.DECIMAL,
        ("-0,000001", "1 200,5"),
        ("-0.000001", "1\u00a0200.5"),
        ("-0.000001", "1200.5"),
        "f:<0",
        "f:>1200,4",
    ),
    Case(
        T.MONEY,
        ("99 PLN", "1 200,50"),
        ("99\u00a0zł", "1\u00a0200.50\u00a0₽"),
        (
            {"amount": "99", "currency": "PLN"},
            {"amount": "1200.5", "currency": "RUB"},
        ),
        "f:<=99",
        "f:1200..",
        {"currency": "RUB"},
    ),
    Case(
        T.DATE,
        ("25.12.2025", "01.05.2026"),
        ("2025-12-25", "2026-05-01"),
        ("2025-12-25", "2026-05-01"),
        "f:2025",
        "f:>2026-04-01",
    ),
    Case(
        T.MOMENT,
        ("25.12.2025 10:15", "01.05.2026 08:00"),
        ("2025-12-25 10:15", "2026-05-01 08:00"),
        ("2025-12-25T09:15:00Z", "2026-05-01T06:00:00Z"),
        'f:"2025-12-25 10:00..2025-12-25 11:00"',
        "f:2026-05-01",
    ),
    Case(T.BOOL, ("no", "yes"), ("no", "yes"), (False, True), "f:no", "f:yes"),
    Case(
        T.CHOICE,
        ("Zeta big", "alfa"),
        ("Zeta big", "Alfa"),
        ("zeta_big", "alfa"),
        "f:zeta",
        "f:alfa",
        {"choices": ("Zeta big", "Alfa", "Old")},
    ),
    Case(
        T.USER,
        ("anna", "борис"),
        ("anna", "Борис Волков"),
        ("anna", "boris"),
        "f:me",
        "f:волков",
    ),
    Case(
        T.RECORD,
        ("Alfa", "Beta"),
        ("Alfa", "Beta"),
        (ANY("Alfa"), ANY("Beta")),
        "f:alfa",
        "f.title:beta",
        {"target": "company"},
    ),
    Case(
        T.FILE,
        ("alfa.txt", "beta.txt"),
        ("alfa.txt", "beta.txt"),
        (ANY("alfa.txt"), ANY("beta.txt")),
        "f:alfa",
        "f:=beta.txt",
    ),
    Case(
        T.SITE,
        ("alfa.ru/x", "https://beta.pl"),
        ("alfa.ru/x", "beta.pl"),
        (_mail("alfa.ru/x"), _mail("https://beta.pl")),
        "f:alfa",
        "f:beta",
    ),
    Case(
        T.PHONE,
        ("+48 22 456 78 90", "8 916 123-45-67"),
        ("+48 22 456 78 90", "+7 916 123-45-67"),
        (
            _phone("+48 22 456 78 90", "+48224567890"),
            _phone("8 916 123-45-67", "+79161234567"),
        ),
        "f:22456",
        "f:4567",
    ),
    Case(
        T.EMAIL,
        ("anna@alfa.ru", "b@beta.pl"),
        ("anna@alfa.ru", "b@beta.pl"),
        (_mail("anna@alfa.ru"), _mail("b@beta.pl")),
        "f:anna",
        "f:beta",
    ),
)

CASES = tuple(
    Case(c.type, c.typed, c.shown, c.json, c.first, c.second, c.more, multiple)
    for c in SINGLE
    for multiple in (False, True)
    if not (multiple and c.type in SINGLE_TYPES)
)

assert {case.type for case in CASES} == set(CUSTOM_TYPES)
