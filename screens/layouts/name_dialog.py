"""Asks for a name in a layout: of a field, of a section, or of the section to put a field into."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from domain.choosing import code_of_digit
from domain.errors import BadInput
from domain.i18n import _
from domain.records.layouts import Layout
from domain.text import fold
from screens.form_dialog import FormDialog
from widgets.forms.form_field import FormField


class NameDialog(FormDialog[Layout]):
    """Returns the layout that `make` makes of what is typed; it raises BadInput.

    `about_name` tells drafts apart. `titles` are offered by their digits.
    """

    form_name = "layout_name"

    def __init__(
        self,
        title: str,
        make: Callable[[str], Layout],
        *,
        about_name: str,
        value: str = "",
        hint: str = "",
        titles: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._title = title
        self._make = make
        self._about_name = about_name
        self._value = value
        self._hint = hint
        self._titles = {title: title for title in titles}

    @property
    def draft_name(self) -> str:
        """Each field and each section has a draft of its own."""
        return f"{self.form_name}:{self._about_name}"

    def title_text(self) -> str:
        """Say what is named."""
        return self._title

    def fields(self) -> Iterable[FormField]:
        """Ask for the name."""
        choices = [f"{place} {title}" for place, title in enumerate(self._titles, 1) if place < 10]
        yield FormField(
            "name",
            _("Section") if self._titles else _("Name"),
            value=self._value,
            hint=self._hint,
            choices=choices,
            explain=self._explain if self._titles else None,
        )

    def _meant(self, typed: str) -> str:
        """Return the title that is offered for a digit or in other letters, or what is typed."""
        by_digit = code_of_digit(self._titles, typed)
        return by_digit or next((t for t in self._titles if fold(t) == fold(typed)), typed)

    def _explain(self, typed: str) -> str:
        meant = self._meant(typed)
        if meant in self._titles:
            return "" if meant == typed else f"= {meant}"
        return _("a new section “{title}”").format(title=meant)

    def save(self) -> Callable[[], Layout]:
        """Return the layout with the name."""
        typed = self._meant(self.value("name"))

        def make() -> Layout:
            try:
                return self._make(typed)
            except BadInput as error:
                raise BadInput(str(error), "name") from error

        return make
