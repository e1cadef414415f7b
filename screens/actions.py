"""The one registry of what a person can do on the screen.

An action has a name, where it works, a sentence and its default keys. Bindings, the footer, the
help, the palette, the menu of a row, the user's keymap and the page of keys in the docs are all
read from here.
"""

from __future__ import annotations

from textual.binding import Binding

from domain.i18n import N_
from screens import dialog_actions as dialogs
from screens.action import PROGRAM, Action
from screens.activities.keys import (
    BORROWED,
    CALENDAR,
    CALENDAR_ACTIONS,
    CHECK_ACTIONS,
    CHECKS,
    PLAN,
    RUN,
    RUN_ACTIONS,
    RUNS,
    WORK,
    WORK_ACTIONS,
)
from screens.catalog.keys import (
    CATALOG,
    CATALOG_ACTIONS,
    PICKER,
    PICKER_ACTIONS,
    PROPERTIES,
    PROPERTIES_ACTIONS,
)
from screens.deals.keys import BOARD, BOARD_ACTIONS, CARD_ACTIONS, CARDS, DEAL, DEAL_ACTIONS, STEPS
from screens.documents.keys import EXPLANATION, LINES, LINES_ACTIONS
from screens.invoices.keys import (
    DOCUMENT,
    INVOICES,
    INVOICING,
    INVOICING_ACTIONS,
    LOCATIONS,
    OWN,
    PAPER_ACTIONS,
    PAPER_SETTINGS,
    PREVIEW,
    RECORD_DOCUMENTS,
    SERIES,
    STATEMENT,
)
from screens.leads.keys import LEAD, LEAD_ACTIONS
from screens.parts.keys import LINE, PART_ACTIONS, PARTS, PHOTO, RECORD_PARTS

GLOBAL = "global"
ACTIVITIES = "activities"
SETTINGS = "settings"
DICTIONARIES = "dictionaries"
FIELDS = "fields"
TEMPLATES = "templates"
PIPELINES = "pipelines"
CURRENCIES = "currencies"
TICKS = "ticks"
CLIENTS = "clients"
FEED = "feed"
VIEWS = "views"
ARRANGE = "arrange"
LAYOUT = "layout"
CARD = "card"
RECORD = "record"
FORM = "form"
CLASH = "clash"
CALL = "call"
REMINDER = "reminder"
MENU = "menu"
FILES = "files"
VERSIONS = "versions"
PATH = "path"
IMPORT = "import"
PALETTE = "palette"
HELP = "help"
NUMBER = "number"

UNDO = "global.undo"
REDO = "global.redo"
RESTORE = "record.restore"

TARGETS: dict[str, str] = {
    ACTIVITIES: N_("My activities"),
    CALENDAR: N_("Calendar"),
    BOARD: N_("The board and the list of deals"),
    CLIENTS: N_("Clients"),
    CATALOG: N_("Catalog"),
    INVOICES: N_("Invoices and quotes"),
    FEED: N_("Feed"),
    SETTINGS: N_("Settings"),
    DICTIONARIES: N_("Dictionaries"),
    FIELDS: N_("Fields"),
    TEMPLATES: N_("Templates of tasks"),
    PIPELINES: N_("Pipelines"),
    CURRENCIES: N_("Currencies"),
    TICKS: N_("A list to tick"),
    PROPERTIES: N_("Properties of a section"),
    VIEWS: N_("Views"),
    ARRANGE: N_("Columns and order"),
    CARDS: N_("Cards and columns"),
    LAYOUT: N_("Layout of card and form"),
    CARD: N_("The card of a record"),
    RECORD: N_("A record"),
    WORK: N_("Activities in a list"),
    STEPS: N_("Leads and deals, step by step"),
    LEAD: N_("Leads"),
    DEAL: N_("Deals"),
    DOCUMENT: N_("Quotes and invoices"),
    RUNS: N_("Runs"),
    RUN: N_("A run, one after the other"),
    CALL: N_("The call"),
    PLAN: N_("The form of an activity"),
    REMINDER: N_("A reminder"),
    MENU: N_("A menu"),
    FILES: N_("Files"),
    VERSIONS: N_("Versions of a file"),
    CHECKS: N_("Check list"),
    PATH: N_("A path"),
    IMPORT: N_("What would come of a file"),
    PARTS: N_("Addresses, requisites, products"),
    PHOTO: N_("The photo"),
    LINE: N_("A line of products"),
    LINES: N_("The editor of lines"),
    EXPLANATION: N_("How a figure comes about"),
    INVOICING: N_("The editor of a quote or an invoice"),
    PREVIEW: N_("What is printed"),
    OWN: N_("Own companies"),
    SERIES: N_("How documents are numbered"),
    LOCATIONS: N_("Places of payers and their taxes"),
    STATEMENT: N_("A bank statement"),
    PICKER: N_("The picker of products"),
    PALETTE: N_("The search"),
    HELP: N_("The help"),
    NUMBER: N_("A number to be dialled"),
    CLASH: N_("Two changes of one field"),
    FORM: N_("In every form"),
    GLOBAL: N_("In every area"),
    PROGRAM: N_("Everywhere"),
}
"""The places where actions work, with their titles as message ids."""

AREAS = frozenset({ACTIVITIES, BOARD, CLIENTS, CATALOG, INVOICES, FEED, SETTINGS})
"""The places that are areas."""

SETTINGS_PAGES = frozenset({CURRENCIES, DICTIONARIES, FIELDS, OWN, PIPELINES, TEMPLATES})
"""The places that are pages of the settings."""

_BORROWED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((CHECKS, FILES, LAYOUT, PARTS, PHOTO, VIEWS), (UNDO, REDO)),
    **dict.fromkeys((LOCATIONS, SERIES), (UNDO, REDO)),
    CALENDAR: BORROWED,
    PREVIEW: ("global.menu", "global.help"),
    STATEMENT: ("global.menu", "global.help"),
    RUN: (UNDO, REDO, "global.menu", "global.help"),
}
"""Actions of other places that work in a place, too."""

ACTIONS: tuple[Action, ...] = (
    Action("activities.call", "call", "c", N_("Call"), label=N_("call"), of_row=True),
    Action(
        "activities.done",
        "finish",
        "x",
        N_("Finish: outcome, result, next step"),
        label=N_("done"),
        of_row=True,
    ),
    Action(
        "activities.later",
        "postpone",
        "p",
        N_("Put off to another time"),
        label=N_("later"),
        of_row=True,
    ),
    Action("activities.new", "new", "n", N_("Plan an activity"), label=N_("new")),
    Action("activities.task", "plan_task", "t", N_("Plan a task with the client"), of_row=True),
    Action("activities.event", "event", "v", N_("Add event: what happened"), of_row=True),
    Action(
        "activities.peek",
        "peek",
        "space",
        N_("Show or hide the client beside the list"),
        label=N_("peek"),
        shown="Space",
    ),
    Action(
        "activities.filter",
        "filter",
        "/,ctrl+f",
        N_("Show only what fits: words, kind, client, deal, time"),
        label=N_("filter"),
    ),
    Action(
        "activities.client",
        "open_client",
        "l,right",
        N_("Open the card of the client"),
        label=N_("client"),
        of_row=True,
    ),
    Action("activities.edit", "edit", "e", N_("Change the activity"), of_row=True),
    Action("activities.copy", "copy", "y", N_("Plan another one like this"), of_row=True),
    Action("activities.assign", "assign", "a", N_("Give to a colleague"), of_row=True),
    Action("activities.importance", "importance", "!", N_("Important, or not"), of_row=True),
    Action("activities.files", "files", "f", N_("Files: attach, open"), of_row=True),
    Action("activities.delete", "delete", "delete", N_("Delete"), shown="Del", of_row=True),
    Action("activities.show_done", "show_done", "D", N_("Show or hide what is done")),
    Action(
        "activities.back",
        "back",
        "escape",
        N_("Take away the marks, then the filter"),
        shown="Esc",
    ),
    Action("activities.mark_all", "mark_all", "*", N_("Mark all that is shown, or none")),
    Action("activities.calendar", "calendar", "],[", N_("Go to the calendar")),
    *CALENDAR_ACTIONS,
    Action("clients.open", "open", "", N_("View it"), shown="Enter", of_row=True),
    Action("record.call", "call", "c", N_("Call"), label=N_("call"), of_row=True),
    Action("record.plan", "plan", "t", N_("Plan a task"), label=N_("task"), of_row=True),
    Action("record.event", "event", "v", N_("Add event: what happened"), of_row=True),
    Action("record.edit", "edit", "e", N_("Change it"), label=N_("edit"), of_row=True),
    Action("record.deal", "deal", "d", N_("Begin a deal with the client"), of_row=True),
    Action("record.copy", "copy", "y", N_("Add another one like this"), of_row=True),
    Action("record.assign", "assign", "a", N_("Make somebody responsible"), of_row=True),
    Action("record.files", "files", "f", N_("Files: attach, open"), of_row=True),
    Action("record.layout", "layout", "f2", N_("Layout: fields of the card and the form")),
    *RECORD_PARTS,
    *RECORD_DOCUMENTS,
    Action("record.delete", "delete", "delete", N_("Delete"), shown="Del", of_row=True),
    Action(RESTORE, "restore", "r", N_("Bring back from the bin"), of_row=True),
    Action("card.new", "new", "n", N_("Add what the tab shows"), label=N_("new")),
    Action("card.tabs", "index", "'", N_("By number: a tab or a section"), label=N_("go to")),
    Action("card.next_tab", "tab(1)", "]", N_("Next tab")),
    Action("card.previous_tab", "tab(-1)", "[", N_("Previous tab")),
    Action("card.next", "neighbour(1)", "J", N_("The next record of the list")),
    Action("card.previous", "neighbour(-1)", "K", N_("The previous record of the list")),
    Action("card.back", "leave", "escape,q", N_("Back"), shown="Esc"),
    Action("clients.new", "new", "n", N_("Add one"), label=N_("new")),
    Action("clients.bulk_edit", "bulk_edit", "E", N_("Change a field of all marked"), of_row=True),
    Action(
        "clients.peek",
        "peek",
        "space",
        N_("Show or hide the record beside the list"),
        label=N_("peek"),
        shown="Space",
    ),
    Action(
        "clients.filter",
        "filter",
        "/,ctrl+f",
        N_("Show only what fits: words, fields, times"),
        label=N_("filter"),
    ),
    Action("clients.panel", "panel", "f3", N_("Filter by fields"), shown="F3"),
    Action("clients.views", "views", "'", N_("By number: a view; or keep one"), label=N_("views")),
    Action("clients.arrange", "arrange", "s", N_("Columns and order")),
    Action("clients.left", "shift(-1)", "h,left", N_("Columns further left"), shown="← h"),
    Action("clients.right", "shift(1)", "l,right", N_("Columns further right"), shown="→ l"),
    Action("clients.next", "tab(1)", "]", N_("Next kind: contacts, companies, leads")),
    Action("clients.previous", "tab(-1)", "[", N_("Previous kind")),
    Action("clients.lay", "lay", "L", N_("Lay an activity on all marked, or on all shown")),
    Action("clients.mark_all", "mark_all", "*", N_("Mark all that is shown, or none")),
    Action(
        "clients.back", "back", "escape", N_("Take away the marks, then the filter"), shown="Esc"
    ),
    *WORK_ACTIONS,
    *CHECK_ACTIONS,
    *BOARD_ACTIONS,
    *CATALOG_ACTIONS,
    *CARD_ACTIONS,
    *DEAL_ACTIONS,
    *LEAD_ACTIONS,
    *RUN_ACTIONS,
    *INVOICING_ACTIONS,
    *LINES_ACTIONS,
    *PAPER_ACTIONS,
    *PICKER_ACTIONS,
    *dialogs.FEED_ACTIONS,
    *dialogs.SETTINGS_ACTIONS,
    *PAPER_SETTINGS,
    Action(
        "global.menu",
        "menu",
        ".",
        N_("Show every action of the row"),
        label=N_("actions"),
    ),
    Action("global.runs", "runs", "W", N_("Runs: what was laid on many, one after the other")),
    Action("global.new_call", "new_call", "C", N_("Take a new call, though others are folded")),
    Action("global.quick_lead", "quick_lead", "N", N_("Add a lead by one line")),
    Action(
        "global.import", "import", "Z", N_("Import a file: contacts, a calendar, a price list, 1C")
    ),
    Action(UNDO, "undo", "u", N_("Undo the last thing you did"), label=N_("undo")),
    Action(REDO, "redo", "U", N_("Redo what was undone last")),
    Action("global.area_1", "area('1')", "1", N_("Go to My activities")),
    Action("global.area_2", "area('2')", "2", N_("Go to the deals")),
    Action("global.area_3", "area('3')", "3", N_("Go to the clients")),
    Action("global.area_4", "area('4')", "4", N_("Go to the catalog")),
    Action("global.area_5", "area('5')", "5", N_("Go to the invoices and quotes")),
    Action("global.area_0", "area('0')", "0", N_("Go to the settings")),
    Action(
        "program.call",
        "call_chord",
        "ctrl+l",
        N_("Take or make a call; fold it, unfold it"),
        label=N_("phone"),
        shown="^L",
    ),
    Action(
        "program.palette",
        "command_palette",
        "ctrl+p",
        N_("Find a record or a command"),
        label=N_("find"),
        shown="^P",
    ),
    Action("program.quit", "quit", "ctrl+q", N_("Quit"), label=N_("quit"), shown="^Q"),
    Action(
        "global.help",
        "help",
        "?,f1",
        N_("Show the keys of this place"),
        label=N_("help"),
    ),
    *dialogs.VIEW_ACTIONS,
    *PART_ACTIONS,
    *PROPERTIES_ACTIONS,
    *dialogs.FILE_ACTIONS,
    *dialogs.FORM_ACTIONS,
    *dialogs.DIALOG_ACTIONS,
)
"""Every action, in the order in which the footer shows them."""


def actions_of(*targets: str) -> list[Action]:
    """Return the actions that work in these places, in their order."""
    return [action for action in ACTIONS if action.target in targets]


def action_of(name: str) -> Action:
    """Return the action with this name."""
    return next(action for action in ACTIONS if action.name == name)


def available_in(*targets: str) -> list[Action]:
    """Return the actions of these places, and those of others that work in them, too."""
    borrowed = {name for target in targets for name in _BORROWED.get(target, ())}
    return [a for a in ACTIONS if a.target in targets or a.name in borrowed]


def bindings_of(*targets: str) -> list[Binding]:
    """Return the bindings of the actions that work in these places and have keys of their own."""
    return [action.binding() for action in available_in(*targets) if action.keys]


def places_of(action: Action) -> frozenset[str]:
    """Return the places on whose screens an action works."""
    borrowing = {place for place, names in _BORROWED.items() if action.name in names}
    own = {
        PROGRAM: frozenset(TARGETS),
        GLOBAL: AREAS | {CALENDAR, RUNS, *SETTINGS_PAGES, CARD},
        FORM: frozenset({FORM, CALL, PLAN}),
        RECORD: frozenset({BOARD, CLIENTS, CATALOG, INVOICES, OWN, CARD}),
        DOCUMENT: frozenset({INVOICES, CARD}),
        STEPS: frozenset({BOARD, CLIENTS, CARD}),
        LEAD: frozenset({CLIENTS, CARD}),
        DEAL: frozenset({BOARD, CARD}),
        WORK: frozenset({CLIENTS, CARD}),
    }
    return own.get(action.target, frozenset({action.target})) | borrowing
