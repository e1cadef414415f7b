"""The photo of a client: seen where the terminal shows exact colours, else opened beside it."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from domain.errors import CrmError
from domain.i18n import _
from domain.records.references import Reference
from domain.text import one_line
from screens.actions import bindings_of
from screens.files.path_dialog import PathDialog
from screens.opening import open_outside
from screens.parts.keys import PHOTO
from screens.program import key_line, program_of
from screens.service_screen import ServiceScreen
from services.files.attaching import IsCancelled, Progress
from services.files.copies import copy_to_open
from services.files.listing import AttachmentView
from services.parts.photo import photo_of, remove_photo, set_photo, small_picture
from widgets.key_line import KeyLine
from widgets.picture_view import PictureView

COLUMNS, LINES = 48, 20
"""The room for the picture in cells; its lines hold two rows of it each."""


class PhotoDialog(ModalScreen[None], ServiceScreen[None]):
    """Shows the photo of a record; another one is set by its path."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PHOTO)]
    DEFAULT_CSS = """
    PhotoDialog {
        align: center middle;
        & > Vertical { width: 52; max-width: 100%; height: auto; max-height: 100%; padding: 0 2;
            background: $surface; }
        & .dialog--title { text-style: bold; height: 1; margin-bottom: 1; }
        & PictureView { height: 0; }
        & .dialog--message { height: auto; }
        & .dialog--keys { color: $text-muted; height: auto; margin-top: 1; }
    }
    """

    def __init__(self, record: Reference) -> None:
        super().__init__()
        self._record = record
        self._photo: AttachmentView | None = None

    def compose(self) -> ComposeResult:
        """Lay out the title, the picture, the messages and the keys."""
        with Vertical():
            yield Static(one_line(self._record.title, 48), classes="dialog--title", markup=False)
            yield PictureView(id="picture")
            yield Static(classes="dialog--message", id="caption", markup=False)
            yield Static(classes="dialog--message", id="message", markup=False)
            yield KeyLine(key_line(self, PHOTO), classes="dialog--keys")

    def on_mount(self) -> None:
        """Show the photo, and follow what others do."""
        self._show()
        program_of(self).records_changed.subscribe(self, lambda kinds: self._follow(kinds))

    def _follow(self, kinds: frozenset[str]) -> None:
        if "attachment" in kinds:
            self._show()

    def say(self, sentence: str, severity: str = "information") -> None:
        """Show a sentence below the picture."""
        sign = "! " if severity == "error" else ""
        self.query_one("#message", Static).update(f"{sign}{sentence}")

    def _tell(self, text: str) -> None:
        """Say what is shown, or why there is nothing to see."""
        self.query_one("#caption", Static).update(text)

    def _show(self) -> None:
        photo = self.read(lambda: photo_of(self.context, self._record.kind, self._record.id))
        self._photo = photo
        self._show_rows(())
        if photo is None:
            self._tell(_("There is no photo yet. n sets one by its path."))
        elif self.app.console.color_system != "truecolor" or self.app.ansi_color:
            self._tell(_("This terminal shows no pictures. Enter opens the photo elsewhere."))
        else:
            self._read_picture(photo)

    @work(group="picture", exclusive=True)
    async def _read_picture(self, photo: AttachmentView) -> None:
        size = self.app.size
        columns, lines = min(COLUMNS, size.width - 4), min(LINES, size.height - 6)
        try:
            picture = await asyncio.to_thread(small_picture, photo, columns, lines)
        except CrmError as error:
            self._tell(_("{reason} Enter opens it elsewhere.").format(reason=error))
        else:
            self._show_rows(picture.rows)
            self._tell(one_line(photo.name, 48))

    def _show_rows(self, rows: tuple[tuple[tuple[int, int, int], ...], ...]) -> None:
        view = self.query_one(PictureView)
        view.styles.height = (len(rows) + 1) // 2
        view.show(rows)

    def action_set(self) -> None:
        """Ask for the path of a picture."""
        context, record = self.context, self._record

        def take(path: str, _tell: Progress, _is_over: IsCancelled) -> str:
            set_photo(context, record.kind, record.id, path)
            return _("The photo is set. u takes it back.")

        self.app.push_screen(PathDialog(_("Set a photo"), record.id, take), self._changed)

    def _changed(self, sentence: str | None) -> None:
        if sentence:
            self._show()
            self.say(sentence)

    def action_open(self) -> None:
        """Open the photo with the program that the system has for it."""
        context, photo = self.context, self._photo
        if photo is None:
            self.action_set()
            return
        self.perform(lambda: open_outside(str(copy_to_open(context, photo.id))), self._opened)

    def _opened(self, is_open: bool) -> None:
        if not is_open:
            path = self._photo.path if self._photo else ""
            self.say(
                _("There is nothing here to open pictures with. It lies at {path}.").format(
                    path=path
                )
            )

    def action_remove(self) -> None:
        """Take the photo away; undo brings it back."""
        context, record = self.context, self._record
        if self._photo is not None:
            self.perform(
                lambda: remove_photo(context, record.kind, record.id),
                lambda _none: self._changed(_("The photo is removed. u brings it back.")),
            )

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
