"""What the commands share: the options before the command, and the database opened by them."""

from __future__ import annotations

import sys
from functools import cache, cached_property
from typing import TYPE_CHECKING

from crm_tui.runtime import Options, open_context, prepare

if TYPE_CHECKING:
    from crm_tui.settings import Settings
    from services.context import Context


class Session:
    """One run of the command line."""

    def __init__(self) -> None:
        self.options = Options()

    @cached_property
    def settings(self) -> Settings:
        """The settings in force, with their language installed. Raises BadInput."""
        return prepare(self.options)

    @cached_property
    def context(self) -> Context:
        """The person and the opened database. Raises UnusableFile, NotAllowed or BadInput."""
        is_new = not self.settings.database_path.exists()
        context = open_context(self.settings, self.options)
        if is_new:
            _begin(context)
        return context

    def close(self) -> None:
        """Close the database, so that all of it stands in its one file again."""
        if "context" in self.__dict__:
            self.context.database.close()


def _begin(context: Context) -> None:
    """Count in the currency of the country that the settings name, in a database just made."""
    from crm_tui.settings import is_region_told

    if is_region_told():
        from services.currencies.beginning import count_in_currency_of

        if said := count_in_currency_of(context, context.region):
            print(f"crm: {said}", file=sys.stderr)


@cache
def session() -> Session:
    """Return the session of this process."""
    return Session()
