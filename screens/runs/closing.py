"""Closes runs, and asks what becomes of what is open of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.i18n import _, ngettext
from domain.text import one_line, spaced
from screens.form_dialog import FormDialog
from screens.long_change import LongChange
from services.activities.runs import Run, close_run
from widgets.forms.form_field import ChoiceField, FormField

STAY, BIN = "stay", "bin"


class CloseDialog(FormDialog[str]):
    """Returns what becomes of what is open of a run: STAY or BIN."""

    form_name = "close_run"

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run
        self.about = run.id

    def title_text(self) -> str:
        """Name the run."""
        return _("Close: {title}").format(title=one_line(self._run.title, 60))

    def fields(self) -> Iterable[FormField]:
        """Ask what becomes of them."""
        label = ngettext("{count} open one", "{count} open ones", self._run.open)
        ways = {STAY: _("stay planned"), BIN: _("go to the bin")}
        yield ChoiceField(
            "open", label.format(count=spaced(self._run.open)), ways, value=STAY, is_needed=True
        )

    def save(self) -> Callable[[], str]:
        """Return the choice; its text must fit."""
        field = self.field("open")
        assert isinstance(field, ChoiceField)
        chosen = field.chosen()
        return lambda: chosen


class ClosesRuns(LongChange):
    """A screen on which runs are closed."""

    def ask_to_close(self, run: Run, then: Callable[[str], None]) -> None:
        """Close a run, once it is said what becomes of what is open; `then` gets what to say."""
        context = self.context

        def close(way: str | None) -> None:
            if way is not None:
                self.run_long(
                    lambda tell, is_over: close_run(
                        context,
                        run.id,
                        drops_open=way == BIN,
                        progress=tell,
                        is_cancelled=is_over,
                    ),
                    lambda dropped: then(_said(run.open, dropped)),
                )

        if run.open:
            self.app.push_screen(CloseDialog(run), close)
        else:
            close(STAY)


def _said(still_open: int, dropped: int) -> str:
    if dropped:
        said = ngettext(
            "Closed; {count} open one is in the bin. u takes it back.",
            "Closed; {count} open ones are in the bin. u takes it back.",
            dropped,
        )
    elif still_open:
        said = ngettext(
            "Closed; {count} open one stays planned. u takes it back.",
            "Closed; {count} open ones stay planned. u takes it back.",
            still_open,
        )
    else:
        said = _("Closed. u takes it back.")
    return said.format(count=spaced(dropped or still_open))
