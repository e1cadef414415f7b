"""How fast an address book is read in."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.bases import empty
from benchmarks.figures import Figure
from services.context import Context
from services.importing.contacts import import_contacts

CARD_COUNTS = (2_000, 20_000)

_FIRST = ("Anna", "Borys", "Дарья", "Ewa", "John", "Łukasz", "Мария", "Olga", "Пётр", "Zofia")
_LAST = ("Nowak", "Иванова", "Smith", "Kowalska", "Сидоров", "O'Brien", "Wójcik", "Петренко")


def measure_import(rounds: int) -> Iterator[Figure]:
    """Cards a second of a vCard file, into an empty database and again into the same one.

    There is no budget; the second reading must find that nothing has changed.
    """
    for count in CARD_COUNTS:
        first: list[float] = []
        again: list[float] = []
        for _round in range(rounds):
            with empty() as context:
                path = context.database.path.with_suffix(".vcf")
                path.write_text(_cards(count), "utf-8")
                first.append(_rate(context, path, count))
                again.append(_rate(context, path, count))
        yield Figure(f"vCard import of {count:,} cards", statistics.median(first), "cards/s")
        yield Figure(f"the same {count:,} cards again", statistics.median(again), "cards/s")


def _rate(context: Context, path: Path, count: int) -> float:
    started = time.perf_counter()
    report = import_contacts(context, path)
    seconds = time.perf_counter() - started
    if report.created + report.updated + report.skipped != count:
        raise RuntimeError(f"Of {count} cards {report} was made.")
    return count / seconds


def _cards(count: int) -> str:
    random = Random(count)
    return "".join(_card(random, number) for number in range(count))


def _card(random: Random, number: int) -> str:
    first, last = random.choice(_FIRST), f"{random.choice(_LAST)}-{number}"
    lines = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{last};{first};;;",
        f"FN:{first} {last}",
        f"ORG:Company {number % 997}",
        "TITLE:Buyer",
        f"TEL;TYPE=CELL:+7 916 {number // 10_000:03} {number // 100 % 100:02} {number % 100:02}",
        f"EMAIL;TYPE=WORK:person{number}@example.com",
        f"ADR;TYPE=WORK:;;Main street {number % 200};Kraków;;30-001;Poland",
        f"BDAY:19{50 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}",
        "END:VCARD",
        "",
    )
    return "\r\n".join(lines)
