"""Plan an activity, or change one (FEATURES ACT-03, ACT-06, CALL-01)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from domain.activities import ACTIVITY_KINDS, kind_label
from domain.errors import BadInput
from domain.i18n import _
from domain.lengths import minutes_as_typed
from domain.references import Reference
from domain.text import fold, one_line
from domain.values import Deadline, Person, RecordView
from screens.activities.colleagues import colleague_labels, explain_colleague, read_colleague
from screens.activities.explain import explain_remind, explain_when, read_remind
from screens.form_dialog import FormDialog
from services.records.finding import CLIENTS
from services.records.use_cases import add_record, edit_record
from services.settings import REMINDER_MINUTES, get_setting
from services.users import list_users
from widgets.form_field import ChoiceField, FormField
from widgets.notes_field import NotesField
from widgets.record_picker import PickerItem, RecordPicker

_CLIENT_FIELDS = {"contact": "contacts", "company": "companies", "lead": "leads"}


class ActivityForm(FormDialog[UUID]):
    """Returns the key of the activity.

    Without `activity` a new one is planned: with the client or about the deal `about`, or like
    `model`. `preset` fills fields by name.
    """

    form_name = "plan_activity"

    def __init__(
        self,
        about: Reference | None = None,
        *,
        activity: RecordView | None = None,
        model: RecordView | None = None,
        preset: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.about = activity.id if activity else about
        self._client = about
        self._activity = activity
        self._shown = activity or model
        self._preset = preset or {}
        self._before: Mapping[str, object] = {}

    @property
    def draft_name(self) -> str:
        """An activity that is changed or copied has a draft of its own, and so has a birthday."""
        if self._activity is not None:
            return f"edit_activity:{self._activity.id}"
        if self._shown is not None:
            return f"copy_activity:{self._shown.id}"
        return super().draft_name + ("".join(f":{value}" for value in self._preset.values()))

    def title_text(self) -> str:
        """Say what the form is for, and which deal it is about."""
        if self._activity is not None:
            return _("Change: {subject}").format(subject=one_line(self._activity.title, 60))
        return _("New activity")

    def fields(self) -> Iterable[FormField]:
        """Ask what, with whom, when, and for whom."""
        values = self._shown_values()
        self._users = [user for user in list_users(self.context) if user.is_active]
        yield FormField(
            "subject", _("Subject"), value=values["subject"], hint=_("what is to be done")
        )
        yield ChoiceField(
            "kind",
            _("Kind"),
            [kind_label(code) for code in ACTIVITY_KINDS],
            value=values["kind"],
            explain=_explain_kind,
        )
        yield RecordPicker("client", _("Client"), CLIENTS, hint=_("name, phone, e-mail or company"))
        yield FormField(
            "due",
            _("When"),
            value=values["due"],
            hint=_("tomorrow 15:00, fri 9, 25.12"),
            explain=explain_when(self.context),
        )
        yield FormField(
            "remind",
            _("Remind"),
            value=values["remind"],
            hint=_("15m, 1h, 1d before; empty for not at all"),
            explain=explain_remind,
        )
        yield FormField(
            "important", _("Important"), value=values["important"], hint=_("+ for important")
        )
        yield RecordPicker("deal", _("Deal"), ("deal",), hint=_("what it is called"))
        if len(self._users) > 1:
            yield ChoiceField(
                "responsible",
                _("Responsible"),
                colleague_labels(self._users),
                value=values["responsible"],
                explain=explain_colleague(self._users),
            )
        yield NotesField("description", _("Text"), value=values["description"], lines=3)

    def _shown_values(self) -> dict[str, str]:
        """Return what the fields hold at first, as one would type it."""
        context, shown = self.context, self._shown
        read = shown.values.get if shown else lambda _name: None
        deadline, remind = read("due"), read("remind_minutes")
        responsible = read("responsible")
        usual = get_setting(context, REMINDER_MINUTES) or None
        if shown is not None:
            usual = remind if isinstance(remind, int) else None
        values = {
            "subject": str(read("subject") or ""),
            "kind": kind_label(str(read("kind") or "call")),
            "due": _as_typed(deadline if isinstance(deadline, Deadline) else None, context.now()),
            "remind": "" if usual is None else minutes_as_typed(usual),
            "important": "+" if read("is_important") else "",
            "responsible": responsible.name
            if isinstance(responsible, Person)
            else context.actor.name,
            "description": str(read("description") or ""),
        }
        if self._activity is None:
            values["due"] = ""
        return {**values, **self._preset}

    def on_mount(self) -> None:
        """Fill in the client and the deal that are at hand."""
        shown = self._shown.values if self._shown else {}
        client = next(
            (r for name in _CLIENT_FIELDS.values() for r in _references(shown.get(name))), None
        )
        deal = next(iter(_references(shown.get("deals"))), None)
        about = self._client
        if about is not None and about.kind in _CLIENT_FIELDS:
            client = client or about
        elif about is not None and about.kind == "deal":
            deal = deal or about
        for name, reference in (("client", client), ("deal", deal)):
            if reference is not None:
                self._picker(name).pick(PickerItem(reference))
        self._before = self._data()

    def _picker(self, name: str) -> RecordPicker:
        picker = self.field(name)
        assert isinstance(picker, RecordPicker)
        return picker

    def _data(self) -> dict[str, object]:
        """Return the values of the record that are in the form. Raises BadInput."""
        data: dict[str, object] = {
            "subject": self.value("subject"),
            "kind": read_kind(self.value("kind")),
            "due": self.value("due"),
            "remind_minutes": read_remind(self.value("remind")),
            "is_important": bool(self.value("important")),
            "description": self.value("description"),
        }
        if self.query("#field-responsible"):
            data["responsible"] = read_colleague(self._users, self.value("responsible")).login
        client = self._picker("client").picked
        for kind, name in _CLIENT_FIELDS.items():
            is_this = client is not None and client.record.kind == kind
            data[name] = [str(client.record.id)] if client is not None and is_this else []
        deal = self._picker("deal").picked
        data["deals"] = [str(deal.record.id)] if deal else []
        return data

    def save(self) -> Callable[[], UUID]:
        """Write the activity; of one that is changed, only what is different now."""
        for name, sentence in (
            ("client", _("Choose a client from the list, or leave the field empty.")),
            ("deal", _("Choose a deal from the list, or leave the field empty.")),
        ):
            if self._picker(name).value and self._picker(name).picked is None:
                raise BadInput(sentence, name)
        if not (self.value("subject") or self.value("client")):
            raise BadInput(_("Say what is to be done, or with whom."), "subject")
        context, data, activity = self.context, self._data(), self._activity
        if activity is None:
            return lambda: add_record(context, "activity", data)
        changed = {name: data[name] for name in data if data[name] != self._before[name]}

        def change() -> UUID:
            if changed:
                edit_record(context, "activity", activity.id, changed)
            return activity.id

        return change


def read_kind(text: str) -> str:
    """Return the code of the kind of activity that a word begins. Raises BadInput."""
    wanted = fold(text)
    for code in ACTIVITY_KINDS:
        if wanted and (fold(kind_label(code)).startswith(wanted) or code.startswith(wanted)):
            return code
    kinds = ", ".join(kind_label(code) for code in ACTIVITY_KINDS)
    raise BadInput(_("Use one of: {kinds}.").format(kinds=kinds), "kind")


def _explain_kind(text: str) -> str:
    label = kind_label(read_kind(text))
    return "" if fold(text) == fold(label) else f"= {label}"


def _references(value: object) -> Iterable[Reference]:
    return value if isinstance(value, tuple) else ()


def _as_typed(deadline: Deadline | None, now: datetime) -> str:
    """Return a deadline as it would be typed."""
    if deadline is None:
        return ""
    if deadline.at is not None:
        return f"{deadline.at.astimezone(now.tzinfo):%d.%m.%Y %H:%M}"
    return f"{deadline.on:%d.%m.%Y}" if deadline.on else ""
