"""What is asked about a pipeline of deals: what it is called, and how a new one begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.i18n import _
from domain.text import one_line
from screens.form_dialog import FormDialog
from services.deals.pipelines import PipelineView, list_pipelines
from services.deals.shaping import add_pipeline, rename_pipeline
from widgets.forms.form_field import ChoiceField, FormField


class PipelineDialog(FormDialog[str]):
    """Returns the code of the pipeline that was added, or renamed.

    A new one begins with the stages of `model`, where that is given.
    """

    form_name = "pipeline"

    def __init__(
        self, known: PipelineView | None = None, *, model: PipelineView | None = None
    ) -> None:
        super().__init__()
        self._known = known
        self._model = model
        self.about = known.id if known else None

    def title_text(self) -> str:
        """Say what is added or changed."""
        return one_line(self._known.label, 60) if self._known else _("New pipeline")

    def fields(self) -> Iterable[FormField]:
        """Ask for the name, and of a new one with which stages it begins."""
        known, model = self._known, self._model
        hint = _("empty: {name}").format(name=known.shipped) if known and known.shipped else ""
        yield FormField("label", _("Name"), value=known.label if known else "", hint=hint)
        if known is None:
            choices = {one.code: one.label for one in list_pipelines(self.context)}
            yield ChoiceField("like", _("Stages like"), choices, value=model.code if model else "")

    def focus_first(self) -> None:
        """Begin at the name."""
        self._focus(self.field("label"))

    def save(self) -> Callable[[], str]:
        """Add the pipeline, or give it its name."""
        context, known, label = self.context, self._known, self.value("label")
        if known is None:
            like = self.field("like")
            assert isinstance(like, ChoiceField)
            model = like.chosen()
            return lambda: add_pipeline(context, label, model).code

        def rename() -> str:
            rename_pipeline(context, known.code, label)
            return known.code

        return rename
