"""The settings of this machine as the settings area shows and changes them."""

from __future__ import annotations

from collections.abc import Callable

from crm_tui.settings import Settings, check_region
from crm_tui.settings_file import write_setting
from crm_tui.themes import THEMES, check_theme
from crm_tui.zone_names import zone_named
from domain.dates.zones import local_zone, named_zone
from domain.errors import BadInput
from domain.i18n import LANGUAGES, _, language
from screens.settings.lines import SettingLine


def machine_settings(settings: Settings) -> list[SettingLine]:
    """Return the settings of this machine as they are in force; all but `slow` take a restart."""
    page = _("This machine")
    return [
        SettingLine(
            "language",
            page,
            _("Language"),
            _("The program starts again at once in this language."),
            settings.language or language(),
            lambda text: write_setting("language", text),
            LANGUAGES,
            restarts=True,
        ),
        SettingLine(
            "time_zone",
            page,
            _("Time zone"),
            _("In which times are typed and shown, such as Europe/Warsaw; empty: the machine's."),
            settings.time_zone,
            lambda text: write_setting("time_zone", _known_zone(text) if text else ""),
            blank=_("the machine's: {zone}").format(zone=local_zone()),
            restarts=True,
        ),
        SettingLine(
            "region",
            page,
            _("Country of phones"),
            _("Numbers without a prefix are of this country: two letters, such as PL."),
            settings.region,
            lambda text: write_setting("region", _known_region(text)),
            restarts=True,
        ),
        SettingLine(
            "theme",
            page,
            _("Colours"),
            _("Dark, light, or those of the terminal. With NO_COLOR there are none."),
            settings.theme or "dark",
            _checked("theme", check_theme),
            {code: _(label) for code, label in THEMES.items()},
            restarts=True,
        ),
        SettingLine(
            "slow",
            page,
            _("Slow line"),
            _("No animation, and the terminal's own colours; over SSH it is so anyway."),
            "yes" if settings.slow else "no",
            lambda text: write_setting("slow", text == "yes"),
            {"yes": _("yes"), "no": _("no")},
            restarts=True,
        ),
    ]


def _known_zone(text: str) -> str:
    """Return the name of a time zone, which is typed in any way. Raises BadInput."""
    name = zone_named(text)
    named_zone(name)
    return name


def _known_region(text: str) -> str:
    """Return the letters of a country, one that has telephone numbers. Raises BadInput."""
    from phonenumbers import SUPPORTED_REGIONS

    from services.country_names import country_named

    region = check_region(country_named(text) or text)
    if region not in SUPPORTED_REGIONS:
        raise BadInput(
            _("There is no country “{code}”. Use its two letters, such as PL.").format(code=text)
        )
    return region


def _checked(name: str, check: Callable[[str], object]) -> Callable[[str], None]:
    def change(text: str) -> None:
        check(text)
        write_setting(name, text)

    return change
