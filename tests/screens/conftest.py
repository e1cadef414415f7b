"""The demo base, as every picture of the screens shows it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crm_tui.translations import load
from screens.calendar import days_beside
from services.context import Context
from services.identity import sign_in
from services.seeding.demo import make_demo
from storage.database import Database
from tests.screens.desk import MONDAY, PATIENCE_SECONDS, WARSAW, at


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Leave the process speaking English."""
    yield
    load("en")


@pytest.fixture(autouse=True)
def whole_calendars(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let calendars be read before they are shown, however busy the machine is."""
    monkeypatch.setattr(days_beside, "WAIT_SECONDS", PATIENCE_SECONDS)


@pytest.fixture(scope="session")
def demo_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo base as of one Monday afternoon; copy it, do not open it."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("demo") / "demo.db"))
    database = Database.open(path)
    make_demo(at(Context(database, sign_in(database), WARSAW)))
    database.close()
    return path


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Context]:
    """Anna at work on a copy of the demo base."""
    database = Database.open(Path(shutil.copy(demo_file, tmp_path / "demo.db")))
    actor = replace(sign_in(database), name="Anna P")
    yield at(Context(database, actor, WARSAW), MONDAY)
    database.close()
