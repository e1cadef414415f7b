"""What a person is asked when the program is opened for the first time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import NamedTuple

from textual import on

from domain.dates.zones import named_zone
from domain.errors import BadInput
from domain.i18n import LANGUAGES, _, ngettext
from domain.paths import expanded_path, is_file
from screens.long_save import LongSave
from screens.program import with_keys
from services.currencies.beginning import count_in_currency_of
from services.files.paths import complete_path
from services.importing.files import import_file
from services.importing.report import ImportReport
from services.users import set_own_name
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.path_field import PathField

BOOK, DEMO, NOTHING = "book", "demo", "nothing"


class Beginning(NamedTuple):
    """How a person begins: one of `BOOK`, `DEMO`, `NOTHING`, and a sentence on what was done."""

    way: str
    sentence: str = ""


class FirstRun(LongSave[Beginning]):
    """Asks for name, language, time zone and country, and how to begin.

    The answers are kept and the file is read by the time it returns. `keep` writes a
    setting of this machine by its name and returns it as it is kept, `known` are those in force.
    """

    form_name = "first_run"

    def __init__(self, keep: Callable[[str, str], str], known: Mapping[str, str]) -> None:
        super().__init__()
        self._keep_setting = keep
        self._known = known

    def title_text(self) -> str:
        """Greet."""
        return _("Welcome. A few answers, and the work can begin; all of them can be changed (0).")

    def keys_text(self) -> str:
        """Say how to go on, and that nothing of it is needed."""
        text = _("{save} begin   {next} next field   {back} not now")
        return with_keys(self, text, save="form.save", next="form.go_on", back="form.leave")

    def fields(self) -> Iterable[FormField]:
        """Ask."""
        known = self._known
        yield FormField("name", _("Your name"), value=self.context.actor.name)
        language = known["language"] if known["language"] in LANGUAGES else "en"
        self._language = ChoiceField(
            "language", _("Language"), LANGUAGES, value=language, is_needed=True
        )
        yield self._language
        yield FormField(
            "zone",
            _("Time zone"),
            value=known["time_zone"],
            hint=_("this machine's, or a city such as Warsaw"),
        )
        yield FormField(
            "region",
            _("Country"),
            value=known["region"],
            hint=_("its name or two letters: of phones without a prefix, of the currency"),
        )
        self._then = ChoiceField(
            "way",
            _("Then"),
            {
                BOOK: _("read in contacts, a calendar or a catalog"),
                DEMO: _("look at the demo first"),
                NOTHING: _("begin with nothing"),
            },
        )
        self._then.brings_fields = True
        yield self._then
        path = PathField(
            "path", _("File"), partial(complete_path, self.context), hint=_("~/contacts.vcf")
        )
        path.display = False
        yield path

    def focus_first(self) -> None:
        """Begin at the name."""
        self._focus(self.field("name"))

    @on(FormField.Changed)
    def show_brought_fields(self) -> None:
        """Ask for the file only where one is to be read."""
        self.field("path").display = self._way() == BOOK

    def _way(self) -> str:
        try:
            return self._then.chosen()
        except BadInput:
            return NOTHING

    def save(self) -> Callable[[], Beginning]:
        """Keep the answers, and read in the file."""
        context, name = self.context, self.value("name")
        language = self._language.chosen()
        zone, region = self.value("zone"), self.value("region")
        way = self._then.chosen() or NOTHING
        path = expanded_path(self.value("path"))
        if way == BOOK and not self.value("path"):
            raise BadInput(_("Type the path of a file."), "path")
        if way == BOOK and not is_file(path):
            raise BadInput(_("There is no file {path}.").format(path=path), "path")

        def begin() -> Beginning:
            kept = {"language": language, "time_zone": zone, "region": region}
            for setting, text in kept.items():
                if text != self._known[setting]:
                    kept[setting] = _in_field(setting, partial(self._keep_setting, setting, text))
            set_own_name(context, name)
            country = kept["region"]
            # Before a catalog is read in, whose prices may name no currency.
            counted = count_in_currency_of(context, country)
            if way == BOOK:
                self.begin_long()
                at_home = replace(
                    context,
                    region=country or context.region,
                    zone=named_zone(kept["time_zone"]) if zone else context.zone,
                )
                report = import_file(at_home, path, self.tell_read, self.is_ended)
                return Beginning(way, " ".join(filter(None, (_said(report), counted))))
            return Beginning(way, counted)

        return begin


def _said(report: ImportReport) -> str:
    """Return what came of reading an address book, a calendar or a catalog."""
    if report.is_catalog:
        sentence = ngettext(
            "{count} product was read in.", "{count} products were read in.", report.created
        ).format(count=report.created)
    elif report.is_calendar:
        sentence = ngettext(
            "{count} meeting was read in.", "{count} meetings were read in.", report.created
        ).format(count=report.created)
    else:
        sentence = ngettext(
            "{count} contact was read in. ^P finds them, ^L takes a call.",
            "{count} contacts were read in. ^P finds them, ^L takes a call.",
            report.created,
        ).format(count=report.created)
    sentence = " ".join((sentence, *islice(report.explain_series(), 1)))
    if not report.errors:
        return " ".join((sentence, *islice(report.explain(), 1)))
    failed = ngettext(
        "{count} could not be read. {first}", "{count} could not be read. {first}", report.failed
    ).format(count=report.failed, first=next(report.explain()))
    return f"{sentence} {failed}"


def _in_field(field: str, act: Callable[[], str]) -> str:
    """Return what `act` gives; what it refuses is said under the field."""
    try:
        return act()
    except BadInput as error:
        name = {"time_zone": "zone"}.get(field, field)
        raise BadInput(str(error), name) from error
