"""What is asked about a stage of deals: what it means, and what is to be done there (IMPL-06)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from domain.errors import BadInput
from domain.i18n import _
from domain.money import parse_decimal
from domain.pipelines import STALE_DAYS
from screens.settings.value_dialogs import ValueDialog
from services.deals.pipelines import StageView, list_pipelines
from services.deals.shaping import StageEdit, add_stage, change_stage
from services.dictionaries.changing import ValueEdit
from services.dictionaries.reading import ValueView
from widgets.forms.form_field import FormField
from widgets.forms.notes_field import NotesField


class StageDialog(ValueDialog):
    """Returns the code of the stage that was added to a pipeline, or changed."""

    form_name = "stage"
    is_long = True

    def __init__(self, dictionary: str, value: ValueView | None = None) -> None:
        super().__init__(dictionary, value)
        pipelines = list_pipelines(self.context, with_inactive=True)
        self._pipeline = next(one for one in pipelines if one.dictionary == dictionary)
        self._stage: StageView | None = None
        if value is not None:
            self._stage = next(one for one in self._pipeline.stages if one.id == value.id)

    def title_text(self) -> str:
        """Say what is added or changed, and of which pipeline."""
        name = super().title_text() if self.known else _("New stage")
        return f"{self._pipeline.label} · {name}"

    def fields(self) -> Iterable[FormField]:
        """Ask what the stage is called and means, and what is to be done and said there."""
        stage = self._stage
        yield from super().fields()
        yield FormField(
            "probability",
            _("Probability, %"),
            value=str(stage.probability) if stage else "",
            hint=_("how likely a deal at this stage is to be won"),
        )
        yield FormField(
            "stale_days",
            _("Stale after, days"),
            value=str(stage.stale_days) if stage else "",
            hint=_("days at this stage after which a deal is marked, else {days}").format(
                days=STALE_DAYS
            ),
        )
        yield FormField(
            "hint",
            _("To be done"),
            value=stage.hint if stage else "",
            hint=_("one sentence on what is to be done at this stage"),
        )
        yield NotesField(
            "script",
            _("To be said"),
            value=stage.script if stage else "",
            hint=_("what to ask and say in a call; shown while one talks"),
            lines=4,
        )
        yield NotesField(
            "check_list",
            _("Check list"),
            value="\n".join(stage.check_list) if stage else "",
            hint=_("what is to be fulfilled by then, a line for each"),
            lines=3,
        )

    def save(self) -> Callable[[], str]:
        """Add the stage, or change what was typed into."""
        context, pipeline, stage = self.context, self._pipeline.code, self._stage
        value, shape = self.edit(), self._shape()
        if stage is None:
            return lambda: add_stage(context, pipeline, value.label or "", value, shape)

        def change() -> str:
            if value != ValueEdit() or shape != StageEdit():
                change_stage(context, stage.id, shape, value)
            return stage.code

        return change

    def edit(self) -> ValueEdit:
        """Return what was typed otherwise than it is, the probability as well. Raises BadInput."""
        percent, stage = self._whole("probability"), self._stage
        if stage is not None and percent == stage.probability:
            percent = None
        return replace(super().edit(), probability=percent)

    def _shape(self) -> StageEdit:
        """Return what the stage is to ask for, where that was typed otherwise than it is."""
        hint, script = self.value("hint"), self.value("script")
        lines = tuple(filter(None, map(str.strip, self.value("check_list").splitlines())))
        days, stage = self._whole("stale_days"), self._stage
        if stage is None:
            return StageEdit(hint, script, check_list=lines, stale_days=days)
        days = STALE_DAYS if days is None else days
        return StageEdit(
            hint=None if hint == stage.hint else hint,
            script=None if script == stage.script else script,
            check_list=None if lines == stage.check_list else lines,
            stale_days=None if days == stage.stale_days else days,
        )

    def _whole(self, name: str) -> int | None:
        """Return the whole number that was typed, None where none was. Raises BadInput."""
        if not (typed := self.value(name)):
            return None
        try:
            number = parse_decimal(typed.rstrip("% "))
        except BadInput as error:
            raise BadInput(str(error), name) from error
        if number != number.to_integral_value():
            raise BadInput(_("“{text}” is not a whole number.").format(text=typed), name)
        return int(number)
