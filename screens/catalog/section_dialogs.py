"""What is asked of a section: its name (FEATURES CAT-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.records.references import Reference
from domain.text import one_line
from screens.form_dialog import FormDialog
from services.catalog.changing import add_section, rename_section
from widgets.forms.form_field import FormField


class SectionDialog(FormDialog[UUID]):
    """Adds a section within another one, or at the top of the catalog; returns its key."""

    form_name = "section"

    def __init__(self, within: Reference | None) -> None:
        super().__init__()
        self._within = within
        self.about = within

    @property
    def draft_name(self) -> str:
        """New sections of each place have a draft."""
        return f"{self.form_name}:{self._within.id if self._within else ''}"

    def title_text(self) -> str:
        """Say where the section will be."""
        if self._within is None:
            return _("New section at the top of the catalog")
        return _("New section in {section}").format(section=one_line(self._within.title, 50))

    def fields(self) -> Iterable[FormField]:
        """Ask for the name."""
        yield FormField("name", _("Name"), hint=_("such as: Chairs"))

    def save(self) -> Callable[[], UUID]:
        """Add the section."""
        context, name = self.context, _named(self.value("name"))
        parent = self._within.id if self._within else None
        return lambda: add_section(context, name, parent)


class RenameDialog(FormDialog[UUID]):
    """Gives a section another name; returns its key."""

    form_name = "rename_section"

    def __init__(self, section: Reference) -> None:
        super().__init__()
        self._section = section

    @property
    def draft_name(self) -> str:
        """Each section has a draft of its own."""
        return f"{self.form_name}:{self._section.id}"

    def title_text(self) -> str:
        """Say which section it is."""
        return _("Name of {section}").format(section=one_line(self._section.title, 50))

    def fields(self) -> Iterable[FormField]:
        """Ask for the name."""
        yield FormField("name", _("Name"), value=self._section.title)

    def save(self) -> Callable[[], UUID]:
        """Give it the name."""
        context, key, name = self.context, self._section.id, _named(self.value("name"))

        def write() -> UUID:
            rename_section(context, key, name)
            return key

        return write


def _named(name: str) -> str:
    if not name:
        raise BadInput(_("A section needs a name."), "name")
    return name
