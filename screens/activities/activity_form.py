"""Plan an activity, or change one (FEATURES ACT-03, ACT-06, CALL-01)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from textual import on

from domain.activities import ACTIVITY_KINDS, kind_label
from domain.dates.lengths import minutes_as_typed
from domain.errors import BadInput
from domain.i18n import _
from domain.records.references import Reference, references_in
from domain.records.values import Deadline, Person, RecordView
from domain.text import one_line
from domain.yes_no import explain_mark, read_mark
from screens.activities.colleagues import colleague_choices
from screens.activities.explain import explain_remind, explain_when, read_remind
from screens.records.record_editing import RecordEditing
from services.clients import people_of
from services.records.finding import CLIENTS
from services.settings import REMINDER_MINUTES, get_setting
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.notes_field import NotesField
from widgets.forms.people_picker import PeoplePicker
from widgets.forms.record_picker import PickerItem, RecordPicker

_CLIENT_FIELDS = {"contact": "contacts", "company": "companies", "lead": "leads"}
_LINKS = _CLIENT_FIELDS | {"deal": "deals"}
"""The field of an activity that holds records of a kind."""

_ASKED_AS = {
    **dict.fromkeys(_CLIENT_FIELDS.values(), "client"),
    "deals": "deal",
    "remind_minutes": "remind",
    "is_important": "important",
}
"""The field of the form for a field of an activity, where they are not called alike."""


class ActivityForm(RecordEditing):
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
        super().__init__(activity)
        self.about = activity.id if activity else about
        self._client = about
        self._shown = activity or model
        self._preset = preset or {}
        self._first: dict[str, Reference | None] = {}

    @property
    def draft_name(self) -> str:
        """An activity that is changed or copied has a draft of its own, and so has a birthday."""
        if self.record is not None:
            return f"edit_activity:{self.record.id}"
        if self._shown is not None:
            return f"copy_activity:{self._shown.id}"
        return super().draft_name + ("".join(f":{value}" for value in self._preset.values()))

    def title_text(self) -> str:
        """Say what the form is for, and which deal it is about."""
        if self.record is not None:
            return _("Change: {subject}").format(subject=one_line(self.record.title, 60))
        return _("New activity")

    def fields(self) -> Iterable[FormField]:
        """Ask what, with whom, when, and for whom."""
        values = self._shown_values()
        people = colleague_choices(self.context, self._responsible())
        kinds = {code: kind_label(code) for code in ACTIVITY_KINDS}
        self._kind = ChoiceField("kind", _("Kind"), kinds, value=values["kind"], is_needed=True)
        self._who = ChoiceField(
            "responsible",
            _("Responsible"),
            people,
            value=values["responsible"],
            is_needed=True,
        )
        yield FormField(
            "subject", _("Subject"), value=values["subject"], hint=_("what is to be done")
        )
        yield self._kind
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
            "important",
            _("Important"),
            value=values["important"],
            hint=_("+ for important"),
            explain=explain_mark,
        )
        yield RecordPicker("deal", _("Deal"), ("deal",), hint=_("what it is called"))
        self._who.display = len(people) > 1
        yield self._who
        yield PeoplePicker(
            "participants",
            _("Participants"),
            people=self._linked("participants"),
            hint=_("who takes part; a company stands for all its people"),
        )
        yield NotesField("description", _("Text"), value=values["description"], lines=3)

    def _shown_values(self) -> dict[str, str]:
        """Return what the fields hold at first, as one would type it."""
        context, shown = self.context, self._shown
        read = shown.values.get if shown else lambda _name: None
        deadline, remind = read("due"), read("remind_minutes")
        responsible = self._responsible()
        usual = get_setting(context, REMINDER_MINUTES) or None
        if shown is not None:
            usual = remind if isinstance(remind, int) else None
        values = {
            "subject": str(read("subject") or ""),
            "kind": str(read("kind") or "call"),
            "due": _as_typed(deadline if isinstance(deadline, Deadline) else None, context.now()),
            "remind": "" if usual is None else minutes_as_typed(usual),
            "important": "+" if read("is_important") else "",
            "responsible": responsible.login if responsible else context.actor.login,
            "description": str(read("description") or ""),
        }
        if self.record is None:
            values["due"] = ""
        return {**values, **self._preset}

    def _responsible(self) -> Person | None:
        """Return who is responsible for the activity that is shown."""
        found = self._shown.values.get("responsible") if self._shown else None
        return found if isinstance(found, Person) else None

    def _linked(self, name: str) -> tuple[Reference, ...]:
        """Return the records in a field of the activity that is shown.

        Another activity like it is not linked with what has been put into the bin.
        """
        found = references_in(self._shown.values.get(name)) if self._shown else ()
        return tuple(one for one in found if self.record or not one.is_deleted)

    def on_mount(self) -> None:
        """Fill in the client and the deal that are at hand, of several the first."""
        for asked in ("client", "deal"):
            self._show_linked(asked)

    def _show_linked(self, asked: str) -> None:
        about = (self._client,) if self._client else ()
        if asked == "deal":
            linked = [*self._linked("deals"), *(one for one in about if one.kind == "deal")]
        else:
            linked = [one for name in _CLIENT_FIELDS.values() for one in self._linked(name)]
            linked += [one for one in about if one.kind in _CLIENT_FIELDS]
        self._first[asked] = first = next(iter(linked), None)
        picker = self._picker(asked)
        picker.picked, picker.value = None, ""
        if first is not None:
            picker.pick(PickerItem(first))

    def _picker(self, name: str) -> RecordPicker:
        picker = self.field(name)
        assert isinstance(picker, RecordPicker)
        return picker

    @property
    def _people(self) -> PeoplePicker:
        return self.query_one(PeoplePicker)

    @on(PeoplePicker.WholeCompany)
    def take_company(self, event: PeoplePicker.WholeCompany) -> None:
        """Let all people of a company take part (FEATURES COMP-08)."""
        people = people_of(self.context, event.company.id)
        event.picker.add(people)
        if not people:
            said = _("{company} has no contacts yet.").format(company=event.company.title)
            event.picker.note(said)

    def _data(self) -> dict[str, object]:
        """Return the values of the record that are in the form. Raises BadInput."""
        return {
            "subject": self.value("subject"),
            "kind": self._kind.chosen(),
            "due": self.value("due"),
            "remind_minutes": read_remind(self.value("remind")),
            "is_important": read_mark(self.value("important"), "important"),
            "description": self.value("description"),
            "responsible": self._who.chosen(),
            "participants": [str(one.id) for one in self._people.people],
            **self._links(),
        }

    def _links(self) -> dict[str, list[str]]:
        """Return the linked records: what was picked in place of what was shown, and the others."""
        links = {name: [str(one.id) for one in self._linked(name)] for name in _LINKS.values()}
        for name, shown in self._first.items():
            if shown is not None and str(shown.id) in links[_LINKS[shown.kind]]:
                links[_LINKS[shown.kind]].remove(str(shown.id))
            if (picked := self._picker(name).picked) is not None:
                key, linked = str(picked.record.id), _LINKS[picked.record.kind]
                links[linked] = [key, *(other for other in links[linked] if other != key)]
        return links

    def asks_for(self, asked: str) -> tuple[str, ...]:
        """Return the fields of the activity that a field of the form asks for."""
        return tuple(name for name, by in _ASKED_AS.items() if by == asked) or (asked,)

    def take_over(self, record: RecordView, name: str) -> None:
        """Show what a field of the activity holds by now."""
        assert self._shown is not None
        values = {**self._shown.values, name: record.values[name]}
        self._shown = replace(self._shown, values=values)
        asked = _ASKED_AS.get(name, name)
        field = self.field(asked)
        if isinstance(field, PeoplePicker):
            field.hold(self._linked(name))
        elif isinstance(field, RecordPicker):
            self._show_linked(asked)
        elif isinstance(field, ChoiceField):
            field.choose(self._shown_values()[asked])
        else:
            field.value = self._shown_values()[asked]
        self._before[asked] = field.draft()

    def save(self) -> Callable[[], UUID]:
        """Write the activity; of one that is changed, only what is different now."""
        for name, sentence in (
            ("client", _("Choose a client from the list, or leave the field empty.")),
            ("deal", _("Choose a deal from the list, or leave the field empty.")),
            ("participants", _("Choose people from the list, or leave the field empty.")),
        ):
            if self._picker(name).value and self._picker(name).picked is None:
                raise BadInput(sentence, name)
        if not (self.value("subject") or self.value("client")):
            raise BadInput(_("Say what is to be done, or with whom."), "subject")
        data = self._data()
        if self.record is not None:
            data = {name: data[name] for name in data if self._is_different(name, data[name])}
        return self.store("activity", data)

    def _is_different(self, name: str, value: object) -> bool:
        """Say whether a field of the activity is to hold something else than was shown."""
        if name in _LINKS.values() and value == [str(one.id) for one in self._linked(name)]:
            return False
        return self.is_changed(_ASKED_AS.get(name, name))


def _as_typed(deadline: Deadline | None, now: datetime) -> str:
    """Return a deadline as it would be typed."""
    if deadline is None:
        return ""
    if deadline.at is not None:
        return f"{deadline.at.astimezone(now.tzinfo):%d.%m.%Y %H:%M}"
    return f"{deadline.on:%d.%m.%Y}" if deadline.on else ""
