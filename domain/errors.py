"""What a user is told when something cannot be done.

The text of such an error is a whole sentence, already translated: what is wrong, where, and what
to do about it. The command line prints it and ends with `exit_code`; the screen shows it.
"""

from __future__ import annotations


class CrmError(Exception):
    """Something the user asked for cannot be done; `str(error)` is the sentence to show."""

    exit_code = 1


class BadInput(CrmError):
    """A value that was typed or read does not fit.

    `field` names the field at fault where there is one, as the field registry names it.
    """

    exit_code = 2

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotFound(CrmError):
    """A record that was named does not exist, or may not be seen by this person."""

    exit_code = 3


class NotAllowed(CrmError):
    """The person may not do this."""

    exit_code = 4


class Conflict(CrmError):
    """Somebody else changed the same thing in the meantime."""

    exit_code = 5


class UnusableFile(CrmError):
    """The database, or a file to read, is missing, damaged, locked or newer than the program."""

    exit_code = 6


class Cancelled(CrmError):
    """The person has ended what was under way; nothing was changed."""
