"""The actions on activities in lists, on runs and in the calendar, part of the registry of
`screens.actions`."""

from __future__ import annotations

from domain.i18n import N_
from screens.action import Action

WORK = "work"
RUNS = "runs"
RUN = "run"
PLAN = "plan"

WORK_ACTIONS: tuple[Action, ...] = (
    Action("work.done", "finish", "x", N_("Activity: finish it, or open it again"), of_row=True),
    Action("work.later", "postpone", "p", N_("Activity: put it off"), of_row=True),
    Action("work.importance", "importance", "!", N_("Activity: important, or not"), of_row=True),
    Action(
        "work.template", "keep_template", "S", N_("Activity: keep it as a template"), of_row=True
    ),
    Action("activities.template", "keep_template", "S", N_("Keep it as a template"), of_row=True),
    Action("card.arrange", "arrange", "s", N_("Tasks: columns and order")),
    Action("plan.template", "template", "f4", N_("Fill in from a template")),
)
"""They work in lists of activities, on the tasks of a card, and in the form of an activity."""

CHECKS = "checks"

CHECK_ACTIONS: tuple[Action, ...] = (
    Action(
        "activities.check_list",
        "check_list",
        "z",
        N_("Check list: tick, add, move, remove"),
        of_row=True,
    ),
    Action(
        "work.check_list",
        "check_list",
        "z",
        N_("Activity: its check list"),
        of_row=True,
    ),
    Action("card.tick", "tick", "space", N_("Tick the line of the check list"), shown="Space"),
    Action(
        "card.element",
        "element",
        "l,right",
        N_("Go to what the activity, or the line, is about"),
        shown="→ l",
    ),
    Action("checks.tick", "tick", "space", N_("Tick it, or not"), label=N_("tick"), shown="Space"),
    Action("checks.add", "add", "n", N_("Add another one"), label=N_("add")),
    Action("checks.rename", "rename", "e", N_("Change the text"), label=N_("change")),
    Action("checks.before", "move(-1)", "<", N_("Put it before its neighbour"), label=N_("up")),
    Action("checks.behind", "move(1)", ">", N_("Put it behind its neighbour"), label=N_("down")),
    Action("checks.remove", "remove", "delete", N_("Remove"), label=N_("remove"), shown="Del"),
    Action("checks.leave", "leave", "escape,q", N_("Back"), label=N_("back"), shown="Esc"),
)
"""They work on check lists, and on what an activity is about."""

RUN_ACTIONS: tuple[Action, ...] = (
    Action(
        "runs.walk",
        "walk",
        "",
        N_("Walk through the run, one after the other"),
        label=N_("walk through"),
        shown="Enter",
        of_row=True,
    ),
    Action(
        "runs.activities",
        "activities",
        "l,right",
        N_("Show its activities as a list"),
        label=N_("list"),
        of_row=True,
    ),
    Action("runs.edit", "edit", "e", N_("Change title and script"), label=N_("edit"), of_row=True),
    Action(
        "runs.close", "close", "X", N_("Close it, or open it again"), label=N_("close"), of_row=True
    ),
    Action("runs.show_closed", "show_closed", "D", N_("Show or hide those that are closed")),
    Action("runs.back", "back", "escape,q", N_("Back"), shown="Esc"),
    Action(
        "run.outcome",
        "outcome",
        "",
        N_("Done, with the outcome of that digit; the next one comes"),
        label=N_("outcome"),
        shown="1-9",
    ),
    Action("run.note", "note", "n", N_("Write a note first"), label=N_("note")),
    Action(
        "run.line", "line", "enter", N_("Write a note, or be done with the line"), shown="Enter"
    ),
    Action("run.following", "following", "t", N_("Plan a next step first"), label=N_("next step")),
    Action(
        "run.call", "call", "c", N_("Dial the number; again for the next number"), label=N_("dial")
    ),
    Action("run.later", "later", "p", N_("Put it off to another time"), label=N_("later")),
    Action("run.skip", "skip", "s", N_("Leave it for the end"), label=N_("skip")),
    Action("run.done", "done", "x", N_("Done, without an outcome"), label=N_("done")),
    Action("run.form", "form", "f", N_("Done by the form: any outcome, result, next step")),
    Action(
        "run.client", "client", "l,right", N_("Open the card of the client"), label=N_("client")
    ),
    Action("run.ahead", "ahead", "a", N_("Go on with what is planned for later days")),
    Action("run.close", "close", "X", N_("Close the run")),
    Action("run.down", "scroll(1)", "down,j", N_("Further down in the script"), shown="↓ j"),
    Action("run.up", "scroll(-1)", "up,k", N_("Further up in the script"), shown="↑ k"),
    Action(
        "run.back",
        "back",
        "escape,q",
        N_("Pause: one goes on here the next time"),
        label=N_("pause"),
        shown="Esc",
    ),
)
"""They work in the list of runs, and while one walks through a run."""

CALENDAR = "calendar"

CALENDAR_ACTIONS: tuple[Action, ...] = (
    Action("calendar.new", "new", "n,b", N_("Plan a meeting at this time"), label=N_("new")),
    Action(
        "calendar.move",
        "move",
        "M",
        N_("Move it by the arrows, + and -; Enter keeps, Esc leaves"),
        label=N_("move"),
        of_row=True,
    ),
    Action("calendar.scales", "scales", "'", N_("By number: day, week, month"), label=N_("scale")),
    Action("calendar.today", "today", "T", N_("Go to today"), label=N_("today")),
    Action("calendar.people", "people", "A", N_("Whose calendar is shown"), label=N_("whose")),
    Action(
        "calendar.peek",
        "peek",
        "space",
        N_("Show or hide the client beside the calendar"),
        shown="Space",
    ),
    Action("calendar.day", "scale('day')", "", N_("Show a day"), shown="' 1"),
    Action("calendar.week", "scale('week')", "", N_("Show a week"), shown="' 2"),
    Action("calendar.month", "scale('month')", "", N_("Show a month"), shown="' 3"),
    Action("calendar.longer", "stretch(1)", "+", N_("Make it longer"), of_row=True),
    Action("calendar.shorter", "stretch(-1)", "-", N_("Make it shorter"), of_row=True),
    Action("calendar.earlier_day", "push(-1, 0)", "shift+left", N_("Move it left"), of_row=True),
    Action("calendar.later_day", "push(1, 0)", "shift+right", N_("Move it right"), of_row=True),
    Action("calendar.earlier", "push(0, -1)", "shift+up", N_("Move it up"), of_row=True),
    Action("calendar.later", "push(0, 1)", "shift+down", N_("Move it down"), of_row=True),
    Action("calendar.agenda", "leave", "],[", N_("Go to the list of activities")),
    Action("calendar.back", "back", "escape", N_("Leave it where it was; go back"), shown="Esc"),
)

BORROWED = tuple(
    f"activities.{name}"
    for name in ("call", "done", "later", "edit", "copy", "assign", "importance", "files", "delete")
)
"""Actions of My activities that work on the call or meeting under the cursor, too."""
