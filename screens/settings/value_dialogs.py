"""What is asked about a value of a dictionary: what it is called, and where its records go."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.catalog.tax_rates import TAX_RATES
from domain.catalog.units import UNITS
from domain.dictionaries import CHOSEN_MEANINGS, MEANINGS, STAGES, family
from domain.i18n import N_, _
from domain.text import one_line
from domain.value_colors import COLORS
from screens.form_dialog import FormDialog
from services.dictionaries.changing import ValueEdit, add_value, change_value
from services.dictionaries.deleting import NOWHERE, ValueInUse
from services.dictionaries.reading import ValueView, list_values
from widgets.forms.form_field import ChoiceField, FormField

_TYPED = {
    UNITS: (N_("OKEI code"), N_("three or four digits, such as 796")),
    TAX_RATES: (N_("Rate"), N_("20, or a category of EN 16931 before it: E 0")),
}
"""How meanings are called that are typed, and how they are typed, by dictionary."""

_NONE = "-"
"""Stands for no value among codes of values, which consist of letters and digits."""


class ValueDialog(FormDialog[str]):
    """Returns the code of the value that was added to a dictionary, or changed."""

    form_name = "value"

    def __init__(self, dictionary: str, value: ValueView | None = None) -> None:
        super().__init__()
        self.dictionary = dictionary
        """The code of the dictionary."""
        self.known = value
        """The value that is changed, None for a new one."""

    @property
    def draft_name(self) -> str:
        """Each value has a draft of its own, and a new one of each dictionary."""
        code = self.known.code if self.known else ""
        return f"{self.form_name}:{self.dictionary}:{code}"

    def title_text(self) -> str:
        """Say what is added or changed."""
        return one_line(self.known.label, 60) if self.known else _("New value")

    def fields(self) -> Iterable[FormField]:
        """Ask for the name and the colour, and where there is one for the meaning."""
        known = self.known
        shipped = known.shipped if known else ""
        hint = _("empty: {name}").format(name=shipped) if shipped else ""
        yield FormField("label", _("Name"), value=known.label if known else "", hint=hint)
        meanings = self._meanings()
        if meanings:
            present = known.meaning if known else next(iter(meanings))
            yield ChoiceField("meaning", _("Meaning"), meanings, value=present, is_needed=True)
        if typed := _TYPED.get(self.dictionary):
            label, hint = map(_, typed)
            yield FormField("meaning", label, value=known.meaning if known else "", hint=hint)
        colors = {name: _(label) for name, label in COLORS.items()}
        yield ChoiceField("color", _("Colour"), colors, value=known.color if known else "")

    def _meanings(self) -> dict[str, str]:
        """Return what may be chosen; nothing where there is one meaning, or it is settled."""
        group = family(self.dictionary)
        chosen = CHOSEN_MEANINGS.get(group, ())
        if len(chosen) < 2 or (self.known and self.known.is_system):
            return {}
        return {meaning: _(MEANINGS[group][meaning]) for meaning in chosen}

    def focus_first(self) -> None:
        """Begin at the name."""
        self._focus(self.field("label"))

    def save(self) -> Callable[[], str]:
        """Add the value, or change what was typed into."""
        context, dictionary, known = self.context, self.dictionary, self.known
        edit = self.edit()

        def write() -> str:
            if known is None:
                return add_value(
                    context,
                    dictionary,
                    edit.label or "",
                    meaning=edit.meaning or "",
                    color=edit.color or "",
                ).code
            if edit != ValueEdit():
                change_value(context, dictionary, known.code, edit)
            return known.code

        return write

    def edit(self) -> ValueEdit:
        """Return what was typed otherwise than it is; all of a new value. Raises BadInput."""
        label, color = self.value("label"), self._chosen("color") or ""
        is_typed = self.dictionary in _TYPED
        meaning = self.value("meaning") if is_typed else self._chosen("meaning")
        known = self.known
        if known is None:
            return ValueEdit(label, meaning or "", color)
        return ValueEdit(
            label=None if label == known.label else label,
            meaning=None if meaning == known.meaning else meaning,
            color=None if color == known.color else color,
        )

    def _chosen(self, name: str) -> str | None:
        """Return the code that was chosen in a field, None where the form does not have it."""
        for field in self.query(f"#field-{name}").results(ChoiceField):
            return field.chosen()
        return None


class DestinationDialog(FormDialog[str]):
    """Returns the code of the value that records get in place of one that is to be deleted.

    It is NOWHERE where they are to have none.
    """

    form_name = "value_destination"

    def __init__(self, value: ValueView, asked: ValueInUse) -> None:
        super().__init__()
        self._known = value
        self._asked = asked

    @property
    def draft_name(self) -> str:
        """Each value has a draft of its own."""
        return f"{self.form_name}:{self._known.dictionary}:{self._known.code}"

    def title_text(self) -> str:
        """Say what is deleted, and how many records have it."""
        return str(self._asked)

    def fields(self) -> Iterable[FormField]:
        """Ask for the other value."""
        values = list_values(self.context, self._known.dictionary)
        choices = {one.code: one.label for one in values if one.id != self._known.id}
        label = _("To stage")
        if family(self._known.dictionary) != STAGES:
            label, choices = _("They get"), {_NONE: _("none")} | choices
        yield ChoiceField("to", label, choices, is_needed=True)

    def save(self) -> Callable[[], str]:
        """Return what was chosen."""
        field = self.field("to")
        assert isinstance(field, ChoiceField)
        chosen = field.chosen()
        return lambda: NOWHERE if chosen == _NONE else chosen
