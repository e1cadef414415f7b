"""Two people do whatever the program lets them do, then take it all back."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from documents import stale_documents
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from snapshots import differences, snapshot
from undo_choices import (
    CONTACT,
    FIELDS,
    VERBS,
    cards,
    field_edits,
    names,
    people,
    phones,
    places,
    titles,
    whens,
    words,
)

from domain.errors import Conflict, CrmError, NotFound
from domain.records.fields import FieldType
from domain.records.layout_edits import hide
from services.activities.calls import CallReport, log_call
from services.activities.finishing import finish_activity
from services.activities.outcomes import list_outcomes
from services.activities.planning import (
    parse_next_step,
)
from services.context import Context
from services.dictionaries.changing import ValueEdit, add_value, change_value, set_active
from services.dictionaries.deleting import NOWHERE, delete_value
from services.dictionaries.reading import list_values
from services.fields.changing import add_field, change_field, delete_field, restore_field
from services.fields.definitions import FieldEdit, NewField
from services.identity import sign_in
from services.importing.contacts import import_contacts
from services.layouts import (
    laid_out_fields,
    layout_of,
    publish_layout,
    save_layout,
    withdraw_layout,
)
from services.records.use_cases import add_record, delete_record, edit_record
from services.undo import redo, undo
from storage.check import find_faults
from storage.database import Database
from storage.undo_steps import next_to_undo
from tests.conftest import add_fields


class TwoPeople(RuleBasedStateMachine):
    """Anna and Boris at work on one file, each in a program of their own."""

    def __init__(self, template: Path) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(shutil.copy(template, Path(self.folder.name) / "crm.db"))
        self.people = []
        for login in ("anna", "boris"):
            database = Database.open(path)
            # Both may change dictionaries.
            actor = replace(sign_in(database, login), is_admin=True)
            self.people.append(Context(database, actor, ZoneInfo("Europe/Warsaw")))
        self.keys: dict[str, list[UUID]] = defaultdict(list)
        self.start = self.now()

    def now(self) -> dict[str, Any]:
        return snapshot(self.people[0].database)

    def key(self, kind: str, place: int) -> UUID | None:
        keys = self.keys[kind]
        return keys[-1 - place % len(keys)] if keys else None

    def add(self, who: int, kind: str, data: dict[str, Any]) -> None:
        known = self.people[who].fields
        given = {
            name: value
            for name, value in data.items()
            if value not in (None, "") and known.has(kind, name)
        }
        self.keys[kind].append(add_record(self.people[who], kind, given))

    def links(self, **places: int | None) -> dict[str, list[str]]:
        """Return the fields of a record that link it to others."""
        links: dict[str, list[str]] = {}
        for name, place in places.items():
            kind = {"contacts": "contact", "companies": "company", "deals": "deal"}[name]
            key = None if place is None else self.key(kind, place)
            if key:
                links[name] = [str(key)]
        return links

    @rule(who=people, name=names, data=st.fixed_dictionaries({}, optional=CONTACT))
    def add_contact(self, who: int, name: str, data: dict[str, Any]) -> None:
        with suppress(CrmError):  # a source or a choice may have been deleted
            self.add(who, "contact", {"last_name": name} | data)

    @rule(who=people, title=titles, phones=phones, city=words)
    def add_company(self, who: int, title: str, phones: list[str], city: str) -> None:
        self.add(who, "company", {"title": title, "phones": phones, "city": city})

    @rule(who=people, title=words, company=titles, contact=places | st.none())
    def add_deal(self, who: int, title: str, company: str, contact: int | None) -> None:
        with suppress(CrmError):
            data = {"title": title, "company": company, "amount": "10"}
            self.add(who, "deal", data | self.links(contacts=contact))

    @rule(
        who=people,
        due=whens,
        contact=places | st.none(),
        company=places | st.none(),
        deal=places | st.none(),
        colleague=st.sampled_from([None, "boris"]),
    )
    def plan(
        self,
        who: int,
        due: str,
        contact: int | None,
        company: int | None,
        deal: int | None,
        colleague: str | None,
    ) -> None:
        with suppress(CrmError):
            data = {"kind": "call", "due": due, "responsible": colleague}
            self.add(
                who,
                "activity",
                data | self.links(contacts=contact, companies=company, deals=deal),
            )

    @rule(who=people, place=places, data=st.fixed_dictionaries({}, optional=CONTACT))
    def edit_contact(self, who: int, place: int, data: dict[str, Any]) -> None:
        key = self.key("contact", place)
        if key and data:
            with suppress(CrmError):
                edit_record(self.people[who], "contact", key, data)

    @rule(who=people, place=places, title=titles, city=words, turnover=st.sampled_from(["", "5"]))
    def edit_company(self, who: int, place: int, title: str, city: str, turnover: str) -> None:
        key = self.key("company", place)
        if key:
            with suppress(CrmError):
                data = {"title": title, "city": city, "annual_turnover": turnover}
                edit_record(self.people[who], "company", key, data)

    @rule(who=people, place=places, due=whens, contact=places, important=st.booleans())
    def edit_activity(self, who: int, place: int, due: str, contact: int, important: bool) -> None:
        key = self.key("activity", place)
        if key:
            with suppress(CrmError):
                data = {"due": due, "is_important": important, **self.links(contacts=contact)}
                edit_record(self.people[who], "activity", key, data)

    @rule(
        who=people,
        kind=st.sampled_from(["contact", "company", "deal", "activity"]),
        place=places,
    )
    def delete(self, who: int, kind: str, place: int) -> None:
        key = self.key(kind, place)
        if key:
            with suppress(CrmError):
                delete_record(self.people[who], kind, key)

    @rule(who=people, place=places | st.none(), outcome=places, when=whens)
    def log_call(self, who: int, place: int | None, outcome: int, when: str) -> None:
        context = self.people[who]
        key = None if place is None else self.key("contact", place)
        report = CallReport(
            client_kind="contact" if key else "",
            client=key,
            new_client=None if key else {"first_name": "Ola", "phones": ["8 916 765-43-21"]},
            notes="talked",
            outcome=list_outcomes(context.database.reader())[outcome],
            duration_seconds=90,
            next_step=parse_next_step(context, when) if when else None,
        )
        with suppress(CrmError):
            logged = log_call(context, report)
            self.keys["contact"].append(logged.client)
            self.keys["activity"].append(logged.next or logged.call)

    @rule(who=people, place=places, when=whens)
    def finish(self, who: int, place: int, when: str) -> None:
        key = self.key("activity", place)
        if key:
            context = self.people[who]
            step = parse_next_step(context, when) if when else None
            with suppress(CrmError):
                following = finish_activity(context, key, result="done", next_step=step)
                self.keys["activity"] += [following] if following else []

    @rule(who=people, first=places, second=places, verb=st.sampled_from(sorted(VERBS)))
    def change_several(self, who: int, first: int, second: int, verb: str) -> None:
        keys = [key for key in (self.key("activity", n) for n in (first, second)) if key]
        with suppress(CrmError):
            VERBS[verb](self.people[who], keys)

    @rule(who=people, cards=cards)
    def read_cards(self, who: int, cards: list[str]) -> None:
        book = Path(self.folder.name) / "book.vcf"
        book.write_text("".join(cards), "utf-8")
        import_contacts(self.people[who], book)

    @rule(who=people, label=st.sampled_from(["Expo", "Post"]))
    def add_value(self, who: int, label: str) -> None:
        with suppress(CrmError):
            add_value(self.people[who], "source", label)

    @rule(who=people, place=places, label=st.sampled_from(["Fair", "Show", "Ярмарка"]))
    def rename_value(self, who: int, place: int, label: str) -> None:
        values = list_values(self.people[who], "source")
        with suppress(CrmError):
            code = values[-1 - place % len(values)].code
            change_value(self.people[who], "source", code, ValueEdit(label=label))

    @rule(who=people, place=places)
    def delete_value(self, who: int, place: int) -> None:
        values = list_values(self.people[who], "source")
        with suppress(CrmError):
            code = values[-1 - place % len(values)].code
            delete_value(self.people[who], "source", code, NOWHERE)

    @rule(who=people, place=places, is_active=st.booleans())
    def activate_value(self, who: int, place: int, is_active: bool) -> None:
        values = list_values(self.people[who], "source", with_inactive=True)
        with suppress(CrmError):
            code = values[-1 - place % len(values)].code
            set_active(self.people[who], "source", code, is_active=is_active)

    @rule(who=people, label=st.sampled_from(["Hat", "Шляпа"]), several=st.booleans())
    def add_field(self, who: int, label: str, several: bool) -> None:
        choices = {"type": FieldType.CHOICE, "choices": ("red", "blue")} if several else {}
        with suppress(CrmError):
            add_field(self.people[who], NewField("contact", label, name="hat", **choices))

    @rule(who=people, name=st.sampled_from(["car", "hat"]), edit=field_edits)
    def change_field(self, who: int, name: str, edit: FieldEdit) -> None:
        with suppress(CrmError):
            change_field(self.people[who], "contact", name, edit)

    @rule(who=people, name=st.sampled_from(["car", "hat"]), is_back=st.booleans())
    def delete_field(self, who: int, name: str, is_back: bool) -> None:
        with suppress(CrmError):
            (restore_field if is_back else delete_field)(self.people[who], "contact", name)

    @rule(
        who=people,
        place=places,
        name=st.sampled_from(["car", "hat"]),
        value=st.sampled_from(["red", "blue", "", ["red", "blue"]]),
    )
    def fill_field(self, who: int, place: int, name: str, value: str | list[str]) -> None:
        key = self.key("contact", place)
        if key:
            with suppress(CrmError):
                edit_record(self.people[who], "contact", key, {name: value})

    @rule(who=people, hidden=st.sampled_from(["", "city", "comment"]), is_locked=st.booleans())
    def publish_layout(self, who: int, hidden: str, is_locked: bool) -> None:
        context = self.people[who]
        with suppress(CrmError):
            if not hidden:
                withdraw_layout(context, "contact")
                return
            layout = layout_of(context, "contact").completed(laid_out_fields(context, "contact"))
            save_layout(context, hide(layout, hidden))
            publish_layout(context, "contact", is_locked=is_locked)

    @rule(who=people)
    def undo(self, who: int) -> None:
        self.try_to(undo, who)

    @rule(who=people)
    def undo_passing_over(self, who: int) -> None:
        self.try_to(partial(undo, pass_over=True), who)

    @rule(who=people)
    def redo(self, who: int) -> None:
        self.try_to(redo, who)

    @rule(who=people, steps=st.integers(1, 3))
    def undo_and_redo(self, who: int, steps: int) -> None:
        before = self.now()
        done = 0
        while done < steps and self.try_to(undo, who):
            done += 1
        for _ in range(done):
            redo(self.people[who])
        assert differences(before, self.now()) == {}

    def try_to(self, act: Callable[[Context], str], who: int) -> bool:
        """Undo or redo if it can be; a refusal changes nothing."""
        before = self.now()
        try:
            act(self.people[who])
        except (Conflict, NotFound):
            assert differences(before, self.now()) == {}
            return False
        return True

    def teardown(self) -> None:
        """Take back everything, each person their own, and compare."""
        database = self.people[0].database
        try:
            assert stale_documents(database) == []
            assert list(find_faults(database)) == []
            while self.try_to(undo, 0) or self.try_to(undo, 1):
                pass
            for person in self.people:
                assert next_to_undo(database.reader(), person.actor.user_id) is None
            assert differences(self.start, self.now()) == {}
            assert stale_documents(database) == []
        finally:
            for person in self.people:
                person.database.close()
            self.folder.cleanup()


def run_machine(template: Path, examples: int, steps: int) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        lambda: TwoPeople(template),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.row("HIST-06")
def test_two_people_take_back_whatever_they_did(path: Path) -> None:
    run_machine(add_fields(path, *FIELDS), examples=15, steps=20)


@pytest.mark.soak
def test_two_people_take_back_whatever_they_did_in_long_runs(path: Path) -> None:
    run_machine(add_fields(path, *FIELDS), examples=500, steps=60)
