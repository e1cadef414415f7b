"""A dialog with a form: fields under each other, saved by one key, kept as a draft until then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from typing import ClassVar, Generic, TypeVar
from uuid import UUID

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from domain.errors import BadInput, CrmError
from domain.i18n import _
from domain.references import Reference
from screens.actions import FORM, bindings_of
from screens.form_draft import FormDraft
from screens.lookups import look_up, settle
from screens.program import program_of
from screens.service_screen import StyledOnce
from services.context import Context
from widgets.form_field import FormField
from widgets.path_field import PathField
from widgets.record_picker import RecordPicker

ResultT = TypeVar("ResultT")

PAINT_SECONDS = 0.02
"""How long after it is laid out a form is painted first."""

DRAFT_SECONDS = 0.5
"""How long after the last key what is typed is written down."""


class FormDialog(StyledOnce, ModalScreen[ResultT | None], Generic[ResultT]):
    """Asks for values and runs one use case with them.

    Subclasses name the form (`form_name`, under which its draft is kept), give the fields and turn
    the values into the result in `save`, which runs beside the screen and may raise CrmError: the
    dialog then stays open, with the sentence under the field at fault. Fields that are not
    displayed are skipped.
    """

    form_name: ClassVar[str]
    help_target: ClassVar[str] = FORM
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
        & .form--keys { color: $text-muted; margin-top: 1; }
        & .form--message { margin-top: 1; display: none; }
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
        self._is_open = False
        self._at: FormField | None = None
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

    def save(self) -> Callable[[], ResultT]:
        """Read the fields and return what is to be done with them, beside the screen."""
        raise NotImplementedError

    def keys_text(self) -> str:
        """Return the line of keys at the end of the form."""
        return _("^S save   Enter next field   Esc back, keeps what is typed")

    def compose(self) -> ComposeResult:
        """Lay out the title, the fields and the keys."""
        with VerticalScroll(id="form", can_focus=False):
            yield from self.compose_form()

    def compose_form(self) -> ComposeResult:
        """Lay out what stands in the form, line by line."""
        yield from self.compose_title()
        fields = list(self.fields())
        indent = max(field.label_cells for field in fields) + 2
        for field in fields:
            field.indent(indent)
            yield field
        yield Static(classes="form--message", id="message", markup=False)
        yield Static(self.keys_text(), classes="form--keys", markup=False)

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
        self.say(_("What you had typed is back. ^N empties the form."))

    def on_unmount(self) -> None:
        """Keep what is typed where the program ends with the dialog open."""
        self._unpainted.close()
        if self._draft_timer is not None and not self._is_over:
            with suppress(CrmError):
                self._form_draft.write(self._latest)

    def shown_fields(self) -> list[FormField]:
        """Return the fields that can be typed into, in their order."""
        return [field for field in self.query(FormField) if field.display]

    def focus_first(self) -> None:
        """Put the cursor into the first field that is empty."""
        fields = self.shown_fields()
        self._focus(next((field for field in fields if not field.value), fields[0]))

    def _focus(self, field: FormField) -> None:
        self._at = field
        if self._is_open:
            self.set_focus(field.editor)

    def on_key(self, event: events.Key) -> None:
        """Keep what was typed while the dialog was opening."""
        place = self._place(fields := self.shown_fields())
        if place is not None and event.is_printable and event.character:
            event.stop()
            fields[place].insert(event.character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Enter begin a new line in a field of several."""
        return not (action == "go_on" and isinstance(self.focused, TextArea))

    def field(self, name: str) -> FormField:
        """Return the field with this name."""
        return self.query_one(f"#field-{name}", FormField)

    def value(self, name: str) -> str:
        """Return what is typed in the field with this name."""
        return self.field(name).value

    def show_error(self, sentence: str, field: str | None = None) -> None:
        """Show a sentence under the field it is about, or at the end of the form."""
        for one in self.query(f"#field-{field}").results(FormField):
            one.note(sentence, is_wrong=True)
            self._focus(one)
            return
        self.say(sentence, is_wrong=True)

    def say(self, sentence: str, *, is_wrong: bool = False) -> None:
        """Show a sentence at the end of the form, or none for an empty one."""
        line = self.query_one("#message", Static)
        line.update(f"! {sentence}" if is_wrong else sentence)
        line.set_class(is_wrong, "-wrong")
        line.display = bool(sentence)

    def action_go_on(self) -> None:
        """Go to the next field, or save after the last one."""
        if self._is_open:
            self._go_on()
        else:
            self.call_later(self._go_on)

    def _go_on(self) -> None:
        fields = self.shown_fields()
        place = self._place(fields)
        if place is None:
            return
        field = fields[place]
        self._take_picked(field)
        if isinstance(field.editor, TextArea):
            field.insert("\n")
        elif isinstance(field, PathField):
            field.input.call_later(self._enter_in_path, field)
        else:
            self._go_on_from(field)

    def _go_on_from(self, field: FormField) -> None:
        """Go to the field after `field`; save after the last one."""
        fields = self.shown_fields()
        place = fields.index(field) + 1
        if place < len(fields):
            self._focus(fields[place])
        else:
            self.action_save()

    def _enter_in_path(self, field: PathField) -> None:
        """Complete the path, or go on from one that leads to a file or to nothing known."""
        if field.is_complete or not field.take():
            self._go_on_from(field)

    def action_save(self) -> None:
        """Save once the field with the cursor has read the keys that are on their way to it."""
        (self.focused or self).call_later(self._save)

    def action_go(self, step: int) -> None:
        """Go to another field, around the ends; Tab completes a path first."""
        if self._is_open:
            self._go(step)
        else:
            self.call_later(self._go, step)

    def _go(self, step: int) -> None:
        fields = self.shown_fields()
        place = self._place(fields)
        if place is None:
            return
        field = fields[place]
        if step > 0 and isinstance(field, PathField):
            field.input.call_later(self._tab_from_path, field)
            return
        if step > 0:
            self._take_picked(field)
        self._focus(fields[(place + step) % len(fields)])

    def _tab_from_path(self, field: PathField) -> None:
        if not field.take():
            fields = self.shown_fields()
            self._focus(fields[(fields.index(field) + 1) % len(fields)])

    def _take_picked(self, field: FormField) -> None:
        """Take what a picker offers once it has read its keys."""
        if isinstance(field, RecordPicker):
            field.input.call_later(field.take_first)

    def _place(self, fields: list[FormField]) -> int | None:
        if not self._is_open:
            return fields.index(self._at) if self._at in fields else None
        return next((i for i, field in enumerate(fields) if field.editor is self.focused), None)

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
    async def _save(self) -> None:
        """Save and close, or show what does not fit."""
        if self._is_saving or self._is_over:
            return
        self._is_saving = True
        try:
            for picker in self.query(RecordPicker):
                if not picker.is_settled:
                    await settle(program_of(self).typing_search, picker)
            result = await asyncio.to_thread(self.save())
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

    @on(RecordPicker.Searched)
    def search(self, event: RecordPicker.Searched) -> None:
        """Look up what is typed into a picker."""
        self._search(event.picker, event.text)

    @work(group="search", exclusive=True)
    async def _search(self, picker: RecordPicker, text: str) -> None:
        items = await look_up(program_of(self).typing_search, picker, text)
        if items is not None:
            picker.show_items(text, items)
