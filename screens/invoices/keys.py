"""The actions on quotes and invoices, part of the registry of `screens.actions`."""

from __future__ import annotations

from domain.i18n import N_
from screens.action import Action

INVOICES = "invoices"
DOCUMENT = "document"
INVOICING = "invoicing"
PREVIEW = "preview"
STATEMENT = "statement"
OWN = "own"
SERIES = "series"
LOCATIONS = "locations"

RECORD_DOCUMENTS: tuple[Action, ...] = (
    Action("record.invoice", "invoice", "i", N_("Make an invoice of it, or for it"), of_row=True),
    Action("record.offer", "offer", "o", N_("Make a quote of it, or for it"), of_row=True),
    Action("record.lines", "lines", "I", N_("Its products and what they cost"), of_row=True),
)
"""They work wherever there are records: in lists and on cards."""

DOCUMENT_ACTIONS: tuple[Action, ...] = (
    Action(
        "document.preview",
        "preview",
        "f9",
        N_("Look at it as it is printed; print it, send it"),
        label=N_("preview"),
        shown="F9",
        of_row=True,
    ),
    Action("document.issue", "issue", "O", N_("Issue: it gets its number, for good"), of_row=True),
    Action("document.pay", "pay", "$", N_("Keep a payment"), label=N_("paid"), of_row=True),
    Action("document.credit", "credit", "-", N_("Take back by a credit note"), of_row=True),
    Action("document.requisites", "requisites", "Q", N_("Choose other requisites"), of_row=True),
    Action("document.pdf", "pdf", "D", N_("Save as PDF: it, or all marked"), of_row=True),
    Action("document.mail", "mail", "w", N_("Write a letter with the PDF"), of_row=True),
)
"""They work in the lists of area 5, on cards of documents, and on the lines of these on cards."""

INVOICES_ACTIONS: tuple[Action, ...] = (
    Action("invoices.open", "open", "", N_("View it"), shown="Enter", of_row=True),
    Action("invoices.new", "new", "n", N_("Add one"), label=N_("new")),
    Action("invoices.statement", "statement", "B", N_("Payments from a bank statement")),
    Action("invoices.bulk_edit", "bulk_edit", "E", N_("Change a field of all marked"), of_row=True),
    Action(
        "invoices.peek",
        "peek",
        "space",
        N_("Show or hide the record beside the list"),
        label=N_("peek"),
        shown="Space",
    ),
    Action(
        "invoices.filter",
        "filter",
        "/,ctrl+f",
        N_("Show only what fits: words, fields, times"),
        label=N_("filter"),
    ),
    Action("invoices.panel", "panel", "f3", N_("Filter by fields"), shown="F3"),
    Action(
        "invoices.views", "views", "',V", N_("By number: a view; or keep one"), label=N_("views")
    ),
    Action("invoices.arrange", "arrange", "s", N_("Columns and order")),
    Action("invoices.left", "shift(-1)", "h,left", N_("Columns further left"), shown="← h"),
    Action("invoices.right", "shift(1)", "l,right", N_("Columns further right"), shown="→ l"),
    Action("invoices.next", "tab(1)", "]", N_("Invoices, or quotes")),
    Action("invoices.previous", "tab(-1)", "[", N_("Invoices, or quotes")),
    Action("invoices.mark_all", "mark_all", "*", N_("Mark all that is shown, or none")),
    Action(
        "invoices.back", "back", "escape", N_("Take away the marks, then the filter"), shown="Esc"
    ),
)
"""They work in area 5."""

INVOICING_ACTIONS: tuple[Action, ...] = (
    Action(
        "invoicing.head",
        "head",
        "ctrl+g",
        N_("Client, dates, terms"),
        label=N_("client, terms"),
        shown="^G",
    ),
    Action(
        "invoicing.preview",
        "preview",
        "f9",
        N_("Look at it as it is printed; print it, send it"),
        label=N_("preview"),
        shown="F9",
    ),
    Action(
        "invoicing.issue",
        "issue",
        "ctrl+o",
        N_("Issue: it gets its number, for good"),
        label=N_("issue"),
        shown="^O",
    ),
    Action("invoicing.requisites", "requisites", "ctrl+r", N_("Choose other requisites")),
)
"""They work in the editor of a quote or an invoice, beside those of every editor of lines."""

PREVIEW_ACTIONS: tuple[Action, ...] = (
    Action("preview.save", "save", "s,D", N_("Save as PDF"), label=N_("save")),
    Action("preview.open", "open", "o", N_("Open the PDF with another program"), label=N_("open")),
    Action("preview.mail", "mail", "w", N_("Write a letter with the PDF"), label=N_("letter")),
    Action("preview.issue", "issue", "O", N_("Issue: it gets its number"), label=N_("issue")),
    Action("preview.act", "act", "a", N_("The act of services, or the invoice"), label=N_("act")),
    Action(
        "preview.e_invoice",
        "e_invoice",
        "x",
        N_("With an e-invoice inside the PDF, or without"),
        label=N_("e-invoice"),
    ),
    Action("preview.next", "beside(1)", "]", N_("Next of those that are marked")),
    Action("preview.previous", "beside(-1)", "[", N_("The one before among those marked")),
    Action("preview.down", "scroll(1)", "j", N_("One line down"), shown="↓ j"),
    Action("preview.up", "scroll(-1)", "k", N_("One line up"), shown="↑ k"),
    Action("preview.leave", "leave", "escape,q,f9", N_("Back"), label=N_("back"), shown="Esc"),
)
"""They work where one looks at what is printed."""

STATEMENT_ACTIONS: tuple[Action, ...] = (
    Action(
        "statement.tick", "tick", "space", N_("Take it, or not"), label=N_("take"), shown="Space"
    ),
    Action("statement.match", "match", "e", N_("Say which invoice it pays"), label=N_("invoice")),
    Action("statement.save", "save", "ctrl+s", N_("Keep the payments"), label=N_("keep")),
    Action("statement.leave", "leave", "escape,q", N_("Back"), label=N_("back"), shown="Esc"),
)
"""They work with the entries of a bank statement."""

PAPER_ACTIONS = (
    *INVOICES_ACTIONS,
    *DOCUMENT_ACTIONS,
    *PREVIEW_ACTIONS,
    *STATEMENT_ACTIONS,
)
"""All of them but those of every record."""

PAPER_SETTINGS: tuple[Action, ...] = (
    Action("own.open", "open", "", N_("View it"), label=N_("view"), shown="Enter", of_row=True),
    Action("own.new", "new", "n", N_("Add one"), label=N_("new")),
    Action("own.filter", "filter", "/,ctrl+f", N_("Show only what fits: words, fields, times")),
    Action("own.panel", "panel", "f3", N_("Filter by fields"), shown="F3"),
    Action("own.views", "views", "',V", N_("By number: a view; or keep one"), shown="' V"),
    Action("own.arrange", "arrange", "s", N_("Columns and order")),
    Action("own.left", "shift(-1)", "h,left", N_("Columns further left"), shown="← h"),
    Action("own.right", "shift(1)", "l,right", N_("Columns further right"), shown="→ l"),
    Action(
        "own.back",
        "back",
        "escape",
        N_("Take away the marks, then the filter; then back"),
        label=N_("back"),
        shown="Esc",
    ),
    Action("series.change", "change", "", N_("Change it"), label=N_("change"), shown="Enter"),
    Action("series.own", "own", "n", N_("Number an own company by itself"), label=N_("of its own")),
    Action("series.leave", "leave", "escape,q", N_("Back"), label=N_("back"), shown="Esc"),
    Action("locations.add", "add", "n", N_("Add a place, within that under the cursor")),
    Action("locations.add_top", "add_top", "N", N_("Add a place at the top")),
    Action(
        "locations.change",
        "change",
        "e",
        N_("Change name and taxes"),
        label=N_("change"),
        shown="Enter",
    ),
    Action("locations.remove", "remove", "delete", N_("Remove"), label=N_("remove"), shown="Del"),
    Action("locations.leave", "leave", "escape,q", N_("Back"), label=N_("back"), shown="Esc"),
)
"""In the order in which footers and lines of keys show them."""
