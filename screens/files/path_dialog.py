"""Asks for the path of a file, or of several, and does something with them that may take long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from threading import Event
from typing import ClassVar
from uuid import UUID

from textual.binding import BindingType

from domain.errors import BadInput
from domain.i18n import _
from domain.sizes import show_size
from screens.actions import FORM, PATH, bindings_of
from screens.form_dialog import FormDialog
from screens.long_change import Throttled
from screens.program import with_keys
from services.context import Context
from services.files.attaching import IsCancelled, Progress
from services.files.paths import complete_path, find_files, library_folder
from widgets.forms.form_field import FormField
from widgets.forms.path_field import PathField
from widgets.forms.paths_field import PathsField

Act = Callable[[str, Progress, IsCancelled], str]
"""Does something with a path, and returns the sentence to show."""


class PathDialog(FormDialog[str]):
    """Asks for a path and does `act` with it, with its progress; Escape ends it.

    With `is_new` it is that of a file to be written.
    """

    form_name = "path"
    help_target = PATH
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PATH)]

    def __init__(
        self, title: str, about: UUID, act: Act, *, hint: str = "", is_new: bool = False
    ) -> None:
        super().__init__()
        self._is_new = is_new
        self._title_text = title
        self._hint = hint or _("~/Documents/offer.pdf")
        self._act = act
        self._is_cancelled: Event | None = None
        self.about = about

    def title_text(self) -> str:
        """Say what the path is for."""
        return self._title_text

    def keys_text(self) -> str:
        """Say how paths are completed."""
        return self.with_path_keys(
            _("{tab} completes   {library} library folder   {enter} goes on   {back} back")
        )

    def with_path_keys(self, text: str) -> str:
        """Return a text with the keys for `{tab}`, `{library}`, `{enter}` and `{back}`."""
        return with_keys(
            self,
            text,
            tab="form.next",
            library="path.library",
            enter="form.go_on",
            back="form.leave",
        )

    def fields(self) -> Iterable[FormField]:
        """Ask for the path."""
        complete = partial(complete_path, self.context)
        yield PathField("path", _("Path"), complete, hint=self._hint, is_new=self._is_new)

    def save(self) -> Callable[[], str]:
        """Do what the path is for."""
        path = self.value("path")
        if not path:
            raise BadInput(_("Type the path of a file."), "path")
        return self.long(lambda tell, is_over: self._act(path, tell, is_over))

    def long(self, act: Callable[[Progress, IsCancelled], str]) -> Callable[[], str]:
        """Return what does `act` beside the screen, its progress said, its errors at the path."""
        self._is_cancelled = is_over = Event()
        tell = Throttled(lambda done, all_: self.app.call_from_thread(self._tell, done, all_))

        def run() -> str:
            try:
                return act(tell, is_over.is_set)
            except BadInput as error:
                raise BadInput(str(error), "path") from error
            finally:
                self._is_cancelled = None

        return run

    def _tell(self, done: int, all_: int) -> None:
        if self._is_cancelled is not None and not self._is_cancelled.is_set():
            said = _("{done} of {size} copied. Esc ends it.")
            self.say(said.format(done=show_size(done), size=show_size(all_)))

    def action_leave(self) -> None:
        """End what is being done; without it, go back."""
        if self._is_cancelled is not None:
            self._is_cancelled.set()
            self.say(_("Ending …"))
        else:
            super().action_leave()

    def on_unmount(self) -> None:
        """End what is being done where the program ends."""
        if self._is_cancelled is not None:
            self._is_cancelled.set()
        super().on_unmount()

    def action_library(self) -> None:
        """Go to the library folder, from which shared files are taken (FEATURES PORT-06)."""
        folder, field = library_folder(self.context), self.field("path")
        if folder is None:
            self.say(_("No library folder is set: Settings, “Library folder”."))
            return
        field.value = f"{folder}/"
        assert isinstance(field, PathField)
        field.input.cursor_position = len(field.value)


class AttachDialog(PathDialog):
    """Asks for the paths of files to be attached: one by one, or by patterns such as `*.pdf`."""

    form_name = "attach"

    def __init__(
        self, about: UUID, act: Callable[[Sequence[str], Progress, IsCancelled], str]
    ) -> None:
        super().__init__(_("Attach files"), about, lambda *_arguments: "")
        self._attach_all = act

    def keys_text(self) -> str:
        """Say how several are named."""
        return self.with_path_keys(
            _(
                "{tab} completes; again: one more   {library} library folder   {enter} attaches   "
                "{back} back"
            )
        )

    def fields(self) -> Iterable[FormField]:
        """Ask for the paths."""
        yield paths_field(self.context, "path", _("Paths"))

    def save(self) -> Callable[[], str]:
        """Attach what is named."""
        field = self.field("path")
        assert isinstance(field, PathsField)
        paths = field.all_paths()
        if not paths:
            raise BadInput(_("Type the path of a file."), "path")
        return self.long(lambda tell, is_over: self._attach_all(paths, tell, is_over))


def paths_field(context: Context, name: str, label: str, *, begins: bool = True) -> PathsField:
    """Return a field for the paths of files to be attached; see `PathField` for `begins`."""

    def check(path: str) -> int:
        return len(find_files(context, [path]))

    complete = partial(complete_path, context)
    return PathsField(name, label, complete, check, hint=_("~/offers/*.pdf"), begins=begins)


class NameDialog(FormDialog[str]):
    """Asks for another name of a file."""

    form_name = "file name"
    help_target = FORM

    def __init__(self, about: UUID, name: str, rename: Callable[[str], str]) -> None:
        super().__init__()
        self._name_now = name
        self._rename = rename
        self.about = about

    def title_text(self) -> str:
        """Say what is asked."""
        return _("Another name")

    def fields(self) -> Iterable[FormField]:
        """Ask for the name."""
        yield FormField("name", _("Name"), value=self._name_now)

    def save(self) -> Callable[[], str]:
        """Give the name."""
        return partial(self._rename, self.value("name"))
