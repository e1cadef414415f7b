"""Dictionaries, settings, drafts, and the tables the program keeps for itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer
from sqlmodel import Field, SQLModel

from storage.tables.base import (
    LOGGED,
    Moment,
    Row,
    active,
    flag,
    number,
    of_everybody,
    reference,
    text,
    utc_now,
)


class Dictionary(Row, table=True):
    """A list of values to choose from, such as lead statuses (FEATURES DICT-01)."""

    __tablename__ = "dictionary"
    __table_args__ = LOGGED

    code: str = Field(unique=True)
    label: str = text()


class DictionaryValue(Row, table=True):
    """A value of a dictionary. Nobody can delete a system value (FEATURES DICT-02).

    `label` is empty while a shipped value still bears its shipped, translated name. `meaning` is
    what the program takes the value for, such as `no_answer` among outcomes. `color` is the name of
    a colour in `domain.value_colors`, empty for none.
    """

    __tablename__ = "dictionary_value"
    __table_args__ = (Index("dictionary_value_code", "dictionary_id", "code", unique=True), LOGGED)

    dictionary_id: UUID = reference("dictionary", required=True)
    code: str
    label: str = text()
    meaning: str = text()
    color: str = text()
    sort: int = number()
    is_system: bool = flag()
    is_active: bool = active()


class Setting(Row, table=True):
    """A setting kept with the data, in JSON; `user_id` is NULL where it holds for everybody."""

    __tablename__ = "setting"
    __table_args__ = (
        Index("setting_name", "user_id", "name", unique=True),
        of_everybody("setting", "name"),
        LOGGED,
    )

    user_id: UUID | None = reference("user")
    name: str
    value: str


class Draft(Row, table=True):
    """What somebody has typed into a form and not yet saved, in JSON."""

    __tablename__ = "draft"
    __table_args__ = (Index("draft_place", "user_id", "form", "record_id"),)

    user_id: UUID = reference("user", required=True)
    form: str
    record_kind: str = text()
    record_id: UUID | None = reference()
    content: str
    updated_at: datetime = Field(default_factory=utc_now, sa_type=Moment)


class SearchDoc(SQLModel, table=True):
    """The folded words by which a record is found; a full-text index stands over it."""

    __tablename__ = "search_doc"
    __table_args__ = (Index("search_doc_of", "kind", "id", unique=True),)

    rowid: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True))
    kind: str
    id: UUID = reference(required=True)
    text: str = text()


class CustomPhone(SQLModel, table=True):
    """A phone in a custom field of a record, by its digits, see `storage.custom_phones`."""

    __tablename__ = "custom_phone"
    __table_args__ = (
        Index("custom_phone_of", "record_id"),
        Index("custom_phone_e164", "e164"),
        Index("custom_phone_national", "national"),
        Index("custom_phone_reversed", "reversed"),
    )

    rowid: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True))
    record_kind: str
    record_id: UUID = reference(required=True)
    field: str
    value: str
    e164: str | None = Field(default=None)
    national: str | None = Field(default=None)
    reversed: str | None = Field(default=None)


class Meta(SQLModel, table=True):
    """Facts about this file itself, such as the key of the device that owns it."""

    __tablename__ = "meta"

    name: str = Field(primary_key=True)
    value: bytes
