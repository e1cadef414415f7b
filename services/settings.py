"""Settings kept with the data: of one person, or for everybody who works on the file.

What a person has set for themselves comes first, then what an administrator has set for
everybody, then the default. Settings of this machine, such as the language, are not among them.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any
from uuid import UUID

from domain.calendar.periods import FIRST_WEEKDAYS
from domain.errors import BadInput, NotAllowed, NotFound
from domain.i18n import N_, _
from domain.money import parse_currency
from domain.names.person_names import (
    DEFAULT_NAME_FORMAT,
    NAME_FORMAT_LABELS,
    NameFormat,
    PersonName,
    format_name,
)
from domain.paths import expanded_path
from domain.records.references import NAME_FORMAT
from services.context import Context
from services.setting_values import Setting, ValueT


def _check_folder(path: str) -> None:
    if path and not expanded_path(path).is_dir():
        raise BadInput(_("There is no folder {path}.").format(path=path), "library_folder")


def _check_feed(path: str) -> None:
    target = expanded_path(path)
    if path and (not target.name or target.is_dir()):
        raise BadInput(_("{path} is a folder. Name a file in it.").format(path=path))
    if path and not target.parent.is_dir():
        raise BadInput(_("There is no folder {path}.").format(path=target.parent), "calendar_feed")


_CALLS, _MINE, _OTHER = N_("Calls"), N_("My activities"), N_("Other")
_CALENDAR = N_("Calendar")

COUNTERS = Setting(
    "counters",
    "overdue",
    N_("Counters"),
    N_("Which activities the counters of leads, deals and the other sections count."),
    _OTHER,
    choices={
        "overdue": N_("Overdue"),
        "today": N_("Overdue and today"),
        "open": N_("All open"),
    },
)
"""What is counted beside the names of the sections (FEATURES ACT-18, exam A3)."""

BIRTHDAY_DAYS = Setting(
    "birthday_days",
    7,
    N_("Birthdays, days ahead"),
    N_("How many days ahead the birthdays of your contacts are shown; 0 shows those of today."),
    _MINE,
    most=366,
)

REMINDER_MINUTES = Setting(
    "reminder_minutes",
    15,
    N_("Reminder, minutes before"),
    N_("When you are reminded of what is planned for a time of day; 0 for no reminder."),
    _MINE,
    most=7 * 24 * 60,
)

WEEK_BEGINS = Setting(
    "week_begins",
    "language",
    N_("Weeks begin on"),
    N_("The first day of a week in the calendar."),
    _CALENDAR,
    choices=FIRST_WEEKDAYS,
)

WORK_BEGINS = Setting(
    "work_begins",
    9,
    N_("Work begins at, hour"),
    N_("The hour with which a day of the calendar comes into view."),
    _CALENDAR,
    most=24,
)

WORK_ENDS = Setting(
    "work_ends",
    18,
    N_("Work ends at, hour"),
    N_("The hour up to which the calendar shows a day as working time."),
    _CALENDAR,
    most=24,
)

CALL_RESULT_REQUIRED = Setting(
    "call_result_required",
    False,
    N_("A call needs a result"),
    N_("Whether a call in which the client was reached is kept only with notes."),
    _CALLS,
    for_all=True,
)

DIAL_WITH = Setting(
    "dial_with",
    "tel",
    N_("Dial with"),
    N_("What dials a number: a program of this machine, or you, from the clipboard."),
    _CALLS,
    choices={
        "tel": N_("telephone program (tel:)"),
        "sip": N_("internet telephone (sip:)"),
        "callto": N_("Skype and the like (callto:)"),
        "copy": N_("copy the number"),
    },
)

LIBRARY_FOLDER = Setting(
    "library_folder",
    "",
    N_("Library folder"),
    N_("The folder of shared files from which files are attached; empty for none."),
    _OTHER,
    check=_check_folder,
)

DOCUMENTS_FOLDER = Setting(
    "documents_folder",
    "",
    N_("Folder of PDF files"),
    N_("Where quotes and invoices were saved last; the next ones are offered the same folder."),
    N_("Money"),
)

LARGEST_FILE = Setting(
    "largest_file_mb",
    50,
    N_("Largest file, MB"),
    N_("How large a file may be that is attached to a record."),
    _OTHER,
    least=1,
    most=100_000,
    for_all=True,
)

FILES_SPACE = Setting(
    "files_space_mb",
    0,
    N_("Room for all files, MB"),
    N_("How much room all attached files and their versions may take; 0 for what the disk has."),
    _OTHER,
    most=100_000_000,
    for_all=True,
)

CALENDAR_FEED = Setting(
    "calendar_feed",
    "",
    N_("Calendar file"),
    N_(
        "The file in which your calls and meetings are kept for other calendars, such as "
        "~/crm.ics; empty for none."
    ),
    _CALENDAR,
    check_new=_check_feed,
)
"""The file of the ICS feed (FEATURES ACT-14); `services.activities.calendar_feed` writes it."""

CLIENT_NAMES = Setting(
    NAME_FORMAT,
    str(DEFAULT_NAME_FORMAT),
    N_("Names of clients"),
    N_(
        "How names of contacts and leads are shown, everywhere and to everybody. Lists stay in the "
        "order of surnames."
    ),
    _OTHER,
    choices={str(fmt): label for fmt, label in NAME_FORMAT_LABELS.items()},
    for_all=True,
)
"""The one format of names (FEATURES CONT-08); `domain.records.references` applies it."""

_MONEY = N_("Money")


def _check_currency(code: str) -> None:
    if code and parse_currency(code) != code:
        raise BadInput(_("Give the three capital letters of a currency, such as PLN."), "currency")


BASE_CURRENCY = Setting(
    "base_currency",
    "EUR",
    N_("Base currency"),
    N_("In which sums of several currencies are shown: its three letters, such as RUB or PLN."),
    _MONEY,
    check=lambda code: _check_currency(code or "-"),
    for_all=True,
)

REPORT_CURRENCY = Setting(
    "report_currency",
    "",
    N_("Report currency"),
    N_("In which reports on deals are made; empty for the base currency."),
    _MONEY,
    check=_check_currency,
    for_all=True,
)
"""The one currency of reports (FEATURES CUR-02, exam B15)."""

TAX_IS_VAT, TAX_BY_LOCATION = "vat", "location"

TAX_TYPE = Setting(
    "tax_type",
    TAX_IS_VAT,
    N_("Type of tax"),
    N_(
        "VAT: each product has its rate. By place: the taxes of the payer's place are put on the "
        "whole quote or invoice."
    ),
    _MONEY,
    choices={TAX_IS_VAT: N_("VAT"), TAX_BY_LOCATION: N_("by the place of the payer")},
    for_all=True,
)
"""Whether products have rates (FEATURES TAX-01, exam B16) or places have (TAX-02, exam B22)."""

AnySetting = Setting[Any]
"""A setting of whatever type."""

SETTINGS: tuple[AnySetting, ...] = (
    REMINDER_MINUTES,
    BIRTHDAY_DAYS,
    WEEK_BEGINS,
    WORK_BEGINS,
    WORK_ENDS,
    CALENDAR_FEED,
    DIAL_WITH,
    CALL_RESULT_REQUIRED,
    COUNTERS,
    CLIENT_NAMES,
    LIBRARY_FOLDER,
    LARGEST_FILE,
    FILES_SPACE,
    BASE_CURRENCY,
    REPORT_CURRENCY,
    TAX_TYPE,
    DOCUMENTS_FOLDER,
)
"""All settings, in the order in which pages show them."""


def setting_named(name: str) -> AnySetting:
    """Return the setting with this name. Raises NotFound, naming the nearest."""
    from difflib import get_close_matches

    known = {setting.name: setting for setting in SETTINGS}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    raise NotFound(
        _("There is no setting “{name}”. Did you mean “{near}”?").format(name=name, near=near[0])
        if near
        else _("There is no setting “{name}”. Use one of: {known}.").format(
            name=name, known=", ".join(known)
        )
    )


def get_setting(
    context: Context, setting: Setting[ValueT], connection: sqlite3.Connection | None = None
) -> ValueT:
    """Return what holds for the acting person. A stored value that no longer fits is passed over.

    Within a use case give the `connection` of its unit.
    """
    rows = (connection or context.database.reader()).execute(
        "SELECT value FROM setting WHERE name = ? AND (user_id = ? OR user_id IS NULL) "
        "ORDER BY user_id IS NULL",
        (setting.name, None if setting.for_all else context.actor.user_id.bytes),
    )
    for (text,) in rows:
        try:
            value = json.loads(text)
            setting.accept(value)
        except (ValueError, BadInput):
            continue
        return value  # type: ignore[no-any-return]  # `accept` looked at its type
    return setting.default


def set_setting(
    context: Context, setting: Setting[ValueT], value: ValueT, *, for_all: bool = False
) -> None:
    """Keep a value for the acting person, or for everybody who has set none.

    Raises BadInput where the value does not fit, NotAllowed where it would hold for everybody and
    the person is no administrator.
    """
    setting.accept(value)
    setting.check_new(value)
    for_all = for_all or setting.for_all
    _check_may_change(context, setting, for_all=for_all)
    _store(context, setting, None if for_all else context.actor.user_id.bytes, value)


def reset_setting(context: Context, setting: AnySetting, *, for_all: bool = False) -> None:
    """Forget what the acting person has set, or what was set for everybody. Raises NotAllowed."""
    for_all = for_all or setting.for_all
    _check_may_change(context, setting, for_all=for_all)
    _store(context, setting, None if for_all else context.actor.user_id.bytes, None)


def _check_may_change(context: Context, setting: AnySetting, *, for_all: bool) -> None:
    if for_all and not context.actor.is_admin:
        raise NotAllowed(
            _("Only an administrator may set “{name}” for everybody.").format(name=setting.name)
        )


def _store(context: Context, setting: AnySetting, user: bytes | None, value: object) -> None:
    """Write a value, or none, into the row of the person or of everybody."""
    with context.database.write(context.actor, "change_setting") as unit:
        write_setting(unit.connection, setting.name, value, user)


def write_setting(
    connection: sqlite3.Connection, name: str, value: object, user: bytes | None = None
) -> None:
    """Keep a value under a name within a use case; None in its place forgets it.

    It is that of the person with the key `user`, else that of everybody.
    """
    from domain.ids import new_id

    place, text = (user, name), json.dumps(value, ensure_ascii=False)
    row = connection.execute(
        "SELECT id FROM setting WHERE user_id IS ? AND name = ?", place
    ).fetchone()
    if value is None:
        connection.execute("DELETE FROM setting WHERE user_id IS ? AND name = ?", place)
    elif row is None:
        connection.execute(
            "INSERT INTO setting(id, user_id, name, value) VALUES (?, ?, ?, ?)",
            (new_id().bytes, *place, text),
        )
    else:
        connection.execute("UPDATE setting SET value = ? WHERE id = ?", (text, row[0]))


def read_own_setting(connection: sqlite3.Connection, name: str, user: UUID) -> Any:
    """Return what `write_setting` has kept under a name for a person, None for nothing."""
    row = connection.execute(
        "SELECT value FROM setting WHERE name = ? AND user_id = ?", (name, user.bytes)
    ).fetchone()
    return json.loads(row[0]) if row else None


def name_format(context: Context) -> NameFormat:
    """Return the format in which names of clients are shown."""
    return NameFormat(get_setting(context, CLIENT_NAMES))


def example_of_names(context: Context, fmt: NameFormat) -> str:
    """Return the full name of a client in a format, an invented one where there is none."""
    row = (
        context.database.reader()
        .execute(
            "SELECT last_name, first_name, middle_name FROM (SELECT * FROM contact WHERE "
            "deleted_at IS NULL LIMIT 1000) ORDER BY last_name = '' OR first_name = '', "
            "middle_name = '' LIMIT 1"
        )
        .fetchone()
    )
    known = row is not None and row[0] and row[1]
    return format_name(PersonName(*(row if known else _INVENTED)), fmt)


_INVENTED = ("Иванов", "Пётр", "Сергеевич")
"""The name that shows a format where there is no client with a full name yet."""
