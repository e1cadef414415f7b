"""A new deal by one line, in a column of the board (FEATURES DEAL-14, exam B4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.money import format_amount, parse_decimal
from screens.form_dialog import FormDialog
from screens.program import with_keys
from services.deals.board import add_deal_line, read_deal_line
from services.deals.pipelines import StageView
from widgets.forms.form_field import FormField


class DealLineDialog(FormDialog[UUID]):
    """Returns the key of the deal."""

    form_name = "deal_line"
    DEFAULT_CSS = """
    DealLineDialog > #form { width: 96; }
    """

    def __init__(self, stage: StageView) -> None:
        super().__init__()
        self._stage = stage

    def title_text(self) -> str:
        """Say where the deal will be."""
        return _("New deal at “{stage}”").format(stage=self._stage.label)

    def keys_text(self) -> str:
        """Return the line of keys."""
        text = _("{next} adds it   {back} back, keeps what is typed")
        return with_keys(self, text, next="form.go_on", back="form.leave")

    def fields(self) -> Iterable[FormField]:
        """Ask for the line."""
        hint = _("what is sold, for how much: 40 chairs 1 200 PLN")
        yield FormField("line", _("Deal"), hint=hint, explain=self._explain)

    def _explain(self, text: str) -> str:
        """Return how the line is understood."""
        data = read_deal_line(self.context, text)
        if "amount" not in data:
            has_number = any(sign.isdigit() for sign in text)
            return _("= no amount: it is read at the end of the line") if has_number else ""
        amount = format_amount(parse_decimal(str(data["amount"])), str(data["currency"]))
        return f"= {data['title']} · {amount}"

    def save(self) -> Callable[[], UUID]:
        """Add the deal; what the stage needs besides is said under the line."""
        context, line, stage = self.context, self.value("line"), self._stage.code

        def add() -> UUID:
            try:
                return add_deal_line(context, line, stage)
            except BadInput as error:
                raise BadInput(str(error), "line") from error

        return add
