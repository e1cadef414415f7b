"""What is said of a query that cannot be read."""

from __future__ import annotations

from domain.errors import BadInput
from domain.i18n import _


class QueryError(BadInput):
    """A query cannot be read: what is wrong, and where in its text.

    `position` is the index of the first character at fault, `length` the number of them, at
    least 1.
    """

    def __init__(
        self, message: str, position: int, length: int = 1, field: str | None = None
    ) -> None:
        super().__init__(message, field)
        self.position = position
        self.length = max(1, length)


class NeverSo(BadInput):
    """A value that can be read to its end, but not be asked for."""


class TurnedRound(NeverSo):
    """A range that ends before it begins."""

    def __init__(self, text: str) -> None:
        super().__init__(_("“{text}” ends before it begins; turn it round.").format(text=text))


def point_at(text: str, error: QueryError) -> str:
    """Return two lines: a query, and below it a mark under the characters at fault.

    Line ends and tabs of the query are shown as blanks, so that the mark stays in its place.
    """
    line = "".join(" " if character.isspace() else character for character in text)
    return f"{line}\n{' ' * error.position}{'^' * error.length}"
