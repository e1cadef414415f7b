"""What a person is asked when the program is opened for the first time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from textual import on

from domain.errors import BadInput
from domain.i18n import LANGUAGES, _
from domain.text import fold
from domain.zones import named_zone
from screens.form_dialog import FormDialog
from services.attachments import complete_path
from services.identity import set_own_name
from services.importing.contacts import import_contacts
from widgets.form_field import ChoiceField, FormField
from widgets.path_field import PathField

BOOK, DEMO, NOTHING = "book", "demo", "nothing"


class FirstRun(FormDialog[str]):
    """Asks for name, language, time zone and country, and how to begin.

    Returns `DEMO` where the demo is to be looked at, else `BOOK` or `NOTHING`; the answers are kept
    by then. `keep` writes a setting of this machine by its name, `known` are those in force.
    """

    form_name = "first_run"

    def __init__(self, keep: Callable[[str, str], None], known: Mapping[str, str]) -> None:
        super().__init__()
        self._keep_setting = keep
        self._known = known

    def title_text(self) -> str:
        """Greet."""
        return _("Welcome. A few answers, and the work can begin; all of them can be changed (0).")

    def keys_text(self) -> str:
        """Say how to go on, and that nothing of it is needed."""
        return _("^S begin   Enter next field   Esc not now")

    def fields(self) -> Iterable[FormField]:
        """Ask."""
        known = self._known
        self._ways = {
            BOOK: _("read in an address book (.vcf)"),
            DEMO: _("look at the demo first"),
            NOTHING: _("begin with nothing"),
        }
        yield FormField("name", _("Your name"), value=self.context.actor.name)
        yield ChoiceField(
            "language",
            _("Language"),
            list(LANGUAGES.values()),
            value=LANGUAGES.get(known["language"], LANGUAGES["en"]),
            explain=lambda text: _shown(LANGUAGES, text),
        )
        yield FormField(
            "zone",
            _("Time zone"),
            value=known["time_zone"],
            hint=_("this machine's, or a name such as Europe/Warsaw"),
        )
        yield FormField(
            "region",
            _("Country"),
            value=known["region"],
            hint=_("two letters: of phones without a prefix"),
        )
        yield ChoiceField(
            "way",
            _("Then"),
            list(self._ways.values()),
            explain=lambda text: _shown(self._ways, text),
        )
        path = PathField(
            "path", _("File"), partial(complete_path, self.context), hint=_("~/contacts.vcf")
        )
        path.display = False
        yield path

    @on(FormField.Changed)
    def show_path(self) -> None:
        """Ask for the address book only where one is to be read."""
        self.field("path").display = self._way() == BOOK

    def _way(self) -> str:
        try:
            return _chosen(self._ways, self.value("way"), "way")
        except BadInput:
            return NOTHING

    def save(self) -> Callable[[], str]:
        """Keep the answers, and read in the address book."""
        context, name = self.context, self.value("name")
        language = _chosen(LANGUAGES, self.value("language"), "language")
        zone, region = self.value("zone"), self.value("region")
        if zone:
            _in_field("zone", lambda: named_zone(zone))
        way = _chosen(self._ways, self.value("way"), "way") if self.value("way") else NOTHING
        path = Path(self.value("path")).expanduser()
        if way == BOOK and not path.is_file():
            raise BadInput(_("There is no file {path}.").format(path=path), "path")

        def begin() -> str:
            for setting, text in (("language", language), ("time_zone", zone), ("region", region)):
                if text != self._known[setting]:
                    _in_field(setting, partial(self._keep_setting, setting, text))
            set_own_name(context, name)
            if way == BOOK:
                import_contacts(context, path, self._show_progress)
            return way

        return begin

    def _show_progress(self, count: int) -> None:
        if count % 100 == 0:
            self.app.call_from_thread(self.say, _("{count} cards read").format(count=count))


def _chosen(choices: Mapping[str, str], text: str, field: str) -> str:
    """Return the choice that a text begins. Raises BadInput."""
    wanted = fold(text)
    for code, label in choices.items():
        if wanted and (fold(label).startswith(wanted) or wanted == code):
            return code
    raise BadInput(_("Use one of: {choices}.").format(choices=", ".join(choices.values())), field)


def _shown(choices: Mapping[str, str], text: str) -> str:
    label = choices[_chosen(choices, text, "")]
    return "" if fold(label) == fold(text) else f"= {label}"


def _in_field(field: str, act: Callable[[], object]) -> None:
    """Run `act`; what it refuses is said under the field."""
    try:
        act()
    except BadInput as error:
        name = {"time_zone": "zone"}.get(field, field)
        raise BadInput(str(error), name) from error
