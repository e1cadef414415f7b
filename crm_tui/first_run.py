"""The first start: a few answers are kept, and the program begins anew with them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crm_tui.settings import Settings, is_region_told, read_settings_file, settings_path
from crm_tui.settings_file import write_setting
from crm_tui.translations import load
from domain.i18n import _
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

    settings, known = app.settings, _known(app.settings)
    lines = {line.name: line for line in machine_settings(settings)}

    def keep(name: str, text: str) -> str:
        lines[name].change(text)
        if name == "language":
            # What came of the answers is said in the language that was answered.
            load(text)
        return str(read_settings_file(settings_path()).get(name, ""))

    def begin(beginning: Beginning | None) -> None:
        from crm_tui.app import Ending

        if beginning is None:
            _begin_without_answers(app, known["region"])
        elif beginning.way == DEMO:
            app.exit(Ending.DEMO)
        else:
            app.restart(beginning.sentence)

    app.push_screen(FirstRun(keep, known), begin)


def _known(settings: Settings) -> dict[str, str]:
    """Return what is known or likely of the machine; the country that was set counts first."""
    from crm_tui.home_country import likely_country
    from domain.i18n import language

    likely = "" if is_region_told() else likely_country(os.environ, settings.zone)
    return {
        "language": settings.language or language(),
        "time_zone": settings.time_zone,
        "region": likely or settings.region,
    }


def _begin_without_answers(app: CrmApp, country: str) -> None:
    """Take the likely country, and its currency as the base one; say where that is changed."""
    from screens.service_screen import ServiceScreen
    from services.currencies.beginning import count_in_currency_of
    from services.currencies.rates import base_currency

    context, below = app.context, app.screen

    def take() -> str:
        write_setting("region", country)
        count_in_currency_of(context, country)
        return _(
            "Phones without a prefix are of {country}, sums and prices in {currency}: the settings "
            "(0) change both."
        ).format(country=country, currency=base_currency(context))

    def tell(sentence: str) -> None:
        if country == app.settings.region:
            app.say(sentence)
        else:
            app.restart(sentence)

    if isinstance(below, ServiceScreen):
        below.perform(take, tell)
