"""The first start: a few answers are kept, and the program begins anew with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_tui.settings import Settings, settings_path
from crm_tui.settings_file import write_setting
from domain.records.kinds import KINDS
from services.context import Context

if TYPE_CHECKING:
    from crm_tui.app import CrmApp


def is_first_run(context: Context) -> bool:
    """Say whether nothing has been set on this machine, and nothing written to the database."""
    if settings_path().exists():
        return False
    reader = context.database.reader()
    return not any(
        reader.execute(f'SELECT 1 FROM "{kind.table}" LIMIT 1').fetchone()
        for kind in KINDS.values()
    )


def welcome(app: CrmApp) -> None:
    """Ask what the program needs to know; whoever leaves that is not asked again."""
    from crm_tui.machine_settings import machine_settings
    from screens.first_run import DEMO, Beginning, FirstRun

    settings = app.settings
    lines = {line.name: line for line in machine_settings(settings)}

    def keep(name: str, text: str) -> None:
        lines[name].change(text)

    def begin(beginning: Beginning | None) -> None:
        from crm_tui.app import Ending

        if beginning is None:
            write_setting("region", settings.region)
        elif beginning.way == DEMO:
            app.exit(Ending.DEMO)
        else:
            app.restart(beginning.sentence)

    app.push_screen(FirstRun(keep, _known(settings)), begin)


def _known(settings: Settings) -> dict[str, str]:
    from domain.i18n import language

    return {
        "language": settings.language or language(),
        "time_zone": settings.time_zone,
        "region": settings.region,
    }
