"""What is to be laid on many records at once (FEATURES ACT-16, MASS-02)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import on

from domain.activities import LAID_KINDS, kind_label
from domain.choosing import Choices, choose, tell_apart
from domain.dates.lengths import parse_minutes
from domain.errors import BadInput
from domain.i18n import _, ngettext
from domain.spreading import Spread
from domain.text import fold, spaced
from screens.activities.colleagues import colleague_choices
from screens.activities.explain import explain_later, explain_remind, read_remind
from screens.form_dialog import FormDialog
from screens.form_draft import FormDraft, LastingDraft
from services.activities.planning import parse_deadline
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.notes_field import NotesField

if TYPE_CHECKING:
    from services.activities.laying import Laying

_BETWEEN = re.compile(r"[,;]")
_WITH_NUMBER = re.compile(r"\d+(?:\s*(?:m|h|м|ч|g)\w*)?")
_IS_LENGTH = re.compile(r"\d\s*(?:m|h|м|ч|g)")
_ONCE, _A_DAY, _EVERY = "once", "a_day", "every"


def lay_draft(kind: str) -> str:
    """Return the name of the draft of what is laid on records of a kind."""
    return f"lay_activities:{kind}"


class LayDialog(FormDialog["Laying"]):
    """Returns what is to be laid on `count` records of a kind.

    What is typed stays under `lay_draft` for whoever lays it to forget: that may take long and be
    ended.
    """

    form_name = "lay_activities"

    def __init__(self, kind: str, count: int, *, is_all: bool = False) -> None:
        super().__init__()
        self._is_all = is_all
        self._kind = kind
        self._count = count

    @property
    def draft_name(self) -> str:
        """Each kind of records has a draft of its own."""
        return lay_draft(self._kind)

    def make_draft(self) -> FormDraft:
        """Return what keeps what is typed until it is laid."""
        return LastingDraft(self.context, self.draft_name, self._draft)

    def title_text(self) -> str:
        """Say on how many records it is laid, and where that is every one there is."""
        if self._is_all:
            said = ngettext(
                "Lay an activity on all {count} record: no filter, no marks",
                "Lay an activity on all {count} records: no filter, no marks",
                self._count,
            )
            return said.format(count=spaced(self._count))
        return ngettext(
            "Lay an activity on {count} record", "Lay an activity on {count} records", self._count
        ).format(count=spaced(self._count))

    def fields(self) -> Iterable[FormField]:
        """Ask what, what is to be said, when, and for whom."""
        kinds = {code: kind_label(code) for code in LAID_KINDS}
        self._asked_kind = ChoiceField("kind", _("Kind"), kinds, value="call", is_needed=True)
        yield self._asked_kind
        yield FormField("subject", _("Subject"), hint=_("what is to be done"))
        yield NotesField("script", _("Script"), hint=_("what is to be said"), lines=4)
        yield FormField(
            "due",
            _("When"),
            hint=_("tomorrow 15:00, fri 9, 25.12"),
            explain=explain_later(self.context),
        )
        yield from self._spread_fields()
        yield self._people_field()
        yield FormField(
            "remind",
            _("Remind"),
            hint=_("15m, 1h, 1d before; empty for not at all"),
            explain=explain_remind,
        )
        yield FormField(
            "title", _("Run"), hint=_("what the run is called; empty: like the subject")
        )

    def _spread_fields(self) -> Iterable[FormField]:
        """Ask how what is laid is spread over time, and how many or how long where it is."""
        self._ways = {
            _ONCE: _("all at once"),
            _A_DAY: _("so many a day"),
            _EVERY: _("one after another"),
        }
        self._spread = ChoiceField(
            "spread",
            _("Spread"),
            self._ways,
            value=_ONCE,
            is_needed=True,
            explain=self._explain_spread,
        )
        yield self._spread
        step = FormField(
            "step",
            _("How many"),
            hint=_("a number, such as 50; one after another: minutes, such as 10m"),
            explain=self._explain_step,
        )
        step.display = False
        yield step

    def _people_field(self) -> FormField:
        """Ask who is responsible, where there is a choice."""
        from services.activities.laying import OWN

        colleagues = colleague_choices(self.context)
        self._people: Choices = tell_apart({**colleagues, OWN: _("whoever has the client")})
        people = FormField(
            "responsible",
            _("Responsible"),
            value=self._people.get(self.context.actor.login, self.context.actor.login),
            hint=_("several with , between them take turns"),
            choices=[*self._people.values()],
            explain=self._explain_people,
        )
        people.display = len(colleagues) > 1
        return people

    def focus_first(self) -> None:
        """Begin at the subject: most of what is laid are calls."""
        self._focus(self.field("subject"))

    @on(FormField.Changed)
    def ask_step(self, event: FormField.Changed) -> None:
        """Ask how many where what is laid is spread."""
        if event.field is self._spread:
            try:
                way, length = self._way()
            except BadInput:
                return
            self.field("step").display = way != _ONCE and not length

    def _way(self) -> tuple[str, str]:
        """Return how it is spread, and how many or how long where that is typed with it.

        A number is so many a day, with a unit of time so long after one another. Raises BadInput.
        """
        typed = fold(self._spread.text)
        if (
            found := _WITH_NUMBER.search(typed)
        ) and self._spread.value == self._spread.text.strip():
            return (_EVERY if _IS_LENGTH.search(typed) else _A_DAY), found[0]
        return self._spread.chosen(), ""

    def _asked_spread(self) -> Spread:
        way, length = self._way()
        return self._read_spread(way, length or self.value("step"))

    def _explain_spread(self, text: str) -> str:
        way, length = self._way()
        if not length:
            label = self._ways[way]
            return "" if fold(label) == fold(text) else f"= {label}"
        return f"= {self._ways[way]}: {self._explain_read(self._read_spread(way, length))}"

    def _explain_step(self, text: str) -> str:
        return f"= {self._explain_read(self._read_spread(self._way()[0], text))}"

    def _explain_read(self, spread: Spread) -> str:
        if spread.a_day:
            days = -(-self._count // spread.a_day)
            return ngettext("over {count} working day", "over {count} working days", days).format(
                count=spaced(days)
            )
        return _("from 10:00 or the time above until 18:00, on working days")

    def _read_spread(self, way: str, text: str) -> Spread:
        """Return how what is laid is spread. Raises BadInput."""
        if way == _ONCE:
            return Spread()
        if way == _EVERY:
            try:
                minutes = parse_minutes(text)
            except BadInput as error:
                raise BadInput(str(error), "step") from error
            if minutes:
                return Spread(every_minutes=minutes)
        elif text.isdecimal() and 0 < int(text) <= 1_000_000:
            return Spread(a_day=int(text))
        raise BadInput(_("Type a number of 1 or more."), "step")

    def _read_people(self, text: str) -> list[str]:
        """Return the logins of those who take turns, or what stands for whoever has the client."""
        names = [name.strip() for name in _BETWEEN.split(text) if name.strip()]
        return [choose(self._people, name, "responsible") for name in names]

    def _explain_people(self, text: str) -> str:
        found = [self._people[login] for login in self._read_people(text)]
        if len(found) == 1:
            return "" if fold(found[0]) == fold(text) else f"= {found[0]}"
        return _("= in turn: {names}").format(names=", ".join(found))

    def save(self) -> Callable[[], Laying]:
        """Return what is to be laid; its values must fit."""
        from services.activities.laying import Laying, checked

        context, due = self.context, self.value("due")
        try:
            deadline = parse_deadline(context, due) if due else None
        except BadInput as error:
            raise BadInput(str(error), "due") from error
        laying = Laying(
            kind=self._asked_kind.chosen(),
            subject=self.value("subject"),
            script=self.value("script"),
            title=self.value("title"),
            due=deadline,
            spread=self._asked_spread(),
            remind_minutes=read_remind(self.value("remind")),
            responsible=self._read_people(self.value("responsible")),
        )
        return lambda: checked(context, laying)
