"""Views of lists that people keep."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Index

from storage.tables.base import LOGGED, Row, flag, number, reference, text


class SavedView(Row, table=True):
    """A list of records of a kind as somebody keeps it (FEATURES VIEW-02, VIEW-03).

    `filter` is a text of the query language with English names. `columns` and `order_by` are names
    of fields with commas between them, `-` before one turning the order round; empty for what is
    usual. Everybody sees it with `is_shared`, else only `user_id`, whose it is.

    On a board `card` are the names of the fields of a card, and `hidden_stages` the codes of stages
    without a column.
    """

    __tablename__ = "saved_view"
    __table_args__ = (Index("saved_view_of", "kind", "user_id"), LOGGED)

    kind: str
    name: str
    filter: str = text()
    columns: str = text()
    order_by: str = text()
    in_bin: bool = flag()
    user_id: UUID = reference("user", required=True)
    is_shared: bool = flag()
    sort: int = number()
    card: str = text()
    hidden_stages: str = text()
