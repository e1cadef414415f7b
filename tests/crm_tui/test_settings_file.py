"""One setting is changed in the file, and the rest stays as somebody has written it."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.settings_file import write_setting
from domain.errors import BadInput

WRITTEN = """\
# My settings.
region = "RU"   # for now

theme = 'dark'
  slow = false

# What follows is about keys.
[keys]
"activities.done" = "d" # region = "nothing"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A settings file that does not exist, in a folder that does not either."""
    return tmp_path / "config" / "settings.toml"


def write(file: Path, text: str) -> None:
    """Write the file as somebody would."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_the_file_is_made_where_it_is_missing(file: Path) -> None:
    write_setting("language", "pl", file)
    write_setting("slow", True, file)
    assert file.read_text("utf-8") == 'language = "pl"\nslow = true\n'


def test_comments_and_order_stay(file: Path) -> None:
    write(file, WRITTEN)
    write_setting("theme", "light", file)
    write_setting("slow", True, file)
    write_setting("language", "pl", file)
    write_setting("region", "PL", file)
    assert file.read_text("utf-8").splitlines() == [
        "# My settings.",
        'region = "PL"   # for now',
        "",
        'theme = "light"',
        "  slow = true",
        "",
        "# What follows is about keys.",
        'language = "pl"',
        "",
        "[keys]",
        '"activities.done" = "d" # region = "nothing"',
    ]


@pytest.mark.parametrize(
    "value", ['a "quoted" \\ path', "C:\\new\\table", "Łódź ёж", "tab\there", "del\x7f", ""]
)
def test_any_text_reads_back(file: Path, value: str) -> None:
    write(file, WRITTEN)
    write_setting("db", value, file)
    assert tomllib.loads(file.read_text("utf-8"))["db"] == value
    write_setting("db", "another", file)
    assert file.read_text("utf-8").count("db = ") == 1


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_reads_back_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, value: str
) -> None:
    file = tmp_path_factory.mktemp("settings") / "settings.toml"
    write(file, WRITTEN)
    try:
        write_setting("db", value, file)
    except BadInput:
        assert file.read_text("utf-8") == WRITTEN
    else:
        assert tomllib.loads(file.read_text("utf-8"))["db"] == value


def test_what_cannot_be_changed_in_place_is_left_and_told(file: Path) -> None:
    text = 'theme = """\ndark"""\n'
    write(file, text)
    with pytest.raises(BadInput) as refused:
        write_setting("theme", "light", file)
    assert str(file) in str(refused.value)
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize("text", ["region = \n", 'unknown = "x"\n', "slow = 3\n"])
def test_a_file_that_cannot_be_read_is_left_and_told(file: Path, text: str) -> None:
    write(file, text)
    with pytest.raises(BadInput):
        write_setting("language", "pl", file)
    assert file.read_text("utf-8") == text


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(BadInput, match=r"could not be written|cannot be read"):
        write_setting("language", "pl", blocked / "settings.toml")


def test_no_half_written_file_is_left_behind(file: Path) -> None:
    write(file, WRITTEN)
    write_setting("theme", "light", file)
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]
    assert stat.S_ISREG(file.stat().st_mode)
