"""Which tests show which capability: `python tests/rows.py`.

Reads the markers `@pytest.mark.row("CALL-03", "A2")` from the source of the tests, prints every id
of docs/rows.txt with the tests that bear it, and then the ids that none bears. Exits with 1 where a
marker names an unknown id.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker: the id that it names, and the test, class or file that bears it."""

    row: str
    test: str


def known_rows() -> list[str]:
    """Return the ids of docs/rows.txt, in its order."""
    lines = (ROOT / "docs" / "rows.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def marks() -> Iterator[Mark]:
    """Return every marker of every test."""
    for path in sorted(TESTS.rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        yield from _marks_within(ast.parse(path.read_text("utf-8")), place)


def _marks_within(node: ast.AST, place: str) -> Iterator[Mark]:
    for child in ast.iter_child_nodes(node):
        here = place
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            here = f"{place}::{child.name}"
        elif _is_row_marker(child):
            yield from (Mark(_text(argument), place) for argument in child.args)
        yield from _marks_within(child, here)


def _is_row_marker(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.row"


def _text(argument: ast.expr) -> str:
    """Return the id that an argument of the marker spells; anything but a text is no known id."""
    return argument.value if isinstance(argument, ast.Constant) else ast.unparse(argument)


def by_system(rows: Iterable[str]) -> Iterator[str]:
    """Return lines that name the rows, those of one system together."""
    for system, names in groupby(rows, key=lambda row: row.rpartition("-")[0] or f"exam {row[0]}"):
        yield f"  {system}: " + " ".join(name.rpartition("-")[2] for name in names)


def main() -> int:
    """Print who shows what, and return the exit code."""
    known = known_rows()
    tests: dict[str, list[str]] = {row: [] for row in known}
    unknown: list[Mark] = []
    for mark in marks():
        if mark.row in tests:
            tests[mark.row].append(mark.test)
        else:
            unknown.append(mark)
    for row, names in tests.items():
        for number, name in enumerate(sorted(set(names))):
            print(f"{'' if number else row:9} {name}")
    without = [row for row in known if not tests[row]]
    print(f"\n{len(known) - len(without)} of {len(known)} ids have a test. Without one:")
    print("\n".join(by_system(without)))
    for mark in unknown:
        print(f"{mark.test}: docs/rows.txt has no id {mark.row}.", file=sys.stderr)
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
