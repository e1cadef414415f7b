"""The demo base, as every picture of the screens shows it."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from crm_tui import areas_ahead
from crm_tui.translations import load
from screens.calendar import days_beside
from services.context import Context
from services.identity import sign_in
from services.seeding.demo import make_demo
from storage.database import Database
from tests.conftest import made_once
from tests.screens.desk import MONDAY, PATIENCE_SECONDS, WARSAW, at


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Leave the process speaking English."""
    yield
    load("en")


@pytest.fixture(scope="session", autouse=True)
def sheets_read_once() -> Iterator[None]:
    """Let all programs of these tests share the rules that Textual reads from style sheets.

    They are the same for the same sheets and colours, and nothing changes rules once read.
    """
    rules: dict[frozenset[tuple[str, str]], dict[object, list[RuleSet]]] = defaultdict(dict)
    make, set_variables = Stylesheet.__init__, Stylesheet.set_variables

    def share(sheet: Stylesheet) -> None:
        sheet._parse_cache = rules[frozenset(sheet._variables.items())]

    def make_sharing(self: Stylesheet, *, variables: dict[str, str] | None = None) -> None:
        make(self, variables=variables)
        share(self)

    def set_variables_sharing(self: Stylesheet, variables: dict[str, str]) -> None:
        self._parse_cache = {}  # what is shared is not to be cleared
        set_variables(self, variables)
        share(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "__init__", make_sharing)
        patch.setattr(Stylesheet, "set_variables", set_variables_sharing)
        yield


@pytest.fixture(autouse=True)
def whole_calendars(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let calendars be read before they are shown, however busy the machine is."""
    monkeypatch.setattr(days_beside, "WAIT_SECONDS", PATIENCE_SECONDS)


@pytest.fixture(autouse=True)
def areas_when_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lay areas out when they are shown: in no test somebody rests so long before that."""
    monkeypatch.setattr(areas_ahead, "REST_SECONDS", 3600.0)


@pytest.fixture(scope="session")
def demo_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo base as of one Monday afternoon; copy it, do not open it."""

    def make(path: Path) -> None:
        database = Database.open(Path(shutil.copy(empty_file, path)))
        make_demo(at(Context(database, sign_in(database), WARSAW)))
        database.close()

    return made_once(tmp_path_factory, "demo.db", make)


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Context]:
    """Anna at work on a copy of the demo base."""
    database = Database.open(Path(shutil.copy(demo_file, tmp_path / "demo.db")))
    actor = replace(sign_in(database), name="Anna P")
    yield at(Context(database, actor, WARSAW), MONDAY)
    database.close()
