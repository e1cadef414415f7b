"""What a person can do in dialogs that are not of one area, in the settings and the feed.

A part of `screens.actions`.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.i18n import N_
from screens.action import Action

DIALOG_ACTIONS: tuple[Action, ...] = (
    Action("palette.leave", "dismiss", "escape", N_("Back"), shown="Esc"),
    Action("palette.down", "move(1)", "down", N_("Next row"), shown="↓"),
    Action("palette.up", "move(-1)", "up", N_("Previous row"), shown="↑"),
    Action("palette.page_down", "page(1)", "pagedown", N_("Next page"), shown="PgDn"),
    Action("palette.page_up", "page(-1)", "pageup", N_("Previous page"), shown="PgUp"),
    Action(
        "import.read",
        "read",
        "ctrl+s",
        N_("Read it in"),
        label=N_("read it in"),
        shown="Enter",
    ),
    Action(
        "import.leave",
        "leave",
        "escape,q",
        N_("Back to the file; end what is being read"),
        label=N_("back"),
        shown="Esc",
    ),
    Action("help.leave", "dismiss", "escape,?,q,f1,enter", N_("Back"), shown="Esc"),
    Action("number.back", "dismiss", "escape,enter,q,f7", N_("Back"), shown="Esc"),
    Action("menu.leave", "leave", "escape,q", N_("Back"), shown="Esc"),
    Action("reminder.open", "open", "enter", N_("Open: the call, or the activity"), shown="Enter"),
    Action("reminder.done", "done", "x", N_("Finish")),
    Action("reminder.snooze", "snooze", "p", N_("Remind again in 15 minutes")),
    Action("reminder.dismiss", "dismiss_one", "delete", N_("Do not remind again"), shown="Del"),
    Action("reminder.leave", "leave", "escape", N_("Back; remind again in a while"), shown="Esc"),
    Action("clash.mine", "answer(True)", "m", N_("Mine stays")),
    Action("clash.theirs", "answer(False)", "t", N_("Theirs stays")),
    Action("clash.all_mine", "answer_all(True)", "M", N_("All of mine stays")),
    Action("clash.all_theirs", "answer_all(False)", "T", N_("All of theirs stays")),
    Action("clash.up", "move(-1)", "up,k", N_("Previous field"), shown="↑"),
    Action("clash.down", "move(1)", "down,j", N_("Next field"), shown="↓"),
    Action("clash.leave", "leave", "escape,q", N_("Back to the form"), shown="Esc"),
    Action("layout.down", "move(1)", "J,>", N_("Move further down"), label=N_("move")),
    Action("layout.up", "move(-1)", "K,<", N_("Move further up"), label=N_("move")),
    Action("layout.rename", "rename", "r", N_("Call it otherwise"), label=N_("name")),
    Action("layout.hide", "hide", "d", N_("Hide it, or show it"), label=N_("hide, show")),
    Action(
        "layout.group", "group", "g", N_("Into another section, or a new one"), label=N_("group")
    ),
    Action("layout.pin", "pin", "+", N_("Into the header"), label=N_("header")),
    Action("layout.unpin", "unpin", "-", N_("Out of the header"), label=N_("header")),
    Action("layout.print", "print", "p", N_("Printed, or not"), label=N_("printed")),
    Action("layout.add_field", "add_field", "n", N_("Add a field"), label=N_("new field")),
    Action("layout.publish", "publish(False, False)", "P", N_("Give it to everybody")),
    Action("layout.lock", "publish(True, False)", "L", N_("The same for everybody")),
    Action(
        "layout.lock_but_header",
        "publish(True, True)",
        "H",
        N_("The same for everybody, each with a header of their own"),
    ),
    Action("layout.withdraw", "withdraw", "W", N_("Take the layout of everybody away")),
    Action("layout.default", "default", "R", N_("Back to the default")),
    Action("layout.menu", "menu", ".", N_("Show all that can be done"), label=N_("more")),
    Action("layout.leave", "leave", "escape,q,f2", N_("Back"), label=N_("back"), shown="Esc"),
)
"""In the order in which the line of keys shows them."""

FORM_ACTIONS: tuple[Action, ...] = (
    Action("form.save", "save", "ctrl+s", N_("Save"), shown="^S"),
    Action("form.leave", "leave", "escape", N_("Back; what is typed is kept"), shown="Esc"),
    Action("form.clear", "clear", "ctrl+n", N_("Empty the form"), shown="^N"),
    Action(
        "form.go_on", "go_on", "enter", N_("Next field; save after the last one"), shown="Enter"
    ),
    Action("form.next", "go(1)", "tab", N_("Next field"), shown="Tab"),
    Action("form.previous", "go(-1)", "shift+tab", N_("Previous field"), shown="Shift+Tab"),
    Action("form.help", "help", "f1", N_("Show the keys of the form"), shown="F1"),
    Action("call.other", "other", "f2", N_("Fold this call and show the other one"), shown="F2"),
    Action("call.another", "another", "f3", N_("Fold this call and take a new one"), shown="F3"),
    Action("call.direction", "direction", "f6", N_("They called, or we did"), shown="F6"),
    Action("call.dial", "dial", "f7", N_("Dial the number"), shown="F7"),
    Action("call.hang_up", "hang_up", "f8", N_("Hang up: stop the clock"), shown="F8"),
)
"""What works in every form, and in that of a call."""

VIEW_ACTIONS: tuple[Action, ...] = (
    Action(
        "views.choose", "choose", "", N_("Show the view"), label=N_("show"), shown="Enter, digit"
    ),
    Action("views.keep", "keep", "s", N_("Keep what is shown as a view"), label=N_("keep")),
    Action(
        "views.update", "update", "o", N_("Let it show what is shown now"), label=N_("show it so")
    ),
    Action("views.share", "share", "a", N_("Show it to all, or to you alone"), label=N_("for all")),
    Action("views.first", "first", "f", N_("Let the list open with it"), label=N_("open with it")),
    Action("views.before", "move(-1)", "<", N_("Put it before its neighbour"), label=N_("move")),
    Action("views.behind", "move(1)", ">", N_("Put it behind its neighbour"), label=N_("move")),
    Action(
        "views.delete",
        "delete",
        "delete",
        N_("Delete; one of the program is hidden"),
        label=N_("delete, hide"),
        shown="Del",
    ),
    Action("views.restore", "restore", "r", N_("Show what was hidden"), label=N_("hidden ones")),
    Action("views.leave", "leave", "escape,q", N_("Back"), label=N_("back"), shown="Esc"),
    Action("arrange.tick", "tick", "space", N_("Show, or hide"), label=N_("show"), shown="Space"),
    Action("arrange.behind", "move(1)", "J,>", N_("Move behind"), label=N_("move")),
    Action("arrange.before", "move(-1)", "K,<", N_("Move before"), label=N_("move")),
    Action("arrange.sort", "sort", "s", N_("Sort by it; turn round"), label=N_("sort, turn")),
    Action("arrange.find", "find", "/,ctrl+f", N_("Find a field"), label=N_("find")),
    Action("arrange.usual", "usual", "r", N_("Back to the usual"), label=N_("as usual")),
    Action("arrange.take", "take", "", N_("Show it so"), label=N_("done"), shown="Enter"),
    Action("arrange.leave", "leave", "escape", N_("Back"), label=N_("back"), shown="Esc"),
)
"""What can be done with views of lists, and with columns and order."""

FILE_ACTIONS: tuple[Action, ...] = (
    Action("files.attach", "attach", "n", N_("Attach files by their paths"), label=N_("attach")),
    Action(
        "files.open",
        "open",
        "o",
        N_("Open it with another program"),
        label=N_("open"),
        shown="Enter",
    ),
    Action(
        "files.edit",
        "edit",
        "e",
        N_("Edit it; what is saved is a new version"),
        label=N_("edit"),
    ),
    Action(
        "files.save_as",
        "save_as",
        "s",
        N_("Save elsewhere; those that are marked, into a folder"),
        label=N_("save as"),
    ),
    Action(
        "files.copy_path",
        "copy_path",
        "y",
        N_("Copy the path of a copy to the clipboard"),
        label=N_("copy path"),
    ),
    Action(
        "files.versions",
        "versions",
        "v",
        N_("Show its versions, bring one back"),
        label=N_("versions"),
    ),
    Action("files.rename", "rename", "f2", N_("Give it another name"), label=N_("rename")),
    Action(
        "files.remove",
        "remove",
        "delete",
        N_("Remove it; those that are marked"),
        label=N_("remove"),
        shown="Del",
    ),
    Action("files.show_removed", "show_removed", "D", N_("Show or hide what was removed")),
    Action("files.bring_back", "bring_back", "r", N_("Bring back what was removed")),
    Action("files.leave", "leave", "escape,q", N_("Back"), label=N_("back"), shown="Esc"),
    Action(
        "versions.open",
        "open",
        "o",
        N_("Open the version with another program"),
        label=N_("open"),
        shown="Enter",
    ),
    Action(
        "versions.restore",
        "restore",
        "r",
        N_("Bring it back: it becomes the newest version"),
        label=N_("bring back"),
    ),
    Action(
        "versions.save_as", "save_as", "s", N_("Save the version elsewhere"), label=N_("save as")
    ),
    Action("versions.leave", "leave", "escape,q", N_("Back"), label=N_("back"), shown="Esc"),
    Action("path.library", "library", "f3", N_("Go to the library folder"), shown="F3"),
)
"""They work in the dialogs of files and of their versions, and where a path is asked for."""


def _moving(target: str) -> Iterator[Action]:
    """Return the actions that move the row under the cursor."""
    for name, step, key, sentence, label in (
        ("before", -1, "<", N_("Put it before its neighbour"), N_("up")),
        ("behind", 1, ">", N_("Put it behind its neighbour"), N_("down")),
    ):
        yield Action(f"{target}.{name}", f"move({step})", key, sentence, label=label, of_row=True)


SETTINGS_ACTIONS: tuple[Action, ...] = (
    Action(
        "settings.change",
        "change",
        "enter,e",
        N_("Change the setting"),
        label=N_("change"),
        shown="Enter",
        of_row=True,
    ),
    Action("dictionaries.new", "new", "n", N_("Add a value"), label=N_("new")),
    Action(
        "dictionaries.edit",
        "edit",
        "e",
        N_("Change its name, colour or meaning"),
        label=N_("edit"),
        of_row=True,
    ),
    *_moving("dictionaries"),
    Action(
        "dictionaries.retire",
        "retire",
        "x",
        N_("Take it out of use, or back into it"),
        label=N_("on, off"),
        of_row=True,
    ),
    Action(
        "dictionaries.reset",
        "reset",
        "r",
        N_("Give it back the name that it came with"),
        of_row=True,
    ),
    Action("dictionaries.delete", "delete", "delete", N_("Delete"), shown="Del", of_row=True),
    Action("dictionaries.values", "pane(1)", "l,right", N_("Go to the values"), shown="→ l"),
    Action("dictionaries.names", "pane(-1)", "h,left", N_("Go to the dictionaries"), shown="← h"),
    Action("dictionaries.back", "back", "escape,q", N_("Back"), shown="Esc"),
    Action("fields.new", "new", "n", N_("Add a field"), label=N_("new")),
    Action(
        "fields.edit",
        "edit",
        "e",
        N_("Change its name, or what it holds"),
        label=N_("edit"),
        of_row=True,
    ),
    *_moving("fields"),
    Action("fields.delete", "delete", "delete", N_("Delete"), shown="Del", of_row=True),
    Action("fields.restore", "restore", "r", N_("Bring back the one that was deleted last")),
    Action("fields.list", "pane(1)", "l,right", N_("Go to the fields"), shown="→ l"),
    Action("fields.kinds", "pane(-1)", "h,left", N_("Go to the kinds"), shown="← h"),
    Action("fields.back", "back", "escape,q", N_("Back"), shown="Esc"),
    Action("templates.new", "new", "n", N_("Add a template"), label=N_("new")),
    Action("templates.edit", "edit", "e", N_("Change it"), label=N_("edit"), of_row=True),
    Action("templates.copy", "copy", "y", N_("Add another one like this"), of_row=True),
    Action("templates.use", "use", "t", N_("Plan a task from it"), label=N_("task"), of_row=True),
    Action("templates.delete", "delete", "delete", N_("Delete"), shown="Del", of_row=True),
    Action("templates.back", "back", "escape,q", N_("Back"), shown="Esc"),
    Action("pipelines.new", "new", "n", N_("Add a pipeline, or a stage"), label=N_("new")),
    Action(
        "pipelines.edit",
        "edit",
        "e",
        N_("Change what it is and asks for"),
        label=N_("edit"),
        of_row=True,
    ),
    Action(
        "pipelines.fields",
        "needs",
        "f",
        N_("Tick the fields that a deal needs at the stage"),
        label=N_("fields"),
        of_row=True,
    ),
    Action(
        "pipelines.tasks",
        "tasks",
        "t",
        N_("Tick the templates of which tasks are made at the stage"),
        label=N_("tasks"),
        of_row=True,
    ),
    *_moving("pipelines"),
    Action("pipelines.copy", "copy", "y", N_("Add a pipeline with the same stages")),
    Action(
        "pipelines.retire", "retire", "x", N_("Take it out of use, or back into it"), of_row=True
    ),
    Action(
        "pipelines.reset", "reset", "r", N_("Give it back the name that it came with"), of_row=True
    ),
    Action(
        "pipelines.delete", "delete", "delete", N_("Delete the stage"), shown="Del", of_row=True
    ),
    Action("pipelines.stages", "pane(1)", "l,right", N_("Go to the stages"), shown="→ l"),
    Action("pipelines.names", "pane(-1)", "h,left", N_("Go to the pipelines"), shown="← h"),
    Action("pipelines.back", "back", "escape,q", N_("Back"), shown="Esc"),
    Action("currencies.new", "new", "n", N_("Add a rate"), label=N_("new")),
    Action("currencies.edit", "edit", "e", N_("Change the rate"), label=N_("edit"), of_row=True),
    Action(
        "currencies.read",
        "import_file",
        "i",
        N_("Read the rates of a file of a central bank"),
        label=N_("read a file"),
    ),
    Action("currencies.base", "base", "b", N_("Choose the base currency"), label=N_("base")),
    Action(
        "currencies.report",
        "report",
        "r",
        N_("Choose the currency of reports"),
        label=N_("reports"),
    ),
    Action(
        "currencies.delete", "delete", "delete", N_("Delete the rate"), shown="Del", of_row=True
    ),
    Action("currencies.rates", "pane(1)", "l,right", N_("Go to the rates"), shown="→ l"),
    Action("currencies.names", "pane(-1)", "h,left", N_("Go to the currencies"), shown="← h"),
    Action("currencies.back", "back", "escape,q", N_("Back"), shown="Esc"),
    Action("ticks.tick", "tick", "space", N_("Tick, or not"), label=N_("tick"), shown="Space"),
    Action("ticks.take", "take", "", N_("Keep it so"), label=N_("done"), shown="Enter"),
    Action("ticks.leave", "leave", "escape,q", N_("Back"), label=N_("back"), shown="Esc"),
)
"""What can be done with the settings and on their pages, and in a list to tick."""

FEED_ACTIONS: tuple[Action, ...] = (
    Action("global.area_7", "area('7')", "7", N_("Go to the feed")),
    Action("card.filter", "filter", "/,ctrl+f", N_("History: show only what fits")),
    Action("feed.open", "open", "", N_("View it: old and new values"), shown="Enter", of_row=True),
    Action(
        "feed.card",
        "open_record",
        "l,right",
        N_("Open the card of the record"),
        label=N_("record"),
        of_row=True,
    ),
    Action(
        "feed.filter",
        "filter",
        "/,ctrl+f",
        N_("Show only what fits: words, who, record, field, when"),
        label=N_("filter"),
    ),
    Action("feed.delete", "delete", "delete", N_("Delete the event"), shown="Del", of_row=True),
    Action("feed.back", "back", "escape", N_("Take away the filter"), shown="Esc"),
)
"""What can be done in the feed and with the history on a card, and how to get there."""
