"""The registry of actions, and what is read from it: bindings, footer, help, palette."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from desk import at, at_desk, plan
from textual.binding import Binding, BindingType

from crm_tui.app import CrmApp
from crm_tui.palette import Palette
from screens.action_menu import ActionMenu
from screens.actions import (
    ACTIONS,
    ACTIVITIES,
    ARRANGE,
    BOARD,
    CALL,
    CARD,
    CLASH,
    CLIENTS,
    CURRENCIES,
    DICTIONARIES,
    FEED,
    FIELDS,
    FILES,
    FORM,
    GLOBAL,
    HELP,
    IMPORT,
    LAYOUT,
    MENU,
    NUMBER,
    PALETTE,
    PATH,
    PIPELINES,
    PROGRAM,
    RECORD,
    REMINDER,
    SETTINGS,
    TARGETS,
    TEMPLATES,
    TICKS,
    VERSIONS,
    VIEWS,
    actions_of,
)
from screens.activities.activity_actions import ActivityActions
from screens.activities.activity_form import ActivityForm
from screens.activities.check_list_dialog import CheckListDialog
from screens.activities.finish_dialog import FinishDialog
from screens.activities.keys import CALENDAR, CHECKS, PLAN, RUN, RUNS, WORK
from screens.activities.listed_actions import ListedActivities
from screens.activities.my_activities import MyActivities
from screens.calendar.calendar_screen import CalendarScreen
from screens.calls.call_form import CallForm
from screens.calls.dialing import NumberScreen
from screens.cards.record_card import RecordCard
from screens.cards.shown_card import ShownCard
from screens.catalog.catalog_area import CatalogArea
from screens.catalog.keys import CATALOG, PICKER, PROPERTIES
from screens.catalog.product_picker import ProductPicker
from screens.catalog.properties_dialog import PropertiesDialog
from screens.deals.board_dialog import BoardDialog
from screens.deals.deal_actions import DealActions
from screens.deals.deals_area import DealsArea
from screens.deals.keys import CARDS, DEAL, STEPS
from screens.deals.moved_along import MovedAlong
from screens.documents.explanation import ExplanationDialog
from screens.documents.keys import EXPLANATION, LINES
from screens.documents.lines_screen import LinesScreen
from screens.documents.shown_lines import ShownLines
from screens.feed.feed_area import FeedArea
from screens.files.files_dialog import FilesDialog
from screens.files.path_dialog import PathDialog
from screens.files.versions_dialog import VersionsDialog
from screens.form_dialog import FormDialog
from screens.help import FILTERS, LIST_KEYS, HelpScreen
from screens.importing.import_review import ImportReview
from screens.invoices.document_actions import DocumentActions
from screens.invoices.document_screen import DocumentScreen
from screens.invoices.invoices_area import InvoicesArea
from screens.invoices.keys import (
    DOCUMENT,
    INVOICES,
    INVOICING,
    LOCATIONS,
    OWN,
    PREVIEW,
    SERIES,
    STATEMENT,
)
from screens.invoices.preview_screen import PreviewScreen
from screens.invoices.statement_screen import StatementScreen
from screens.layouts.editor import LayoutEditor
from screens.leads.keys import LEAD
from screens.leads.lead_actions import LeadActions
from screens.parts.keys import LINE, PARTS, PHOTO
from screens.parts.line_form import LineForm
from screens.parts.parts_dialog import PartsDialog
from screens.parts.photo_dialog import PhotoDialog
from screens.records.arrange_dialog import ArrangeDialog
from screens.records.clash_dialog import ClashDialog
from screens.records.record_actions import RecordActions
from screens.records.records_area import RecordsArea
from screens.records.views_dialog import ViewsDialog
from screens.reminders import ReminderDialog
from screens.runs.runs_screen import RunsScreen
from screens.runs.shown_run import ShownRun
from screens.runs.walk_screen import WalkScreen
from screens.settings.currencies import CurrenciesScreen
from screens.settings.dictionaries import DictionariesScreen
from screens.settings.fields import FieldsScreen
from screens.settings.locations import LocationsDialog
from screens.settings.own_companies import OwnCompaniesScreen
from screens.settings.pipelines import PipelinesScreen
from screens.settings.series import SeriesDialog
from screens.settings.settings_area import SettingsArea
from screens.settings.templates import TemplatesScreen
from screens.shell import AreaScreen
from screens.tick_dialog import TickDialog
from services.context import Context
from widgets.board.card_columns import CardColumns
from widgets.calendar.calendar_view import CalendarView
from widgets.grid.calculator import Calculator
from widgets.grid.line_grid import LineGrid
from widgets.lists.record_list import RecordList
from widgets.tree.tree_list import TreeList

PLACES: dict[str, tuple[type, ...]] = {
    "My activities": (CrmApp, AreaScreen, ActivityActions, MyActivities, RecordList),
    "the calendar": (CrmApp, AreaScreen, CalendarScreen, CalendarView),
    "the clients": (
        CrmApp,
        AreaScreen,
        RecordActions,
        ListedActivities,
        MovedAlong,
        LeadActions,
        RecordsArea,
        RecordList,
    ),
    "the board of deals": (
        CrmApp,
        AreaScreen,
        RecordActions,
        MovedAlong,
        DealActions,
        DealsArea,
        CardColumns,
    ),
    "the list of deals": (
        CrmApp,
        AreaScreen,
        RecordActions,
        MovedAlong,
        DealActions,
        DealsArea,
        RecordList,
    ),
    "the catalog": (
        CrmApp,
        AreaScreen,
        RecordActions,
        CatalogArea,
        TreeList,
        RecordList,
    ),
    "the properties of a section": (CrmApp, PropertiesDialog, RecordList),
    "the invoices": (CrmApp, AreaScreen, RecordActions, DocumentActions, InvoicesArea, RecordList),
    "the views": (CrmApp, ViewsDialog, RecordList),
    "the columns": (CrmApp, ArrangeDialog, RecordList),
    "the cards and columns": (CrmApp, BoardDialog, RecordList),
    "the settings": (CrmApp, AreaScreen, SettingsArea),
    "the dictionaries": (CrmApp, AreaScreen, DictionariesScreen, RecordList),
    "the fields": (CrmApp, AreaScreen, FieldsScreen, RecordList),
    "a form": (CrmApp, FormDialog, FinishDialog, ActivityForm),
    "a call": (CrmApp, FormDialog, CallForm),
    "a card": (
        CrmApp,
        AreaScreen,
        RecordActions,
        ShownCard,
        RecordCard,
        MovedAlong,
        LeadActions,
        DealActions,
        DocumentActions,
        ListedActivities,
        RecordList,
    ),
    "the runs": (CrmApp, AreaScreen, RunsScreen, RecordList),
    "a run": (CrmApp, AreaScreen, ShownRun, WalkScreen),
    "the files": (CrmApp, FilesDialog, RecordList),
    "the versions of a file": (CrmApp, VersionsDialog, RecordList),
    "a path": (CrmApp, FormDialog, PathDialog),
    "a review of a file": (CrmApp, ImportReview, RecordList),
    "the parts": (CrmApp, PartsDialog, RecordList),
    "the check list": (CrmApp, CheckListDialog, RecordList),
    "the photo": (CrmApp, PhotoDialog),
    "the grid of lines": (CrmApp, ShownLines, LinesScreen, LineGrid),
    "the calculator": (CrmApp, ShownLines, LinesScreen, Calculator),
    "the editor of a document": (CrmApp, ShownLines, LinesScreen, DocumentScreen, LineGrid),
    "a preview": (CrmApp, PreviewScreen),
    "a bank statement": (CrmApp, StatementScreen, RecordList),
    "the own companies": (CrmApp, AreaScreen, RecordActions, OwnCompaniesScreen, RecordList),
    "the numbers of documents": (CrmApp, SeriesDialog, RecordList),
    "the places of payers": (CrmApp, LocationsDialog, RecordList),
    "an explanation": (CrmApp, ExplanationDialog),
    "a reminder": (CrmApp, ReminderDialog),
    "a menu": (CrmApp, ActionMenu, RecordList),
    "the help": (CrmApp, HelpScreen),
    "the palette": (CrmApp, Palette),
    "a number": (CrmApp, NumberScreen),
}
"""Which classes bind keys in a place."""


def own_bindings(kind: type) -> list[Binding]:
    """Return the bindings that a class adds itself, one for each key and what it means."""
    bindings: Iterable[BindingType] = kind.__dict__.get("BINDINGS", ())
    found = Binding.make_bindings(bindings)
    return list({(binding.key, binding.action): binding for binding in found}.values())


@pytest.mark.parametrize("place", PLACES)
def test_every_key_means_one_thing_in_a_place(place: str) -> None:
    bindings = [binding for kind in PLACES[place] for binding in own_bindings(kind)]
    keys = Counter(binding.key for binding in bindings)
    assert [key for key, count in keys.items() if count > 1] == []
    assert bindings or place == "a form"


def test_every_binding_can_be_named_in_a_keymap() -> None:
    kinds = {kind for place in PLACES.values() for kind in place} - {CrmApp}
    bindings = [binding for kind in kinds for binding in own_bindings(kind)]
    assert [binding.key for binding in bindings if not binding.id] == []
    names = {(binding.id, binding.action) for binding in bindings}
    assert len(names) == len({name for name, _action in names})


def test_no_action_sits_on_a_key_that_terminals_do_not_send() -> None:
    keys = [key for action in ACTIONS for key in action.keys]
    assert [key for key in keys if "alt+" in key or "ctrl+shift+" in key] == []


def test_names_of_actions_begin_with_their_place_and_are_not_repeated() -> None:
    assert [a.name for a in ACTIONS if a.name.partition(".")[0] != a.target] == []
    assert len({action.name for action in ACTIONS}) == len(ACTIONS)


RUN_ON: dict[str, type] = {
    PROGRAM: CrmApp,
    GLOBAL: AreaScreen,
    ACTIVITIES: MyActivities,
    CALENDAR: CalendarScreen,
    BOARD: DealsArea,
    CLIENTS: RecordsArea,
    CATALOG: CatalogArea,
    PROPERTIES: PropertiesDialog,
    VIEWS: ViewsDialog,
    ARRANGE: ArrangeDialog,
    CARDS: BoardDialog,
    LAYOUT: LayoutEditor,
    PARTS: PartsDialog,
    PHOTO: PhotoDialog,
    LINE: LineForm,
    PICKER: ProductPicker,
    LINES: LinesScreen,
    EXPLANATION: ExplanationDialog,
    INVOICES: InvoicesArea,
    DOCUMENT: DocumentActions,
    INVOICING: DocumentScreen,
    PREVIEW: PreviewScreen,
    STATEMENT: StatementScreen,
    OWN: OwnCompaniesScreen,
    SERIES: SeriesDialog,
    LOCATIONS: LocationsDialog,
    SETTINGS: SettingsArea,
    DICTIONARIES: DictionariesScreen,
    FIELDS: FieldsScreen,
    TEMPLATES: TemplatesScreen,
    PIPELINES: PipelinesScreen,
    CURRENCIES: CurrenciesScreen,
    TICKS: TickDialog,
    CARD: RecordCard,
    RECORD: RecordActions,
    STEPS: MovedAlong,
    LEAD: LeadActions,
    DEAL: DealActions,
    WORK: ListedActivities,
    RUNS: RunsScreen,
    RUN: WalkScreen,
    PALETTE: Palette,
    HELP: HelpScreen,
    NUMBER: NumberScreen,
    FORM: FormDialog,
    CLASH: ClashDialog,
    CALL: CallForm,
    PLAN: ActivityForm,
    REMINDER: ReminderDialog,
    MENU: ActionMenu,
    FEED: FeedArea,
    FILES: FilesDialog,
    CHECKS: CheckListDialog,
    VERSIONS: VersionsDialog,
    PATH: PathDialog,
    IMPORT: ImportReview,
}
"""On which class the actions of a place run."""


@pytest.mark.parametrize("target", TARGETS)
def test_every_action_can_be_run(target: str) -> None:
    for action in actions_of(target):
        method = action.method.partition("(")[0]
        assert callable(getattr(RUN_ON[target], f"action_{method}", None)), action.name


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 30)])
async def test_help_lists_every_action(context: Context, size: tuple[int, int]) -> None:
    async with at_desk(at(context), size=size) as desk:
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        seen: list[str] = []
        for _page in range(6):
            await desk.pilot.pause()
            seen += desk.text().splitlines()
            await desk.press("pagedown")
            await desk.pilot.wait_for_animation()
        shown = " ".join(" ".join(line.split()) for line in seen)
        for action in actions_of(ACTIVITIES, GLOBAL, PROGRAM):
            assert f"{action.shown_key} {action.sentence.split()[0]}" in shown
        for keys, _sentence in (*LIST_KEYS, *FILTERS[:3]):
            assert keys in shown
        await desk.press("question_mark")
        await desk.until_closed()


async def test_the_footer_shows_what_has_a_label(context: Context) -> None:
    async with at_desk(at(context), size=(160, 24)) as desk:
        footer = desk.text().splitlines()[-1]
        for action in actions_of(ACTIVITIES, GLOBAL, PROGRAM):
            shown = f" {action.shown_key} {action.label} "
            assert (shown in f"{footer} ") == bool(action.label), action.name


async def test_a_click_on_the_footer_runs_the_action(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        footer = desk.text().splitlines()[-1]
        await desk.pilot.click(offset=(footer.index("n new"), 39))
        await desk.until_dialog()
        await desk.until_shown("New activity")


async def test_a_keymap_changes_keys(context: Context) -> None:
    plan(at(context), "ask", "2026-11-23 15:00")
    async with at_desk(at(context)) as desk:
        desk.app.set_keymap({"activities.done": "d"})
        await desk.press("d")
        await desk.until_dialog()
        await desk.until_shown("Done: ask")


@pytest.mark.parametrize("key", ["c", "n", "x"])
async def test_keys_of_the_list_are_letters_in_a_form(context: Context, key: str) -> None:
    plan(at(context), "ask", "2026-11-23 15:00")
    async with at_desk(at(context)) as desk:
        await desk.press(key)
        await desk.until_dialog()
        await desk.type("cxnuU?mjkgG q")
        assert desk.form()[desk.field()] == "cxnuU?mjkgG q"
        assert len(desk.app.screen_stack) == 2


@pytest.mark.parametrize(("key", "title"), [("c", "The call"), ("n", "In every form")])
async def test_f1_shows_the_keys_of_a_form_and_leads_back(
    context: Context, key: str, title: str
) -> None:
    async with at_desk(at(context)) as desk:
        await desk.press(key)
        await desk.until_dialog()
        await desk.type("Zyx")
        await desk.press("f1")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        await desk.until_shown(title, "^S", "Next field; save after the last one")
        assert "In every list" not in desk.text()
        await desk.press("escape")
        await desk.until_dialog()
        assert desk.form()[desk.field()] == "Zyx"


async def test_ctrl_c_says_how_to_quit(context: Context) -> None:
    async with at_desk(at(context), notifications=True) as desk:
        await desk.press("ctrl+c")
        await desk.until_shown("Ctrl+Q quits.")
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running)
