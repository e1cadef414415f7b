"""The settings of this machine as the settings area shows and changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from crm_tui.settings import Settings, check_region
from crm_tui.settings_file import write_setting
from crm_tui.themes import THEMES, check_theme
from crm_tui.zone_names import zone_named
from domain.dates.zones import local_zone, named_zone
from domain.errors import BadInput
from domain.i18n import LANGUAGES, _, language
from screens.settings.lines import SettingLine


def machine_settings(settings: Settings) -> list[SettingLine]:
    """Return the settings of this machine as they are in force; all take a restart."""
    line = partial(SettingLine, page=_("This machine"), restarts=True)
    return [*_of_the_place(settings, line), *_of_the_terminal(settings, line)]


def _of_the_place(settings: Settings, line: Callable[..., SettingLine]) -> Iterator[SettingLine]:
    """Give what depends on where the person works: language, time, phones."""
    yield line(
        name="language",
        label=_("Language"),
        sentence=_("The program starts again at once in this language."),
        value=settings.language or language(),
        change=lambda text: write_setting("language", text),
        choices=LANGUAGES,
    )
    yield line(
        name="time_zone",
        label=_("Time zone"),
        sentence=_(
            "In which times are typed and shown, such as Europe/Warsaw; empty: the machine's."
        ),
        value=settings.time_zone,
        change=lambda text: write_setting("time_zone", _known_zone(text) if text else ""),
        blank=_("the machine's: {zone}").format(zone=local_zone()),
    )
    yield line(
        name="region",
        label=_("Country of phones"),
        sentence=_("Numbers without a prefix are of this country: two letters, such as PL."),
        value=settings.region,
        change=lambda text: write_setting("region", _known_region(text)),
    )


def _of_the_terminal(settings: Settings, line: Callable[..., SettingLine]) -> Iterator[SettingLine]:
    """Give what depends on what the program is shown on."""
    yield line(
        name="theme",
        label=_("Colours"),
        sentence=_("Dark, light, or those of the terminal. With NO_COLOR there are none."),
        value=settings.theme or "dark",
        change=_checked("theme", check_theme),
        choices={code: _(label) for code, label in THEMES.items()},
    )
    yield line(
        name="slow",
        label=_("Slow line"),
        sentence=_("No animation, and the terminal's own colours; over SSH it is so anyway."),
        value="yes" if settings.slow else "no",
        change=lambda text: write_setting("slow", text == "yes"),
        choices={"yes": _("yes"), "no": _("no")},
    )


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
