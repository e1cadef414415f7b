"""The actions on deals, and on all that moves on in steps, part of `screens.actions`."""

from __future__ import annotations

from domain.i18n import N_
from screens.action import Action

STEPS = "steps"
CARDS = "cards"
DEAL = "deal"
BOARD = "board"

DEAL_ACTIONS: tuple[Action, ...] = (
    Action("steps.further", "further(1)", ">", N_("To the next stage, or status"), of_row=True),
    Action("steps.before", "further(-1)", "<", N_("To the stage, or status, before"), of_row=True),
    Action("deal.move", "move", "M", N_("Deal: to a stage of your choice"), of_row=True),
    Action(
        "deal.lead_products",
        "lead_products",
        "Y",
        N_("Deal: take over products of the lead"),
        of_row=True,
    ),
)
"""They work in lists of leads and deals, and on the cards of these."""

BOARD_ACTIONS: tuple[Action, ...] = (
    Action("board.open", "open", "", N_("View it"), shown="Enter", of_row=True),
    Action("board.new", "new", "n", N_("Add a deal: on the board by one line"), label=N_("new")),
    Action(
        "board.peek",
        "peek",
        "space",
        N_("Show or hide the record beside the list"),
        label=N_("peek"),
        shown="Space",
    ),
    Action(
        "board.further",
        "further(1)",
        "L",
        N_("Board: to the next column"),
        label=N_("move"),
        of_row=True,
    ),
    Action("board.before", "further(-1)", "H", N_("Board: to the column before"), of_row=True),
    Action(
        "board.filter",
        "filter",
        "/,ctrl+f",
        N_("Show only what fits: words, fields, times"),
        label=N_("filter"),
    ),
    Action("board.panel", "panel", "f3", N_("Filter by fields"), shown="F3"),
    Action("board.views", "views", "V", N_("Views: choose, keep one"), label=N_("views")),
    Action("board.stages", "stages", "'", N_("By number: a stage"), label=N_("stage")),
    Action("board.pipeline", "pipeline", "f6", N_("Choose the pipeline"), label=N_("pipeline")),
    Action("board.next", "tab(1)", "]", N_("The board, or the list"), label=N_("list, board")),
    Action("board.previous", "tab(-1)", "[", N_("The board, or the list")),
    Action("board.arrange", "arrange", "s", N_("Columns: of the list; of the board, with cards")),
    Action("board.left", "side(-1)", "h,left", N_("To the left"), shown="← h"),
    Action("board.right", "side(1)", "l,right", N_("To the right"), shown="→ l"),
    Action("board.bulk_edit", "bulk_edit", "E", N_("Change a field of all marked"), of_row=True),
    Action("board.take", "take", "T", N_("Take it: become responsible"), of_row=True),
    Action(
        "board.mark_all", "mark_all", "*", N_("Mark all of the list, or of the column, or none")
    ),
    Action("board.back", "back", "escape", N_("Take away the marks, then the filter"), shown="Esc"),
)
"""They work in area 2."""

CARD_ACTIONS: tuple[Action, ...] = (
    Action("cards.tick", "tick", "space", N_("Show, or hide"), label=N_("show"), shown="Space"),
    Action("cards.behind", "move(1)", "J,>", N_("Move behind"), label=N_("move")),
    Action("cards.before", "move(-1)", "K,<", N_("Move before"), label=N_("move")),
    Action("cards.find", "find", "/,ctrl+f", N_("Find a field"), label=N_("find")),
    Action("cards.usual", "usual", "r", N_("Back to the usual"), label=N_("as usual")),
    Action("cards.take", "take", "", N_("Show it so"), label=N_("done"), shown="Enter"),
    Action("cards.leave", "leave", "escape", N_("Back"), label=N_("back"), shown="Esc"),
)
"""They work where cards and columns of the board are chosen."""
