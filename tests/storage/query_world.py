"""Random records of every kind, kept beside the database as plain values."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from domain.records.fields import FieldType
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.identity import sign_in
from services.records.use_cases import add_within, load_writing
from storage.database import Database
from storage.values import moment_out
from tests.domain.query.query_texts import NOW, WARSAW


@dataclass
class Made:
    """A record that was made: its kind, its key, and its values by field, links as keys."""

    kind: str
    id: UUID
    values: dict[str, object]
    is_deleted: bool = False


class World:
    """All records of a test by key."""

    def __init__(self, records: dict[UUID, Made] | None = None) -> None:
        self.records = records or {}

    def of(self, kind: str) -> list[Made]:
        return [made for made in self.records.values() if made.kind == kind]


SEEDS = (1, 2, 3)
"""Of the random records; each seed is a database of its own."""


@contextmanager
def open_worlds(staffed_file: Path, folder: Path) -> Iterator[list[tuple[Context, World]]]:
    """Open databases of random records, made in `folder`, each with what is in it."""
    made: list[tuple[Context, World]] = []
    for seed in SEEDS:
        path = shutil.copy(staffed_file, folder / f"{seed}.db")
        database = Database.open(Path(path))
        context = Context(database, sign_in(database), WARSAW, clock=lambda _zone: NOW)
        add_custom_fields(context)
        made.append((context, make_world(context, seed, folder)))
    yield made
    for context, _world in made:
        context.database.close()


T = FieldType
CUSTOM: tuple[tuple[str, FieldType, bool], ...] = (
    ("car", T.TEXT, False),
    ("cars", T.TEXT, True),
    ("note", T.LONG_TEXT, False),
    ("rank", T.INTEGER, False),
    ("weights", T.DECIMAL, True),
    ("budget", T.MONEY, False),
    ("budgets", T.MONEY, True),
    ("since", T.DATE, False),
    ("days", T.DATE, True),
    ("seen", T.MOMENT, False),
    ("moments", T.MOMENT, True),
    ("vip", T.BOOL, False),
    ("colour", T.CHOICE, False),
    ("colours", T.CHOICE, True),
    ("coach", T.USER, False),
    ("coaches", T.USER, True),
    ("partner", T.RECORD, False),
    ("partners", T.RECORD, True),
    ("home", T.PHONE, False),
    ("homes", T.PHONE, True),
    ("mail", T.EMAIL, False),
    ("pages", T.SITE, True),
    ("paper", T.FILE, False),
)
"""The custom fields of contacts: name, type, and whether there may be several values."""


def add_custom_fields(context: Context) -> None:
    """Add fields of every type to contacts."""
    for name, type_, multiple in CUSTOM:
        more: dict[str, Any] = {
            T.CHOICE: {"choices": ("Red", "Dark blue")},
            T.RECORD: {"target": "company"},
        }.get(type_, {})
        new = NewField("contact", f"Own {name}", type_, name, multiple=multiple, **more)
        add_field(context, new)


def custom_values(chance: random.Random, companies: list[str], folder: Path) -> dict[str, object]:
    """Return random values of some of the custom fields, as `add_record` takes them."""

    def moment() -> str:
        return (NOW + timedelta(minutes=chance.randint(-50_000, 50_000))).isoformat("T", "seconds")

    values: dict[FieldType, Callable[[], object]] = {
        T.TEXT: lambda: chance.choice(("anna 8", "no", "Łódź Anna", "иван")),
        T.LONG_TEXT: lambda: chance.choice(("anna\n8", "no")),
        T.INTEGER: lambda: chance.choice((0, 5, 1000, -3)),
        T.DECIMAL: lambda: chance.choice(("0", "-3.5", "1000.000001", "5")),
        T.MONEY: lambda: chance.choice(("0 PLN", "-3.5 RUB", "1000 PLN", "1200.50 RUB")),
        T.DATE: lambda: moment()[:10],
        T.MOMENT: moment,
        T.BOOL: lambda: chance.choice((True, False)),
        T.CHOICE: lambda: chance.choice(("red", "dark_blue")),
        T.USER: lambda: chance.choice(("anna", "boris")),
        T.RECORD: lambda: chance.choice(companies),
        T.PHONE: lambda: chance.choice(PHONES),
        T.EMAIL: lambda: chance.choice(EMAILS),
        T.SITE: lambda: chance.choice(("anna.ru", "https://no.pl/8")),
        T.FILE: lambda: str(folder / chance.choice(("anna 8.txt", "no.txt"))),
    }
    found: dict[str, object] = {}
    for name, type_, multiple in CUSTOM:
        if chance.random() < 0.5 and (type_ is not T.RECORD or companies):
            made = [values[type_]() for _number in range(chance.randint(1, 3))]
            found[name] = list(dict.fromkeys(made)) if multiple else made[0]
    return found


NAMES = ("Анна", "Иван", "Ковалёва", "Łódź Anna", "O'Hara", "Анна-Мария", "Ko", "")
CITIES = ("Łódź", "Псков", "Анна", "")
PHONES = ("8 916 123-45-67", "+7 495 916-12-45", "+48 22 456 78 90", "916", "12-45")
EMAILS = ("anna@b.ru", "a@b.ru", "ivan@mak.ru", "no")


def make_world(context: Context, seed: int, folder: Path) -> World:
    """Make some records of each kind, some of them deleted, and return them.

    The files that are attached to some are written into `folder`.
    """
    for name in ("anna 8.txt", "no.txt"):
        (folder / name).write_text(name)
    chance = random.Random(seed)
    world, now = World(), context.now()
    load_writing()

    def some(values: tuple[str, ...], most: int = 2) -> list[str]:
        return [value for value in chance.sample(values, k=chance.randint(0, most)) if value]

    def keys(kind: str) -> list[str]:
        known = [str(made.id) for made in world.of(kind) if not made.is_deleted]
        return chance.sample(known, k=chance.randint(0, min(2, len(known))))

    def near(days: int) -> datetime:
        return now + timedelta(minutes=chance.randint(-days * 1440, days * 1440))

    with context.database.write(context.actor, "make") as unit:

        def add(kind: str, /, **values: object) -> None:
            values["responsible"] = chance.choice(("anna", "boris", None))
            given = {name: value for name, value in values.items() if value not in ("", [], None)}
            given["responsible"] = values["responsible"]
            made = Made(kind, add_within(context, unit, kind, given), given)
            created, changed = near(60).replace(microsecond=0), near(60).replace(microsecond=0)
            made.values |= {"created_at": created, "updated_at": changed}
            unit.session.flush()
            made.is_deleted = chance.random() < 0.1
            unit.connection.execute(
                f"UPDATE {kind} SET created_at = ?, updated_at = ?, deleted_at = ? WHERE id = ?",
                (
                    moment_out(created),
                    moment_out(changed),
                    1 if made.is_deleted else None,
                    made.id.bytes,
                ),
            )
            world.records[made.id] = made

        for number in range(8):
            add(
                "company",
                title=f"{chance.choice(NAMES)} {number % 3}",
                city=chance.choice(CITIES),
                employees=chance.choice((None, 0, 5, 1200)),
                phones=some(PHONES),
                industry=chance.choice(("", "trade", "health")),
            )
        for _number in range(25):
            add(
                "contact",
                last_name=chance.choice(NAMES),
                first_name=chance.choice(NAMES) or "X",
                position=chance.choice(("", "anna 8", "no", "me")),
                phones=some(PHONES),
                emails=some(EMAILS),
                companies=keys("company"),
                city=chance.choice(CITIES),
                street=chance.choice(("", "no 12")),
                type=chance.choice(("", "client", "press")),
                birth_date=chance.choice(
                    ("", "1980", "2003-12", "1980-03-22", "--03-12", "--11-24", "2026-05-01")
                ),
                **custom_values(chance, keys("company"), folder),
            )
        for _number in range(15):
            stage = chance.choice(("new", "won", "lost", "goods_offer", "shop_paid"))
            amount = chance.choice(("", "5", "1000", "1200.5", "-3.5", "0", "1000000"))
            add(
                "deal",
                title=chance.choice(NAMES) or "X",
                stage=stage,
                lost_reason="price" if stage == "lost" else "",
                amount=amount,
                # An amount without a currency would be one of the base currency.
                currency=chance.choice(("RUB", "PLN") if amount else ("", "RUB", "PLN")),
                probability=chance.choice((None, 0, 5)),
                close_date=chance.choice(("", f"{near(40).date()}", f"{now.date()}")),
                company=(keys("company") or [""])[0],
                contacts=keys("contact"),
                open_to_all=chance.choice((True, False)),
            )
        for _number in range(40):
            due = near(20).replace(microsecond=0)
            done = near(20).replace(microsecond=0)
            add(
                "activity",
                kind=chance.choice(("call", "meeting", "task")),
                subject=chance.choice(NAMES),
                due=chance.choice(("", f"{due.date()}", due.isoformat(), f"{now.date()}")),
                done_at=chance.choice(("", "", done.isoformat())),
                is_important=chance.choice((True, False)),
                contacts=keys("contact"),
                companies=keys("company"),
                deals=keys("deal"),
                place=chance.choice(("", *NAMES)),
                planned_minutes=chance.choice((None, 5, 1000)),
                tags=some(("anna 8", "no", "Łódź Anna", "иван"), 3),
                co_executors=some(("anna", "boris")),
                observers=some(("anna", "boris")),
            )
    return world
