"""What tests of every floor share: an isolated environment, databases, people, the command line."""

from __future__ import annotations

import gc
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings

from domain import i18n
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.identity import SYSTEM, sign_in
from services.users import add_user
from storage.database import Database

ROOT = Path(__file__).parent.parent
ZONE = ZoneInfo("Europe/Warsaw")

# No time limit for a single example: machines differ. The same examples each time; `make soak`
# takes others.
for profile, is_same in (("same", True), ("others", False)):
    settings.register_profile(
        profile,
        deadline=None,
        max_examples=30,
        derandomize=is_same,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile("same")


# The collector would else look every few milliseconds through what programs that are shown make
# and throw away, and each time it looks at everything through all tests there are.
gc.set_threshold(50_000, 20, 20)


def pytest_collection_finish() -> None:
    """Let the collector leave alone what lives as long as the tests."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def isolated_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the person's own files, settings, language and login out of the tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(("CRM_", "LC_", "SSH_")):
                patch.delenv(name)
        patch.setenv("HOME", str(home))
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.setenv("LANG", "C.UTF-8")
        patch.setenv("TZ", ZONE.key)
        patch.setenv("LOGNAME", "anna")
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """Let the engines of all databases of these tests share the statements that are compiled.

    They depend on the dialect alone; a program has one engine, so it compiles each once as well.
    """
    import sqlmodel
    from sqlalchemy import Engine

    from storage import unit

    first = sqlmodel.create_engine("sqlite://")
    first.connect().close()  # lets the dialect look at SQLite

    def make_engine(url: str, **options: Any) -> Engine:
        engine = sqlmodel.create_engine(url, **options)
        engine.dialect = engine.pool._dialect = first.dialect
        engine._compiled_cache = first._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unit, "create_engine", make_engine)
        yield


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a file that all processes of a run of tests share; the first to need it makes it."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        made = folder / name
        make(made)
        return made
    import fcntl

    made = folder.parent / name
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            # In a place of its own, so that one that could not be made is not taken for made.
            make(folder / name)
            (folder / name).rename(made)
    return made


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without users, made once; copy it, do not open it."""
    return made_once(tmp_path_factory, "empty.db", lambda path: Database.open(path).close())


@pytest.fixture(scope="session")
def staffed_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the administrator anna and the user boris; copy it, do not open it."""

    def make(path: Path) -> None:
        shutil.copy(empty_file, path)
        database = Database.open(path)
        sign_in(database)
        # Added by nobody who is at work in the tests, so that nobody undoes it.
        add_user(Context(database, SYSTEM, ZONE), "boris", "Борис Волков")
        database.close()

    return made_once(tmp_path_factory, "staffed.db", make)


def add_fields(path: Path, *fields: NewField) -> Path:
    """Add custom fields to a database, by nobody who is at work in the tests; return its path."""
    database = Database.open(path)
    for field in fields:
        add_field(Context(database, SYSTEM, ZONE), field)
    database.close()
    return path


@pytest.fixture
def empty_path(empty_file: Path, tmp_path: Path) -> Path:
    """A fresh copy of a database without users."""
    return Path(shutil.copy(empty_file, tmp_path / "crm.db"))


@pytest.fixture
def path(staffed_file: Path, tmp_path: Path) -> Path:
    """A fresh copy of a database that anna and boris share."""
    return Path(shutil.copy(staffed_file, tmp_path / "crm.db"))


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """The shared database, open."""
    database = Database.open(path)
    yield database
    database.close()


@pytest.fixture
def context(database: Database) -> Context:
    """Anna, an administrator, at work in Warsaw on phones of Russia."""
    return Context(database, sign_in(database), ZONE, "RU")


@pytest.fixture
def other(path: Path) -> Iterator[Context]:
    """Boris at work on the same file, in a program of his own."""
    database = Database.open(path)
    yield Context(database, sign_in(database, "boris"), ZONE, "RU")
    database.close()


@pytest.fixture
def seller(database: Database) -> UUID:
    """The own company in whose name documents are issued."""
    from services.records.use_cases import add_record

    return add_record(
        Context(database, sign_in(database), ZONE), "own_company", {"title": "Own company"}
    )


@dataclass(frozen=True)
class Outcome:
    """What came of a command: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The standard output, read as JSON."""
        return json.loads(self.out)

    @property
    def word(self) -> str:
        """The standard output where it is one word, such as a key."""
        (word,) = self.out.split()
        return word


@pytest.fixture
def crm(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Outcome]]:
    """Run a command of `crm` on the shared database within this process."""
    from crm_tui.cli.run import run
    from crm_tui.cli.session import session

    def crm(*arguments: object, stdin: str = "", db: Path = path) -> Outcome:
        session.cache_clear()
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        code = run(["--db", str(db), *map(str, arguments)])
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    yield crm
    i18n.install("en", NullTranslations())


@pytest.fixture
def crm_process(path: Path) -> Callable[..., Outcome]:
    """Run a command of `crm` on the shared database in a process of its own."""

    def crm_process(*arguments: object, stdin: str = "", **environment: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "crm_tui", "--db", str(path), *map(str, arguments)],
            input=stdin.encode(),
            env=process_environment() | environment,
            cwd=path.parent,
            capture_output=True,
            timeout=120,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return crm_process


def process_environment() -> dict[str, str]:
    """Return the environment for a process that imports the packages of the project."""
    return dict(os.environ) | {"PYTHONPATH": str(ROOT)}
