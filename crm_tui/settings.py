"""Settings of the program on this machine: a TOML file, the environment, the command line.

What stands further to the left in "command line, environment, file" wins. A name in the file that
the program does not know is an error that says which one was probably meant.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import tzinfo
from pathlib import Path

import platformdirs

from domain.dates.zones import local_zone, named_zone
from domain.errors import BadInput
from domain.i18n import LANGUAGES, _
from domain.paths import expanded_path

APP_NAME = "crm-tui"

_VARIABLES = {
    "CRM_DB": "db",
    "CRM_LANG": "language",
    "CRM_REGION": "region",
    "CRM_ZONE": "time_zone",
    "CRM_THEME": "theme",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set for this machine.

    db: the database file; empty for the user data folder.
    language: of the interface, ISO 639-1; empty for the system's.
    region: country (ISO 3166) whose phone numbers are written without a prefix.
    time_zone: IANA name; empty for the system's.
    theme: `dark`, `light`, `terminal` (its own colours), or a theme that Textual has; empty for
        dark, and for the terminal's own colours on a slow line.
    slow: whether the line to the terminal is slow (no animation, terminal colours).
    keys: keys of actions, by their names as docs/keys.md lists them; several are separated by
        commas.
    """

    db: str = ""
    language: str = ""
    region: str = "RU"
    time_zone: str = ""
    theme: str = ""
    slow: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def database_path(self) -> Path:
        """Where the database file is."""
        if self.db:
            return expanded_path(self.db)
        return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)) / "crm.db"

    @property
    def zone(self) -> tzinfo:
        """The time zone in which dates are typed and shown. Raises BadInput for an unknown name."""
        return named_zone(self.time_zone) if self.time_zone else local_zone()


def settings_path() -> Path:
    """Return where the settings file is, whether it exists or not."""
    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False)) / "settings.toml"


def log_path() -> Path:
    """Return where the program writes what went wrong."""
    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False)) / "crm.log"


def load_settings(
    overrides: Mapping[str, object], environment: Mapping[str, str] | None = None
) -> Settings:
    """Return the settings in force; `overrides` come from the command line, None meaning unset.

    Raises BadInput with a sentence that names the place and the value at fault.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, object] = dict(read_settings_file(settings_path()))
    for variable, name in _VARIABLES.items():
        if environment.get(variable):
            values[name] = environment[variable]
    values |= {name: value for name, value in overrides.items() if value is not None}
    settings = replace(Settings(), **values)  # type: ignore[arg-type]  # the file's are checked
    if settings.language and settings.language not in LANGUAGES:
        raise BadInput(
            _("There is no language “{code}”. Use one of: {known}.").format(
                code=settings.language, known=", ".join(LANGUAGES)
            )
        )
    return replace(settings, region=check_region(settings.region))


def is_region_told(environment: Mapping[str, str] | None = None) -> bool:
    """Say whether the environment or the file names the country. Raises BadInput."""
    environment = os.environ if environment is None else environment
    return bool(environment.get("CRM_REGION")) or "region" in read_settings_file(settings_path())


def check_region(code: str) -> str:
    """Return the country (ISO 3166) that two letters name. Raises BadInput."""
    region = code.strip().upper()
    if len(region) != 2 or not (region.isascii() and region.isalpha()):
        raise BadInput(
            _("There is no country “{code}”. Use its two letters, such as PL.").format(code=code)
        )
    return region


def read_settings_file(path: Path) -> dict[str, object]:
    """Return what a settings file sets, nothing where there is none. Raises BadInput."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    # Few people have such a file; the others need not wait for what reads it.
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, error) from error
    known = {one.name: type(getattr(Settings(), one.name)) for one in fields(Settings)}
    for name, value in values.items():
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, n=1)
            hint = _("Did you mean “{near}”?").format(near=near[0]) if near else ", ".join(known)
            raise BadInput(
                _("{path}: there is no setting “{name}”. {hint}").format(
                    path=path, name=name, hint=hint
                )
            )
        if type(value) is not known[name]:
            raise BadInput(
                _("{path}: the setting “{name}” must be of type {type}.").format(
                    path=path, name=name, type=known[name].__name__
                )
            )
    keys = values.get("keys", {})
    assert isinstance(keys, dict)
    if wrong := [name for name, key in keys.items() if not isinstance(key, str)]:
        raise BadInput(
            _('{path}: the keys of “{name}” must be a text, such as "d,f5".').format(
                path=path, name=wrong[0]
            )
        )
    return values


def _unreadable(path: Path, reason: Exception) -> BadInput:
    return BadInput(
        _("The settings in {path} cannot be read: {reason}.").format(path=path, reason=reason)
    )
