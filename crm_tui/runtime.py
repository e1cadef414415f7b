"""Opens what a command or the screen works with: settings, language, database, the person."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from crm_tui.settings import Settings, load_settings
from crm_tui.translations import choose_language, load
from domain.i18n import _

if TYPE_CHECKING:
    from services.context import Context


class Options(NamedTuple):
    """What stands on the command line before the command; None where it was not given."""

    db: str | None = None
    acting_as: str | None = None
    slow: bool | None = None


def prepare(options: Options, environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings in force and install the language they name. Raises BadInput."""
    environment = os.environ if environment is None else environment
    load(choose_language(None, environment))
    settings = load_settings({"db": options.db, "slow": options.slow}, environment)
    load(choose_language(settings.language or None, environment))
    return settings


def open_context(settings: Settings, options: Options) -> Context:
    """Open the database and sign in. Raises UnusableFile, NotAllowed or BadInput."""
    from services.context import Context
    from services.identity import sign_in
    from storage.database import Database

    path = settings.database_path
    is_new = not path.exists()
    database = Database.open(path)
    if is_new:
        made = _("A new database was made at {path}.").format(path=path)
        print(f"crm: {made}", file=sys.stderr)
    actor = sign_in(database, options.acting_as)
    return Context(database, actor, settings.zone, settings.region)
