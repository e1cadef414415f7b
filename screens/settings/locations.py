"""The places of payers and the taxes that hold there (FEATURES TAX-02, exam B22)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.binding import BindingType

from domain.errors import BadInput
from domain.i18n import _
from domain.money import format_number, parse_decimal
from screens.actions import bindings_of
from screens.form_dialog import FormDialog
from screens.invoices.keys import LOCATIONS
from screens.list_dialog import ListDialog, ListLine
from screens.program import key_line, program_of
from services.invoicing.settings.locations import (
    Place,
    PlaceTax,
    add_location,
    delete_location,
    list_locations,
    rename_location,
    set_location_taxes,
)
from services.settings import TAX_BY_LOCATION, TAX_TYPE, get_setting
from widgets.forms.form_field import FormField
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part

LINES = 14
"""Places that are in view at once."""

_COMPOUND, _WITHHELD = "compound", "withheld"


class LocationsDialog(ListDialog[None, Place]):
    """Lists the places, each below the wider one, with their own taxes."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(LOCATIONS)]

    def title_text(self) -> str:
        """Say what is listed."""
        return _("Places of payers and their taxes")

    def keys_text(self) -> str:
        """Tell the keys."""
        return key_line(self, LOCATIONS)

    def empty_hint(self) -> str:
        """Say how the first one is added."""
        return _("There are none yet: n adds one.")

    def painter(self) -> ColumnPainter[ListLine[Place]]:
        """Show a place, further right the narrower it is, and its taxes."""
        columns = (Column("name", "", 20, weight=1), Column("taxes", "", 24, weight=1))
        return ColumnPainter(columns, _cells, titles=False)

    def lines(self) -> Sequence[ListLine[Place]]:
        """Return a line for each place."""
        return [ListLine(place.id, place) for place in list_locations(program_of(self).context)]

    def on_mount(self) -> None:
        """Say where taxes do not follow the place."""
        self.line_list.styles.height = LINES
        if get_setting(self.context, TAX_TYPE) != TAX_BY_LOCATION:
            self.say(_("They hold once “Type of tax” in the settings is: by the place."))

    def action_add(self) -> None:
        """Add a place within the one under the cursor."""
        self._open(None, self.item)

    def action_add_top(self) -> None:
        """Add a place that lies in no other."""
        self._open(None, None)

    @on(RecordList.Opened)
    def action_change(self) -> None:
        """Change name and taxes."""
        if self.item is not None:
            self._open(self.item, None)

    def _open(self, place: Place | None, within: Place | None) -> None:
        self.app.push_screen(PlaceForm(place, within), self._kept)

    def _kept(self, key: UUID | None) -> None:
        if key is not None:
            self.show_lines()
            self.line_list.move_to(key)
            self.say(_("Kept. u takes it back."))

    def action_remove(self) -> None:
        """Remove a place that nothing refers to."""
        context, place = self.context, self.item
        if place is not None:
            self.perform(lambda: delete_location(context, place.id), lambda _none: self._removed())

    def _removed(self) -> None:
        self.show_lines()
        self.say(_("Removed."))


class PlaceForm(FormDialog[UUID]):
    """Asks for the name of a place and its taxes; returns its key."""

    form_name = "place"

    def __init__(self, place: Place | None, within: Place | None) -> None:
        super().__init__()
        self._place_now, self._within = place, within
        wider = within.id if within else None
        self.about = place.id if place else wider

    def title_text(self) -> str:
        """Say what is changed, or where a new one lies."""
        if self._place_now is not None:
            return self._place_now.title
        if self._within is None:
            return _("New place")
        return _("New place within {place}").format(place=self._within.title)

    def fields(self) -> Iterable[FormField]:
        """Ask for the name, and for the taxes in one line."""
        place = self._place_now
        yield FormField("name", _("Name"), value=place.path[-1] if place else "")
        yield FormField(
            "taxes",
            _("Taxes"),
            value=taxes_text(place.taxes) if place else "",
            hint=_("GST 5; QST 9.975 compound; several with ; between them"),
            explain=lambda text: "; ".join(
                f"{one.name} {one.rate:f} %" for one in read_taxes(text)
            ),
        )

    def save(self) -> Callable[[], UUID]:
        """Keep the place."""
        context, place, within = self.context, self._place_now, self._within
        name = self.value("name")
        try:
            taxes = read_taxes(self.value("taxes"))
        except BadInput as error:
            raise BadInput(str(error), "taxes") from error

        def keep() -> UUID:
            if place is None:
                key = add_location(context, name, within.id if within else None)
            else:
                key = place.id
                if name != place.path[-1]:
                    rename_location(context, key, name)
            if place is None or taxes != place.taxes:
                set_location_taxes(context, key, taxes)
            return key

        return keep


def taxes_text(taxes: Iterable[PlaceTax]) -> str:
    """Return taxes as they are typed."""
    return "; ".join(
        " ".join(
            filter(
                None,
                (
                    tax.name,
                    format_number(tax.rate),
                    _COMPOUND if tax.is_compound else "",
                    _WITHHELD if tax.is_withheld else "",
                ),
            )
        )
        for tax in taxes
    )


def _said_taxes(text: str) -> str:
    return "; ".join(f"{one.name} {one.rate:f} %" for one in read_taxes(text))


def read_taxes(text: str) -> tuple[PlaceTax, ...]:
    """Return the taxes that a line names: `GST 5; QST 9.975 compound`. Raises BadInput."""
    return tuple(_tax(part.split()) for part in text.split(";") if part.strip())


def _tax(words: list[str]) -> PlaceTax:
    flags = {word for word in words if word.lower() in (_COMPOUND, _WITHHELD)}
    rest = [word for word in words if word not in flags and word != "%"]
    if len(rest) < 2:
        raise BadInput(_("Write a tax as its name and its rate, such as: GST 5"))
    lower = {flag.lower() for flag in flags}
    rate = parse_decimal(rest[-1].removesuffix("%"))
    return PlaceTax(" ".join(rest[:-1]), rate, _COMPOUND in lower, _WITHHELD in lower)


def _cells(line: ListLine[Place]) -> Mapping[str, str | Part]:
    place = line.item
    indent = "  " * (len(place.path) - 1)
    return {"name": f"{indent}{place.path[-1]}", "taxes": (taxes_text(place.taxes), "muted")}
