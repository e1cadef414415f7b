"""What holds of the code as a whole: who loads what, how long files are, what is documented."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from services.context import Context
from services.identity import sign_in
from services.records.use_cases import add_record
from storage.database import Database

ROOT = Path(__file__).parent.parent
PACKAGES = ("domain", "storage", "services", "widgets", "screens", "crm_tui")
LONGEST_FILE = 400

LOAD_ALL = """
import importlib, pkgutil
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, f"{name}."):
        importlib.import_module(module.name)
report()
"""


FIRST_FRAME = """
import crm_tui.__main__, crm_tui.launch
from crm_tui.app import CrmApp
from crm_tui.runtime import Options, open_context, prepare

class OneFrame(CrmApp):
    def on_ready(self):
        self.exit()
        report()

options = Options(db=sys.argv[1])
settings = prepare(options)
OneFrame(open_context(settings, options), settings).run(headless=True, size=(120, 40))
"""

LOOKING = """
import asyncio
from crm_tui.app import CrmApp
from crm_tui.runtime import Options, open_context, prepare

async def look():
    options = Options(db=sys.argv[1])
    settings = prepare(options)
    app = CrmApp(open_context(settings, options), settings)
    async with app.run_test(size=(120, 40)) as pilot:
        while not app.is_complete:
            await pilot.pause(0.05)
        for key in ("3", "enter", "escape", "slash", "escape", *"245701", "ctrl+p", *sys.argv[2:]):
            await pilot.press(key)
            await pilot.pause()
            await app.workers.wait_for_complete()
        for _look in range(200 if sys.argv[2:] else 0):
            await pilot.pause(0.05)
            if "services.records.writing" in sys.modules:
                break
        report()

asyncio.run(look())
"""

EMPTY_APP = """
from textual.app import App
from textual.widgets import Static

class OneFrame(App):
    def compose(self):
        yield Static("nothing")

    def on_ready(self):
        self.exit()
        report()

OneFrame().run(headless=True, size=(120, 40))
"""

HELP = """
from crm_tui.cli import run
assert run(["--help"]) == 0
report()
"""

REPORT = """
import sys
before = set(sys.modules)

def report():
    print(*sorted(set(sys.modules) - before), sep="\\n", file=sys.__stderr__, flush=True)
"""


def run_python(code: str, *arguments: str, **environment: str) -> set[str]:
    """Run code in a process of its own and return the modules that it has loaded by `report()`."""
    done = subprocess.run(
        [sys.executable, "-c", REPORT + code, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def sources(*folders: str) -> Iterator[Path]:
    """Return the Python files in these folders of the project."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("package", ["domain", "storage", "services"])
def test_the_core_loads_no_user_interface(package: str) -> None:
    loaded = run_python(LOAD_ALL, package)
    assert package in loaded
    assert {"textual", "rich"}.isdisjoint(loaded)


def test_no_screen_waits_for_what_writes_to_be_loaded() -> None:
    loaded = run_python(LOAD_ALL, "screens")
    assert "screens.documents.lines_screen" in loaded
    assert {"sqlmodel", "sqlalchemy", "storage.unit"}.isdisjoint(loaded)


BEFORE_THE_SCREEN = """
import crm_tui.cli.activities, crm_tui.cli.app, crm_tui.demo, crm_tui.first_run, crm_tui.launch
report()
"""


def test_nothing_loads_the_screen_before_its_frame_rate_is_set() -> None:
    loaded = run_python(BEFORE_THE_SCREEN)
    assert "crm_tui.launch" in loaded
    assert "textual" not in loaded


@pytest.fixture(scope="module")
def first_frame(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the modules that are loaded when the first frame has been painted."""
    folder = tmp_path_factory.mktemp("first_frame")
    make_base(folder / "crm.db")
    return run_python(
        FIRST_FRAME, str(folder / "crm.db"), XDG_CONFIG_HOME=str(folder), CRM_LANG="pl"
    )


def test_the_first_frame_loads_textual_and_the_standard_library_only(
    first_frame: set[str],
) -> None:
    assert {"textual", "screens.activities.my_activities", "storage.reads.agenda"} <= first_frame
    allowed = {*sys.stdlib_module_names, *PACKAGES, *modules_with("textual")}
    outsiders = {name.partition(".")[0] for name in first_frame} - allowed
    # The standard library's own, under a name that holds the platform.
    assert {name for name in outsiders if not name.startswith("_sysconfigdata_")} == set()


def test_the_first_frame_loads_no_module_that_it_could_do_without(first_frame: set[str]) -> None:
    # What comes in anew costs every start: add it only where the first frame shows what it makes,
    # else import it in the function that needs it.
    ours = {name for name in first_frame if name.partition(".")[0] in PACKAGES}
    needed = (ROOT / "tests" / "first_frame.txt").read_text("utf-8").split()
    assert sorted(ours) == needed
    others = first_frame - ours - run_python(EMPTY_APP)
    packages = {name.partition(".")[0].strip("_") for name in others}
    assert {name for name in packages if not name.startswith("sysconfig")} <= {
        "gc", "getpass", "gettext", "json", "pwd", "sqlite3", "zoneinfo",
    }  # fmt: skip


@pytest.mark.parametrize(("keys", "loads"), [((), False), (("escape", "t"), True)])
def test_what_writes_is_loaded_by_the_first_form(
    tmp_path: Path, keys: tuple[str, ...], loads: bool
) -> None:
    make_base(tmp_path / "crm.db")
    loaded = run_python(
        LOOKING, str(tmp_path / "crm.db"), *keys, XDG_CONFIG_HOME=str(tmp_path), CRM_LANG="en"
    )
    assert {"screens.cards.record_card", "screens.catalog.catalog_area"} <= loaded
    writing = {"sqlmodel", "services.records.writing"}
    assert loaded & writing == (writing if loads else set())


def make_base(path: Path) -> None:
    """Make a database with something to do, so that the first frame has rows to paint."""
    database = Database.open(path)
    context = Context(database, sign_in(database), UTC)
    contact = add_record(
        context, "contact", {"last_name": "Иванова", "phones": ["8 916 123-45-67"]}
    )
    for due in ("01.02.2024 10:00", ""):
        activity = {"kind": "call", "subject": "contract", "due": due, "contacts": [str(contact)]}
        add_record(context, "activity", activity)
    database.close()


def modules_with(distribution: str) -> Iterator[str]:
    """Return the top-level modules of an installed distribution and of all that it requires."""
    needed: dict[str, set[str]] = {}
    queue = [Requirement(distribution)]
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        extras = needed.get(name, set()) | requirement.extras
        if name in needed and extras == needed[name]:
            continue
        needed[name] = extras
        for text in requires(name) or ():
            inner = Requirement(text)
            wanted = (
                [inner.marker.evaluate({"extra": e}) for e in ("", *extras)]
                if inner.marker
                else [True]
            )
            if any(wanted):
                queue.append(inner)
    for module, distributions in packages_distributions().items():
        if any(canonicalize_name(name) in needed for name in distributions):
            yield module


def test_help_loads_neither_the_screen_nor_what_writes() -> None:
    loaded = run_python(HELP)
    assert "typer" in loaded
    assert {"textual", "rich", "sqlmodel", "sqlalchemy", "phonenumbers", "babel"}.isdisjoint(loaded)


def test_imports_point_downwards() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_files_are_short() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in sources(*PACKAGES, "tests", "benchmarks", "tools")
        if "versions" not in path.parts
        and (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_modules_and_what_they_offer_are_documented() -> None:
    assert [name for path in sources(*PACKAGES) for name in undocumented(path)] == []


def undocumented(path: Path) -> Iterator[str]:
    """Return the module, and its public functions and classes, where they have no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    place = path.relative_to(ROOT).as_posix()
    if not ast.get_docstring(tree):
        yield place
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"{place}: {node.name}"


def _loads(node: ast.AST, package: str) -> bool:
    match node:
        case ast.Import():
            return any(name.name.split(".")[0] == package for name in node.names)
        case ast.ImportFrom(module=str(module)):
            return module.split(".")[0] == package
    return False


def test_whoever_loads_sqlalchemy_loads_sqlmodel_first() -> None:
    """Of two threads that load them in different orders, one would get a package loaded in half.

    The tables stand in a package that loads SQLModel itself, and a file is brought up to date
    before there are threads.
    """
    wrong = []
    for path in sources(*PACKAGES):
        place = path.relative_to(ROOT).as_posix()
        if place.startswith(("storage/tables/", "storage/migrations/")):
            continue
        loads = list(_statements_run(ast.parse(path.read_text("utf-8"))))
        parts = [node.lineno for node in loads if _loads(node, "sqlalchemy")]
        whole = [node.lineno for node in loads if _loads(node, "sqlmodel")]
        if parts and (not whole or min(parts) < min(whole)):
            wrong.append(place)
    assert wrong == []


def _statements_run(node: ast.AST) -> Iterator[ast.stmt]:
    """Return the statements within, but for those that only a type checker reads."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.stmt):
            yield child
        yield from _statements_run(child)
