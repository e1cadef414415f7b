"""Prints the measured figures beside their budgets; always exits with 0."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping

from benchmarks.areas import measure_areas, measure_memory, measure_visidata
from benchmarks.bases import LARGE, SMALL
from benchmarks.board import measure_board
from benchmarks.bulk import measure_bulk, measure_views
from benchmarks.calendar import measure_calendar
from benchmarks.calls import measure_calls
from benchmarks.cards import measure_cards
from benchmarks.catalog import measure_catalog
from benchmarks.catalog_import import measure_catalog_import
from benchmarks.catalog_screen import measure_catalog_screen
from benchmarks.fields import measure_fields
from benchmarks.figures import Figure, print_figures, print_title
from benchmarks.grid import measure_grid
from benchmarks.history import measure_history
from benchmarks.imports import measure_import
from benchmarks.issuing import measure_issuing
from benchmarks.keys import measure_idle, measure_keys, measure_warm_up
from benchmarks.lists import measure_filters, measure_lists
from benchmarks.picker import measure_picker
from benchmarks.pricing import measure_pricing
from benchmarks.printing import measure_printing
from benchmarks.programs import compile_all
from benchmarks.reads import measure_agenda, measure_list
from benchmarks.records import measure_records
from benchmarks.runs import measure_runs
from benchmarks.search import measure_finding, measure_search
from benchmarks.start import measure_help, measure_start
from benchmarks.writes import measure_change_log, measure_undo


def measurements(is_small: bool, rounds: int) -> Mapping[str, Callable[[], Iterator[Figure]]]:
    """Return the measurements by name, in the order of the table."""
    bases = [SMALL] if is_small else [SMALL, LARGE]
    largest = bases[-1]
    few = max(1, rounds // 3)
    return {
        "start": lambda: measure_start(bases, rounds),
        "help": lambda: measure_help(rounds),
        "keys": lambda: measure_keys(largest, few),
        "warm-up": lambda: measure_warm_up(largest, few),
        "idle": lambda: measure_idle(largest),
        "calls": lambda: measure_calls(largest, few),
        "find": lambda: measure_finding(bases, few),
        "search": lambda: measure_search(bases, few),
        "agenda": lambda: measure_agenda(largest, rounds),
        "list": lambda: measure_list(largest, rounds),
        "lists": lambda: measure_lists(largest, rounds),
        "areas": lambda: measure_areas(largest, few),
        "memory": lambda: measure_memory(largest, few),
        "visidata": lambda: measure_visidata(largest),
        "filters": lambda: measure_filters(largest, few),
        "fields": lambda: measure_fields(largest, few),
        "records": lambda: measure_records(largest, few),
        "cards": lambda: measure_cards(largest, few),
        "history": lambda: measure_history(largest, few),
        "calendar": lambda: measure_calendar(few),
        "board": lambda: measure_board(few),
        "grid": lambda: measure_grid(few),
        "pricing": lambda: measure_pricing(rounds),
        "import": lambda: measure_import(few),
        "catalog": lambda: measure_catalog(few),
        "catalog-screen": lambda: measure_catalog_screen(few),
        "catalog-import": measure_catalog_import,
        "picker": lambda: measure_picker(few),
        "log": lambda: measure_change_log(SMALL, rounds),
        "undo": measure_undo,
        "bulk": lambda: measure_bulk(largest),
        "runs": lambda: measure_runs(largest, few),
        "views": lambda: measure_views(largest, few),
        "issuing": measure_issuing,
        "printing": lambda: measure_printing(few),
    }


def main() -> None:
    """Measure what is named on the command line, everything by default."""
    names = list(measurements(is_small=True, rounds=1))
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--small", action="store_true", help="leave out the base of a million")
    parser.add_argument("--rounds", type=int, default=9, help="of each start (default 9)")
    options = parser.parse_args()
    unknown = sorted(set(options.names) - set(names))
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join(names)}")
    compile_all()
    print_title()
    for name, measure in measurements(options.small, options.rounds).items():
        if name in (options.names or names):
            print_figures(measure())


if __name__ == "__main__":
    main()
