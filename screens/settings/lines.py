"""Settings as lines of a list: those of this machine, those kept with the data, and their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from textual.screen import Screen

from domain.i18n import _
from domain.invoicing.kinds import PAYMENT_METHODS
from domain.names.person_names import NameFormat
from domain.records.kinds import KINDS
from services.context import Context
from services.settings import (
    CLIENT_NAMES,
    SETTINGS,
    AnySetting,
    example_of_names,
    get_setting,
    set_setting,
)


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting as it stands: its name, where it is shown, its value as it is shown.

    `choices` are the values that may be typed, with their labels; empty where any text may.
    `preview` shows what a value makes of what there is.
    `blank` is what an empty value means. `change` reads a text and keeps it; it raises CrmError.
    With `restarts` the program begins anew to work with the value.
    """

    name: str
    page: str
    label: str
    sentence: str
    value: str
    change: Callable[[str], None]
    choices: Mapping[str, str] = field(default_factory=dict)
    blank: str = ""
    preview: Callable[[str], str] | None = None
    restarts: bool = False
    is_heading: bool = False

    @property
    def key(self) -> str:
        """What names this line in a list."""
        return self.name

    @property
    def shown(self) -> str:
        """The value in words."""
        return self.choices.get(self.value, self.value) or self.blank

    def __hash__(self) -> int:
        """Lines are told apart by what they show."""
        return hash((self.name, self.value))


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """What is set on a screen of its own, which `open` returns.

    `shown` stands where settings have their value.
    """

    name: str
    page: str
    label: str
    sentence: str
    open: Callable[[], Screen[None]]
    shown: str = ""
    is_heading: bool = False

    @property
    def key(self) -> str:
        """What names this line in a list."""
        return self.name


@dataclass(frozen=True, slots=True)
class PageHeading:
    """The heading of a page of settings."""

    page: str
    is_heading: bool = True

    @property
    def key(self) -> str:
        """What names this heading in a list."""
        return f"page {self.page}"


AnyLine = SettingLine | ScreenLine
Line = AnyLine | PageHeading


def data_settings(context: Context) -> Iterable[SettingLine]:
    """Return the settings that are kept with the data, as they hold for the acting person."""
    for setting in SETTINGS:
        yield SettingLine(
            name=setting.name,
            page=_(setting.page),
            label=_(setting.label),
            sentence=_(setting.sentence),
            value=_value(context, setting),
            change=_change(context, setting),
            choices=_choices(setting),
            preview=partial(_example, context) if setting is CLIENT_NAMES else None,
        )


def screen_lines() -> Iterable[ScreenLine]:
    """Return what is set on screens of its own."""
    yield from _record_lines()
    yield ScreenLine(
        name="currencies",
        page=_("Money"),
        label=_("Currencies and rates"),
        sentence=_("What currencies cost in each other: typed, or read from a file."),
        open=_currencies,
    )
    yield from _paper_lines()
    for kind in KINDS.values():
        yield ScreenLine(
            name=f"layout {kind.name}",
            page=_("Layouts"),
            label=_(kind.plural_label),
            sentence=_("Which fields the card and the form show, where, and what they are called."),
            open=partial(_layout, kind.name),
        )


def _record_lines() -> Iterable[ScreenLine]:
    """Return what is set for records of all kinds."""
    yield ScreenLine(
        name="fields",
        page=_("Records"),
        label=_("Fields"),
        sentence=_(
            "What is kept of contacts, companies, leads, deals and activities. What is missing is "
            "added here."
        ),
        open=_fields,
    )
    yield ScreenLine(
        name="dictionaries",
        page=_("Records"),
        label=_("Dictionaries"),
        sentence=_("What fields are chosen from: statuses, stages, sources, types, outcomes."),
        open=_dictionaries,
    )
    yield ScreenLine(
        name="pipelines",
        page=_("Records"),
        label=_("Pipelines"),
        sentence=_(
            "The ways that deals go, and their stages: what each means, asks for and has done."
        ),
        open=_pipelines,
    )
    yield ScreenLine(
        name="templates",
        page=_("Records"),
        label=_("Templates of tasks"),
        sentence=_("What tasks are made from again and again: deadline, people, check list."),
        open=_templates,
    )


def _paper_lines() -> Iterable[ScreenLine]:
    """Return what is set for quotes and invoices."""
    yield ScreenLine(
        name="own companies",
        page=_("Quotes and invoices"),
        label=_("Own companies"),
        sentence=_(
            "In whose name documents are issued: requisites, banks, stamp and signatures, and "
            "what is usual with each: currency, prices, language, days to pay."
        ),
        open=_own_companies,
    )
    yield ScreenLine(
        name="series",
        page=_("Quotes and invoices"),
        label=_("Numbers"),
        sentence=_("How quotes, invoices and credit notes are numbered, and what comes next."),
        open=_series,
    )
    yield ScreenLine(
        name="payment methods",
        page=_("Quotes and invoices"),
        label=_("Payment methods"),
        sentence=_("How invoices are paid. One of them is chosen when an invoice is issued."),
        open=_payment_methods,
    )
    yield ScreenLine(
        name="locations",
        page=_("Quotes and invoices"),
        label=_("Places and their taxes"),
        sentence=_("Taxes that are put on the whole document by the place of the payer."),
        open=_locations,
    )


def _own_companies() -> Screen[None]:
    from screens.settings.own_companies import OwnCompaniesScreen

    return OwnCompaniesScreen()


def _series() -> Screen[None]:
    from screens.settings.series import SeriesDialog

    return SeriesDialog()


def _payment_methods() -> Screen[None]:
    from screens.settings.dictionaries import DictionariesScreen

    return DictionariesScreen(PAYMENT_METHODS)


def _locations() -> Screen[None]:
    from screens.settings.locations import LocationsDialog

    return LocationsDialog()


def _layout(kind: str) -> Screen[None]:
    from screens.layouts.editor import LayoutEditor

    return LayoutEditor(kind)


def _fields() -> Screen[None]:
    from screens.settings.fields import FieldsScreen

    return FieldsScreen()


def _dictionaries() -> Screen[None]:
    from screens.settings.dictionaries import DictionariesScreen

    return DictionariesScreen()


def _pipelines() -> Screen[None]:
    from screens.settings.pipelines import PipelinesScreen

    return PipelinesScreen()


def _currencies() -> Screen[None]:
    from screens.settings.currencies import CurrenciesScreen

    return CurrenciesScreen()


def _templates() -> Screen[None]:
    from screens.settings.templates import TemplatesScreen

    return TemplatesScreen()


def by_page(lines: Iterable[AnyLine]) -> list[Line]:
    """Return the lines with a heading above those of each page, pages in their first order."""
    pages: dict[str, list[AnyLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    found: list[Line] = []
    for page, members in pages.items():
        found += [PageHeading(page), *members]
    return found


def _example(context: Context, value: str) -> str:
    return _("Such as: {name}").format(name=example_of_names(context, NameFormat(value)))


def _choices(setting: AnySetting) -> Mapping[str, str]:
    if isinstance(setting.default, bool):
        return {"yes": _("yes"), "no": _("no")}
    return {code: _(label) for code, label in setting.choices.items()}


def _value(context: Context, setting: AnySetting) -> str:
    """Return what holds, as one would type it."""
    value: object = get_setting(context, setting)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _change(context: Context, setting: AnySetting) -> Callable[[str], None]:
    def change(text: str) -> None:
        set_setting(context, setting, setting.read(text))

    return change
