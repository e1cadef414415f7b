"""Call a run otherwise, or give it another script."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.i18n import _
from domain.text import one_line
from screens.form_dialog import FormDialog
from services.activities.runs import Run, edit_run
from widgets.forms.form_field import FormField
from widgets.forms.notes_field import NotesField


class RunDialog(FormDialog[bool]):
    """Returns True once the run was changed."""

    form_name = "edit_run"

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run
        self.about = run.id

    def title_text(self) -> str:
        """Name the run."""
        return _("Change: {subject}").format(subject=one_line(self._run.title, 60))

    def fields(self) -> Iterable[FormField]:
        """Ask for the title and the script."""
        title = FormField("title", _("Run"), value=self._run.title)
        # A letter that was meant for another screen must not take the place of the title.
        title.input.select_on_focus = False
        yield title
        yield NotesField("script", _("Script"), value=self._run.script, lines=8)

    def save(self) -> Callable[[], bool]:
        """Write both."""
        context, key = self.context, self._run.id
        title, script = self.value("title"), self.value("script")

        def write() -> bool:
            edit_run(context, key, title=title, script=script)
            return True

        return write
