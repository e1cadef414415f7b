"""What the two people of the undo machine choose from."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from hypothesis import strategies as st

from domain.records.fields import FieldType
from services.activities.finishing import reopen
from services.activities.planning import (
    delete_activities,
    parse_deadline,
    postpone,
    reassign,
    set_importance,
)
from services.context import Context
from services.fields.definitions import FieldEdit, NewField

FIELDS = (
    NewField("contact", "Car"),
    NewField("contact", "Hobbies", multiple=True, searchable=False),
)

names = st.sampled_from(["Иванова", "Nowak", "Ким", "O'Hara"])
phones = st.lists(
    st.sampled_from(["8 916 123-45-67", "+48 22 123 45 67", "доб. 12", "4567"]), max_size=2
)
titles = st.sampled_from(["Ромашка", "ООО «Ромашка»", "Żółw", "Rom"])
words = st.sampled_from(["", "red", "blue", "синий"])
whens = st.sampled_from(["", "tomorrow 10", "fri", "25.12.2030 14:00"])
people = st.integers(0, 1)
places = st.integers(0, 3)

CONTACT = {
    "last_name": names,
    "first_name": words,
    "phones": phones,
    "emails": st.sampled_from([[], ["a@b.ru"], ["a@b.ru", "c@d.pl"]]),
    "companies": st.lists(titles, max_size=2),
    "city": words,
    "car": words,
    "hobbies": st.lists(st.sampled_from(["chess", "tea"]), max_size=2),
    "type": st.sampled_from(["client", "press", None]),
    "source": st.sampled_from(["fair", "site", None]),
    "comment": words,
}
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\n{uid}N:{name};;;;\r\nFN:{name}\r\nTEL;TYPE=CELL:{phone}\r\n"
    "ORG:{title}\r\nEND:VCARD\r\n"
)
cards = st.lists(
    st.builds(
        lambda uid, name, phone, title: CARD.format(uid=uid, name=name, phone=phone, title=title),
        st.sampled_from(["", "UID:1\r\n", "UID:2\r\n"]),
        names,
        st.sampled_from(["8 916 123-45-67", "+48 22 123 45 67"]),
        titles,
    ),
    min_size=1,
    max_size=3,
)

VERBS: dict[str, Callable[[Context, list[UUID]], object]] = {
    "postpone": lambda context, keys: postpone(context, keys, parse_deadline(context, "fri 15:00")),
    "reassign": lambda context, keys: reassign(context, keys, context.actor.user_id),
    "importance": lambda context, keys: set_importance(context, keys, True),
    "reopen": reopen,
    "delete": delete_activities,
}
"""What is done with several activities at once."""


field_edits = st.sampled_from(
    [
        FieldEdit(searchable=False),
        FieldEdit(searchable=True, label="Auto"),
        FieldEdit(multiple=True),
        FieldEdit(type=FieldType.LONG_TEXT),
    ]
)
