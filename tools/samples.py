"""Prices documents that come with the totals expected of them: `make samples DIR=…`.

DIR is a JSON file in the form of `crm price`, or a folder of such files; in each document
`expected` holds totals by name. A total that is null there is nothing, and one that is missing is
not compared. Prints each difference and how many documents agree; exits with 1 if any does not,
and with 2 where nothing was to be compared.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from domain.errors import BadInput
from domain.pricing.reading import parse_json, read_document, said_document
from domain.pricing.totals import price
from domain.pricing.writing import totals_as_json

BREAKDOWN = "tax_breakdown"
_NUMBERS = ("rate", "taxable", "tax")
_NAMES = ("name", "category")


def main(paths: Sequence[str]) -> int:
    """Compare every document of the files and return the exit code."""
    counts = Counter[str]()
    for path in paths:
        for file in _files(Path(path)):
            for verdict, text in compare_file(file):
                counts[verdict] += 1
                if text:
                    print(f"{file.name}: {text}")
    compared = counts["agree"] + counts["differ"] + counts["wrong"]
    print(f"{counts['agree']} of {compared} documents agree.")
    if counts["without"]:
        print(f"{counts['without']} have no totals to be compared with.")
    if not compared:
        print("Name a file or a folder: make samples DIR=…", file=sys.stderr)
        return 2
    return int(counts["agree"] < compared)


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.json")) if path.is_dir() else [path]


def compare_file(path: Path) -> Iterator[tuple[str, str]]:
    """Yield for each document whether it agrees, and the text of what does not.

    The first is `agree`, `differ`, `wrong` where it cannot be priced, or `without` totals.
    """
    try:
        found = parse_json(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, BadInput) as error:
        yield "wrong", str(error)
        return
    for number, one in enumerate(found if isinstance(found, list) else [found], 1):
        yield compare(one, number)


def compare(found: Any, number: int) -> tuple[str, str]:
    """Return whether a document agrees with what is expected of it, and what does not."""
    expected = found.get("expected") if isinstance(found, Mapping) else None
    try:
        totals = totals_as_json(price(read_document(found, number)))
    except BadInput as error:
        return "wrong", str(error)
    if not expected:
        return "without", ""
    lines = list(differences(expected, totals))
    if not lines:
        return "agree", ""
    return "differ", "\n  ".join([said_document(found, number), *lines])


def differences(expected: Mapping[str, Any], totals: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each total that is not as expected."""
    for name, wanted in expected.items():
        if name == BREAKDOWN:
            yield from _differing_rows(wanted or [], totals[name])
        elif name in totals and _number(wanted) != _number(totals[name]):
            yield f"{name}: {totals[name]}, expected {wanted}"


def _differing_rows(
    expected: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """Yield a line for each row that is too much and each that is missing, in any order.

    Rows are compared by the names and categories that the expected ones have.
    """
    names = [name for name in _NAMES if any(row.get(name) for row in expected)]
    wanted = Counter(_row(row, names) for row in expected)
    found = Counter(_row(row, names) for row in rows)
    for sign, rest in (("not expected", found - wanted), ("missing", wanted - found)):
        for row in rest:
            yield f"{BREAKDOWN}, {sign}: {' '.join(map(str, row))}"


def _row(row: Mapping[str, Any], names: Sequence[str]) -> tuple[str | Decimal, ...]:
    texts = (str(row.get(name) or "") for name in names)
    return (*texts, *(_number(row.get(name)) for name in _NUMBERS))


def _number(value: Any) -> Decimal:
    """Return a number of the JSON; null is nothing, and what is no number equals none."""
    try:
        return Decimal(str(value)) if value is not None else Decimal(0)
    except InvalidOperation:
        return Decimal("NaN")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
