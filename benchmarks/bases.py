"""Made-up databases for the measurements, made once and kept in `benchmarks/.cache/`."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

from domain.dates.zones import local_zone
from services.context import Context
from services.identity import sign_in
from services.seeding.seed import seed
from storage.database import Database

ROOT = Path(__file__).parent.parent
CACHE = Path(__file__).with_name(".cache")

SEED = 7


@dataclass(frozen=True, slots=True)
class Base:
    """A database by what is in it; `activities` counts the open ones."""

    name: str
    contacts: int
    companies: int
    deals: int
    activities: int
    leads: int
    products: int = 0
    sections: int = 0

    @property
    def path(self) -> Path:
        """The file; it is made at the first call."""
        path = CACHE / f"{self.name}-{_schema()}-{self.leads}.db"
        if not path.exists():
            self._make(path)
        return path

    def _make(self, path: Path) -> None:
        made = f"{self.contacts:,} contacts, {self.products:,} products"
        print(f"Making {path.name} with {made} ...", file=sys.stderr)
        for old in CACHE.glob(f"{self.name}-*"):
            old.unlink()
        draft = path.with_suffix(".part")
        with opened(draft) as context:
            seed(
                context,
                contacts=self.contacts,
                companies=self.companies,
                deals=self.deals,
                activities=self.activities,
                leads=self.leads,
                products=self.products,
                sections=self.sections,
                seed=SEED,
            )
            # No reminder is to come up over what is measured.
            context.database.reader().execute("UPDATE activity SET remind_at = NULL")
        # Only a closed file without a journal beside it is the whole database.
        with sqlite3.connect(draft) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        draft.rename(path)

    @contextmanager
    def copy(self) -> Iterator[Context]:
        """Open a copy that may be written to and is gone afterwards."""
        source = self.path
        with TemporaryDirectory(dir=CACHE) as folder:
            path = Path(folder) / "copy.db"
            shutil.copyfile(source, path)
            with opened(path) as context:
                yield context


SMALL = Base("small", 10_000, 2_000, 1_000, 100_000, 1_000)
LARGE = Base("large", 1_000_000, 200_000, 100_000, 100_000, 100_000)
CATALOG = Base("catalog", 0, 0, 0, 0, 0, products=100_000, sections=5_000)


@contextmanager
def opened(path: Path) -> Iterator[Context]:
    """Open a database, made where it is missing, as the person who runs this."""
    database = Database.open(path)
    try:
        yield Context(database, sign_in(database), local_zone())
    finally:
        database.close()


@contextmanager
def empty() -> Iterator[Context]:
    """Open an empty database that is gone afterwards."""
    CACHE.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=CACHE) as folder, opened(Path(folder) / "empty.db") as context:
        yield context


@cache
def _schema() -> str:
    """Return a text that is another one when the tables, indexes or triggers are others."""
    with empty() as context:
        rows = context.database.reader().execute("SELECT sql FROM sqlite_master ORDER BY name")
        return f"{crc32(repr(rows.fetchall()).encode()):08x}"
