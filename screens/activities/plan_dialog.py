"""Plan an activity (FEATURES ACT-06)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from domain.activities import ACTIVITY_KINDS, kind_label
from domain.errors import BadInput
from domain.i18n import _
from domain.references import Reference
from domain.text import fold, one_line
from screens.activities.explain import explain_when
from screens.form_dialog import FormDialog
from services.records.use_cases import add_record
from widgets.form_field import FormField
from widgets.record_picker import PickerItem, RecordPicker

_CLIENT_FIELDS = {"contact": "contacts", "company": "companies", "lead": "leads"}


class PlanDialog(FormDialog[UUID]):
    """Returns the key of the new activity.

    `about` is the client it is with, or the deal it is about, when that is known.
    """

    form_name = "plan_activity"

    def __init__(self, about: Reference | None = None) -> None:
        super().__init__()
        self.about = about

    def title_text(self) -> str:
        """Say what the form is for, and which deal it is about."""
        deal = self.about if isinstance(self.about, Reference) else None
        title = f" · {one_line(deal.title, 60)}" if deal and deal.kind == "deal" else ""
        return _("New activity") + title

    def fields(self) -> Iterable[FormField]:
        """Ask what, with whom and when."""
        yield FormField("subject", _("Subject"), hint=_("what is to be done"))
        yield FormField(
            "kind", _("Kind"), value=kind_label("call"), hint=_kinds(), explain=_explain_kind
        )
        yield RecordPicker("client", _("Client"), hint=_("name, phone, e-mail or company"))
        yield FormField(
            "due",
            _("When"),
            hint=_("tomorrow 15:00, fri 9, 25.12"),
            explain=explain_when(self.context),
        )
        yield FormField("important", _("Important"), hint=_("+ for important"))

    def on_mount(self) -> None:
        """Fill in the client that is at hand."""
        if isinstance(self.about, Reference) and self.about.kind in _CLIENT_FIELDS:
            self.query_one(RecordPicker).pick(PickerItem(self.about))

    def save(self) -> Callable[[], UUID]:
        """Write the activity."""
        picker = self.query_one(RecordPicker)
        if picker.value and picker.picked is None:
            raise BadInput(_("Choose a client from the list, or leave the field empty."), "client")
        if not (self.value("subject") or picker.value):
            raise BadInput(_("Say what is to be done, or with whom."), "subject")
        data: dict[str, object] = {
            "subject": self.value("subject"),
            "kind": read_kind(self.value("kind")),
            "due": self.value("due"),
            "is_important": bool(self.value("important")),
        }
        if picker.picked is not None:
            record = picker.picked.record
            data[_CLIENT_FIELDS[record.kind]] = [str(record.id)]
        if isinstance(self.about, Reference) and self.about.kind == "deal":
            data["deals"] = [str(self.about.id)]
        context = self.context
        return lambda: add_record(context, "activity", data)


def read_kind(text: str) -> str:
    """Return the code of the kind of activity that a word begins. Raises BadInput."""
    wanted = fold(text)
    for code in ACTIVITY_KINDS:
        if wanted and (fold(kind_label(code)).startswith(wanted) or code.startswith(wanted)):
            return code
    raise BadInput(_("Use one of: {kinds}.").format(kinds=_kinds()), "kind")


def _explain_kind(text: str) -> str:
    label = kind_label(read_kind(text))
    return "" if fold(text) == fold(label) else f"= {label}"


def _kinds() -> str:
    return ", ".join(kind_label(code) for code in ACTIVITY_KINDS)
