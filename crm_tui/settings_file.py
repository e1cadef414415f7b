"""Changes one setting in the settings file and leaves the rest of it as it was written."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from crm_tui.settings import read_settings_file, settings_path
from domain.errors import BadInput
from domain.i18n import _

_VALUE = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^#"'\s]+)"""


def write_setting(name: str, value: str | bool, path: Path | None = None) -> None:
    """Set `name` in the file, which is made where it is missing; comments and order stay.

    Raises BadInput where the file cannot be read or written, and leaves it as it was then.
    """
    path = path or settings_path()
    before = read_settings_file(path)
    text = path.read_text("utf-8") if path.exists() else ""
    after = _changed(text, name, _as_toml(value), is_there=name in before)
    if _values(after) != {**_values(text), name: value}:
        raise BadInput(
            _("The setting “{name}” could not be changed in {path}. Change it there.").format(
                name=name, path=path
            )
        )
    _replace(path, after)


def _as_toml(value: str | bool) -> str:
    # A string of JSON is a string of TOML, but for one character that TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _changed(text: str, name: str, value: str, *, is_there: bool) -> str:
    """Return the text of a file with another value of a setting, or with one more setting."""
    top, table = _split(text)
    if is_there:
        pattern = re.compile(rf"^([ \t]*{re.escape(name)}[ \t]*=[ \t]*){_VALUE}", re.MULTILINE)
        return pattern.sub(lambda match: match[1] + value, top, count=1) + table
    return f"{top.rstrip()}\n{name} = {value}\n".lstrip() + ("\n" if table else "") + table


def _values(text: str) -> Mapping[str, object]:
    """Return what a text sets, nothing where it cannot be read."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _split(text: str) -> tuple[str, str]:
    """Return what stands before the first table of the file, and the rest."""
    table = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    place = table.start() if table else len(text)
    return text[:place], text[place:]


def _replace(path: Path, text: str) -> None:
    """Write the file beside itself and put it in place, so that it is never half written."""
    draft = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, "utf-8")
        os.replace(draft, path)
    except OSError as error:
        raise BadInput(
            _("The settings could not be written to {path}: {reason}.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
