"""The forms of tasks for several records, and of tasks from a template (TASK-01, TASK-13)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import UUID

from textual.widget import Widget

from domain.activity_forms import ELEMENTS
from domain.i18n import _, ngettext
from domain.records.kinds import KINDS
from domain.records.references import Reference
from domain.text import spaced
from screens.activities.activity_form import ActivityForm
from screens.long_change import Throttled, said_of_progress
from screens.long_save import LongSave
from services.activities.elements import FIELDS_OF, count_by_kind
from services.activities.tasks import plan_tasks
from services.activities.templates import TaskTemplate
from services.records.use_cases import Beside
from widgets.forms.form_field import ChoiceField
from widgets.forms.several_picker import SeveralPicker

_ONE, _EACH = "one", "each"
HOW = "how_many"
"""The line that asks whether one task is meant for all, or one for each."""


class TasksForm(LongSave[UUID], ActivityForm):
    """Returns the key of the first task: one with all the elements, or one for each of them."""

    form_name = "plan_tasks"

    def __init__(self, elements: Sequence[Reference]) -> None:
        super().__init__(elements, preset={"kind": "task"})
        self._marked = tuple(elements)
        self._how: ChoiceField | None = None
        self._planned = 1

    def title_text(self) -> str:
        """Say for how many elements of each kind."""
        return describe_elements(self._marked)

    def _ordered(self) -> Iterator[Widget]:
        if self._how is None and len(self._marked) > 1:
            choices = {_ONE: _("one for all"), _EACH: _("one for each")}
            self._how = ChoiceField(HOW, _("Tasks"), choices, value=_ONE, is_needed=True)
            self._how.indent(self._indent)
        if self._how is not None:
            yield self._how
        yield from super()._ordered()

    def store(
        self,
        kind: str,
        data: Mapping[str, object],
        prepare: Callable[[], Beside] | None = None,
    ) -> Callable[[], UUID]:
        """Return what makes the task, or the tasks."""
        elements = self.line_of(ELEMENTS)
        records = elements.records if isinstance(elements, SeveralPicker) else self._marked
        context = self.context
        if self._how is None or self._how.chosen() == _ONE or len(records) < 2:
            return super().store(kind, data, prepare)
        own = {name: value for name, value in data.items() if name not in FIELDS_OF.values()}

        self.begin_long()
        progress = Throttled(lambda done, all_: self.tell(said_of_progress(done, all_)))

        def write() -> UUID:
            beside = prepare() if prepare else None
            keys = plan_tasks(
                context,
                own,
                records,
                for_each=True,
                beside=beside,
                progress=progress,
                is_cancelled=self.is_ended,
            )
            self._planned = len(keys)
            return keys[0]

        return write

    def said_when_saved(self) -> str:
        """Return a sentence on what came of saving."""
        if self._planned == 1:
            return _("Planned. u takes it back.")
        return ngettext(
            "{count} task planned. u takes it back.",
            "{count} tasks planned. u takes them back.",
            self._planned,
        ).format(count=spaced(self._planned))


def describe_elements(elements: Sequence[Reference]) -> str:
    """Return how many elements there are, and of which kinds, such as `3 elements: 3 contacts`."""
    label = ngettext("{count} element", "{count} elements", len(elements))
    kinds = ", ".join(
        f"{_(KINDS[kind].plural_label).lower()} {spaced(number)}"
        for kind, number in count_by_kind(elements).items()
    )
    return f"{label.format(count=spaced(len(elements)))}: {kinds}"


class TemplateTaskForm(ActivityForm):
    """Returns the key of a task that is made from a template."""

    def __init__(self, template: TaskTemplate) -> None:
        super().__init__(preset={"kind": "task"})
        self._template = template

    @property
    def draft_name(self) -> str:
        """A task from each template has a draft of its own."""
        return f"plan_from_template:{self._template.id}"

    def title_text(self) -> str:
        """Say from which template."""
        return _("New task: {title}").format(title=self._template.title)

    def on_mount(self) -> None:
        """Fill the form in, unless what was typed before is back."""
        self.call_later(self._fill_in)

    def _fill_in(self) -> None:
        if not self._kept:
            self.take_template(self._template)
            # What nobody typed is no draft: the next day the template means another deadline.
            self._untouched = self._values()
            self.keep_draft_soon()
            self.focus_first()
