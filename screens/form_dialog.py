"""A dialog with a form: fields under each other, saved by one key, kept as a draft until then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from typing import ClassVar, Generic, TypeVar
from uuid import UUID

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widgets import Static

from domain.errors import BadInput, CrmError
from domain.i18n import _
from domain.records.references import Reference
from screens.actions import FORM, bindings_of
from screens.form_draft import FormDraft
from screens.form_fields import FormFields
from screens.lookups import look_up, settle
from screens.program import program_of, with_keys
from services.context import Context
from widgets.forms.form_field import FormField
from widgets.forms.lean_input import LeanInput
from widgets.forms.record_picker import RecordPicker
from widgets.key_line import KeyLine

ResultT = TypeVar("ResultT")

PAINT_SECONDS = 0.02
"""How long after it is laid out a form is painted first."""

DRAFT_SECONDS = 0.5
"""How long after the last key what is typed is written down."""

TELL_SECONDS = 1.0
"""How long saving may take before the form says that it goes on."""


class FormDialog(FormFields[ResultT], Generic[ResultT]):
    """Asks for values and runs one use case with them.

    Subclasses name the form (`form_name`, under which its draft is kept), give the fields and turn
    the values into the result in `save`, which runs beside the screen and may raise CrmError: the
    dialog then stays open, with the sentence under the field at fault. Fields that are not
    displayed are skipped.
    """

    form_name: ClassVar[str]
    help_target: ClassVar[str] = FORM
    is_long: ClassVar[bool] = False
    """Whether it is usually longer than the screen: what is said stands above the fields then."""
    about: Reference | UUID | None = None
    """What the form is about: each has a draft of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FORM)]
    DEFAULT_CSS = """
    FormDialog {
        align: center middle;
        & > #form {
            width: 76; max-width: 100%; height: auto; max-height: 95%;
            padding: 1 2; background: $surface; scrollbar-size-vertical: 1;
        }
        & .form--title { text-style: bold; margin-bottom: 1; }
        & .form--heading { color: $text-muted; height: 1; text-wrap: nowrap; text-overflow: clip; }
        & .form--keys { color: $text-muted; margin-top: 1; }
        & .form--message { margin-top: 1; display: none; }
        & .form--message.-above { margin: 0 0 1 0; }
        & .form--message.-wrong { color: $text-error; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._draft_timer: Timer | None = None
        self._untouched: Mapping[str, str] = {}
        self._latest: Mapping[str, str] = {}
        self._is_saving = False
        self._is_over = False
        self._unpainted = ExitStack()

    @property
    def context(self) -> Context:
        """The person at work and the database."""
        return program_of(self).context

    @property
    def draft_name(self) -> str:
        """The name under which the draft of this form is kept."""
        key = self.about.id if isinstance(self.about, Reference) else self.about
        return f"{self.form_name}:{key}" if key else self.form_name

    def title_text(self) -> str:
        """Return the first line of the dialog."""
        raise NotImplementedError

    def fields(self) -> Iterable[FormField]:
        """Return the fields, in the order of Enter and Tab."""
        raise NotImplementedError

    def headings(self) -> Mapping[str, str]:
        """Return the headings of groups of fields, by the name of the field below."""
        return {}

    def save(self) -> Callable[[], ResultT]:
        """Read the fields and return what is to be done with them, beside the screen."""
        raise NotImplementedError

    def keys_text(self) -> str:
        """Return the line of keys at the end of the form."""
        text = _("{save} save   {next} next field   {back} back, keeps what is typed")
        return with_keys(self, text, save="form.save", next="form.go_on", back="form.leave")

    def compose(self) -> ComposeResult:
        """Lay out the title, the fields and the keys."""
        with VerticalScroll(id="form", can_focus=False):
            yield from self.compose_form()

    def compose_form(self) -> ComposeResult:
        """Lay out what stands in the form, line by line."""
        yield from self.compose_title()
        message = Static(classes="form--message", id="message", markup=False)
        if self.is_long:
            message.add_class("-above")
            yield message
        fields = list(self.fields())
        indent = self.indent_of(fields)
        headings = self.headings()
        for field in fields:
            if heading := headings.get(field.name or ""):
                yield self.heading(heading)
            field.indent(indent)
            yield field
        if not self.is_long:
            yield message
        yield KeyLine(self.keys_text(), classes="form--keys")

    def heading(self, title: str) -> Static:
        """Return the line above a group of fields."""
        rule = "─" * self.app.size.width
        return Static(f"{title} {rule}", classes="form--heading", markup=False)

    def indent_of(self, fields: Sequence[FormField]) -> int:
        """Return how many cells from the left the inputs begin."""
        return max(field.label_cells for field in fields) + 2

    def compose_title(self) -> ComposeResult:
        """Lay out the first line."""
        yield Static(self.title_text(), classes="form--title", markup=False)

    def on_mount(self) -> None:
        """Bring back a draft, and go to the first field that is empty."""
        self._paint_later()
        self._untouched = self._latest = self._values()
        self._form_draft = self.make_draft()
        if kept := self._form_draft.load():
            self.restore(kept)
        self.focus_first()
        self.call_later(self._begin)

    def _begin(self) -> None:
        """Hand the keys to the fields, once those that came while the form opened are typed."""
        if self.message_queue_size:
            self.call_later(self._begin)
            return
        self._is_open = True
        if self._at is not None:
            self._focus(self._at)
        program_of(self).get_ready_to_write()

    def _paint_later(self) -> None:
        """Paint the form once its fields have said how they understand what is in them.

        Each of them changes its height: else the whole screen would be painted for each.
        """
        self._unpainted.enter_context(self.app.batch_update())
        self.set_timer(PAINT_SECONDS, self._paint)

    def _paint(self) -> None:
        self._unpainted.close()
        self.refresh(layout=True)

    def make_draft(self) -> FormDraft:
        """Return what keeps what is typed."""
        return FormDraft(self.context, self.draft_name)

    def restore(self, kept: Mapping[str, str]) -> None:
        """Bring back what was typed and not saved."""
        for field in self.query(FormField):
            field.restore(kept)
        said = _("What you had typed is back. {clear} empties the form.")
        self.say(with_keys(self, said, clear="form.clear"))

    def on_unmount(self) -> None:
        """Keep what is typed where the program ends with the dialog open."""
        self._unpainted.close()
        if not self._is_over:
            self._form_draft.leave(self._latest if self._draft_timer is not None else None)

    def action_save(self) -> None:
        """Save once the field with the cursor has read the keys that are on their way to it."""
        if not self.waits_for_fields("ctrl+s"):
            (self.focused or self).call_later(self._begin_saving)

    def go_on_at_end(self) -> None:
        """Save by Enter; where that is going on, Enter is meant for what comes after it."""
        enter = events.Key("enter", "\r")
        (self.focused or self).call_later(self._begin_saving, enter)

    def _begin_saving(self, key: events.Key | None = None) -> None:
        """Save what is typed; the field with the cursor holds the keys that follow.

        Many keys may come at once over a slow line: those behind are not meant for this form.
        """
        editor = self.focused if isinstance(self.focused, LeanInput) else None
        if self._is_saving or self._is_over:
            if key is not None and editor is not None and editor.held:
                editor.held.append(key)
            return
        self._is_saving = True
        if editor is not None:
            editor.held = []
        self.set_timer(TELL_SECONDS, self.tell_of_saving)
        self._save(editor)

    def tell_of_saving(self) -> None:
        """Say that it is still being saved."""
        if self._is_saving:
            self.say(_("Saving … Another program may be writing just now."), is_shown=True)

    def _hand_on(self, editor: LeanInput | None) -> None:
        """Let the keys that were held be read, by whatever reads keys by now."""
        if editor is not None:
            editor.hand_on()

    @on(FormField.Changed)
    @on(RecordPicker.Picked)
    def keep_draft_soon(self) -> None:
        """Write the draft in a moment, with whatever is typed until then."""
        self._latest = self._draft()
        if self._draft_timer is None:
            self._draft_timer = self.set_timer(DRAFT_SECONDS, self._keep_draft)

    def _values(self) -> dict[str, str]:
        """Return what is in the fields, as drafts keep it."""
        values: dict[str, str] = {}
        for field in self.query(FormField):
            values |= field.draft()
        return values

    def _draft(self) -> Mapping[str, str]:
        """Return what is typed, and nothing where nothing was."""
        values = self._values()
        blank: dict[str, str] = {}
        for field in self.query(FormField):
            blank |= field.blank_draft()
        return {} if values in (self._untouched, blank) else values

    @work(group="draft")
    async def _keep_draft(self) -> None:
        try:
            await self._store_draft(self._latest)
        except CrmError as error:
            self.show_error(str(error))

    async def _store_draft(self, draft: Mapping[str, str]) -> None:
        """Write a draft unless it is there already. Raises UnusableFile."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        await self._form_draft.store(draft)

    def action_leave(self) -> None:
        """Close the dialog once the field with the cursor has read its keys; the draft stays."""
        if not self.waits_for_fields("escape"):
            (self.focused or self).call_later(self._leave)

    @work(group="save")
    async def _leave(self) -> None:
        if self._is_saving or self._is_over:
            return
        self._is_over = True
        try:
            await self._store_draft(self._draft())
        except CrmError as error:
            # What is typed is nowhere but in the form: it stays open.
            self._is_over = False
            self.show_error(str(error))
        else:
            self.dismiss(None)

    def action_clear(self) -> None:
        """Empty every field."""
        for field in self.query(FormField):
            field.clear()
        self.say("")
        self.focus_first()

    def action_help(self) -> None:
        """Show the keys of the form."""
        from screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.help_target, FORM))

    @work(group="save")
    async def _save(self, editor: LeanInput | None) -> None:
        """Save and close, or show what does not fit; `editor` holds keys meanwhile."""
        try:
            for picker in self.query(RecordPicker):
                if not picker.is_settled:
                    await settle(program_of(self).typing_search, picker)
            result = await self._write()
        except BadInput as error:
            self.show_error(str(error), error.field)
        except CrmError as error:
            self.show_error(str(error))
        else:
            self._is_over = True
            await self._form_draft.forget()
            program_of(self).notice_changes()
            self.dismiss(result)
        finally:
            self._is_saving = False
            self._hand_on(editor)

    async def _write(self) -> ResultT:
        """Run the use case, as often as what keeps it from being run is overcome."""
        while True:
            try:
                return await asyncio.to_thread(self._form_draft.storing(self.save()))
            except CrmError as error:
                if not await self.overcome(error):
                    raise

    async def overcome(self, error: CrmError) -> bool:
        """Do something about what keeps the form from being saved; say whether to try again."""
        return False

    @on(RecordPicker.Searched)
    def search(self, event: RecordPicker.Searched) -> None:
        """Look up what is typed into a picker."""
        self._search(event.picker, event.text)

    @work(group="search", exclusive=True)
    async def _search(self, picker: RecordPicker, text: str) -> None:
        items = await look_up(program_of(self).typing_search, picker, text)
        if items is not None:
            picker.show_items(text, items)
