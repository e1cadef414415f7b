"""What people make of the forms and cards: fields of their own, and layouts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from storage.tables.base import LOGGED, Row, flag, moment, number, of_everybody, reference, text


class FieldDefinition(Row, table=True):
    """A custom field of a kind of record (FEATURES CF-01, CF-04).

    `name` is the key of its values in the column `custom`, and how queries and the command line
    call it; it never changes. `choices` is the code of the dictionary of a field that is chosen
    from a list, `target` the kind that a link points to. With `deleted_at` the field is gone from
    the program while the values stay, so that undo brings both back.
    """

    __tablename__ = "field_definition"
    __table_args__ = (Index("field_definition_name", "kind", "name", unique=True), LOGGED)

    kind: str
    name: str
    label: str
    type: str
    choices: str = text()
    target: str = text()
    multiple: bool = flag()
    searchable: bool = Field(default=True, sa_column_kwargs={"server_default": "1"})
    printable: bool = flag()
    sort: int = number()
    deleted_at: datetime | None = moment()


class FormLayout(Row, table=True):
    """How the card and the form of a kind are laid out (FEATURES DOC-01, DOC-04, DOC-05).

    `user_id` is NULL for the layout of everybody, which with `is_locked` nobody may have another
    than. `content` is JSON, see `domain.records.layouts`.
    """

    __tablename__ = "form_layout"
    __table_args__ = (
        Index("form_layout_of", "kind", "user_id", unique=True),
        of_everybody("form_layout", "kind"),
        LOGGED,
    )

    kind: str
    user_id: UUID | None = reference("user")
    is_locked: bool = flag()
    content: str = text()
