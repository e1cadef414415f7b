"""What the picker of products shows: a search, sections, products, and what is known of one."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static

from domain.catalog.asked_for import NOTHING_ASKED, Taken
from domain.errors import CrmError
from domain.i18n import _
from domain.paging import FixedRows
from domain.records.references import Reference
from screens.actions import bindings_of
from screens.catalog.basket import Basket
from screens.catalog.keys import PICKER
from screens.catalog.picker_rows import PickerRow, picker_painter, rows_of
from screens.program import key_line
from screens.service_screen import ServiceScreen
from services.catalog.offering import Offers, TypingOffers
from services.catalog.tree import children_of, path_of
from widgets.facts import Block, FactsPane
from widgets.forms.lean_input import LeanInput
from widgets.kept_lines import Ground
from widgets.key_line import KeyLine
from widgets.lists.record_list import RecordList
from widgets.picture_view import Colours, PictureView
from widgets.text_line import TextLine
from widgets.tree.crumb_line import CrumbLine
from widgets.tree.tree_list import TreeList
from widgets.tree.tree_rows import Branch, TreeRows

_TALL = 34
"""Lines of the screen from which on there is room for a picture."""

_PICTURE_COLUMNS, _PICTURE_LINES = 29, 12
"""The room for the picture in cells; its lines hold two rows of it each."""

PEEK_SECONDS = 0.12
"""How long the cursor rests on a product before what is known of it is read and shown."""


class ShownOffers(ModalScreen[list[Taken] | None], ServiceScreen[list[Taken] | None]):
    """Shows products for what is typed, of all sections or of the one it is `narrowed` to."""

    AUTO_FOCUS = "LeanInput"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-medium"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PICKER)]
    DEFAULT_CSS = """
    ShownOffers {
        align: center middle;
        & > #picker { width: 140; max-width: 100%; height: 94%; padding: 1;
            background: $surface; }
        & .dialog--title { text-style: bold; height: 1; }
        & LeanInput { margin-left: 1; width: 1fr; }
        & #body { height: 1fr; layout: grid; grid-size: 3 2; grid-columns: 24 1fr 31;
            grid-rows: 1fr auto; }
        & #sections { height: 100%; margin-right: 1; row-span: 2; }
        /* A bar that came and went with what is found would lay everything out anew. */
        & #offers { width: 100%; height: 100%; row-span: 2; overflow-y: scroll;
            scrollbar-background: $surface; }
        & FactsPane { width: 100%; height: 100%; }
        & PictureView { height: 0; margin-left: 2; }
        & RecordList, & FactsPane { background: $surface; }
        & .dialog--keys { color: $text-muted; height: auto; }
        &.-medium, &.-narrow {
            & > #picker { max-width: 100%; height: 100%; padding: 0 1; }
            & #body { layout: vertical; }
            & #sections { display: none; }
            & #offers { width: 1fr; height: 2fr; }
            & FactsPane { width: 1fr; height: 1fr; }
            & PictureView { display: none; }
        }
    }
    """

    def __init__(
        self, title: str, *, currency: str, day: date | None, text: str | None, makes_new: bool
    ) -> None:
        super().__init__()
        self._title = title
        self._text = text or ""
        self._makes_new = makes_new
        self.offers = TypingOffers(self.context, currency, day)
        self.basket = Basket()
        self.narrowed: Reference | None = None
        self._found: tuple[str, Hashable] | None = None
        self.asked_for = NOTHING_ASKED
        self._peek_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the search, the tree, the products, what is known of one, and what was taken."""
        with Ground(id="picker"):
            yield Static(self._title, classes="dialog--title", markup=False)
            yield LeanInput(self._text, placeholder=_("3 chair red: how many, and any words"))
            yield CrumbLine(id="crumbs")
            with Ground(id="body"):
                yield TreeList(TreeRows(_("Whole catalog"), self._branches), id="sections")
                yield RecordList(picker_painter(self.basket.counts), id="offers")
                yield FactsPane()
                yield PictureView(id="picture")
            yield TextLine(id="taken")
            yield KeyLine(key_line(self, PICKER), classes="dialog--keys")

    @property
    def input(self) -> LeanInput:
        """What is typed."""
        return self.query_one(LeanInput)

    @property
    def list(self) -> RecordList[PickerRow]:
        """The products."""
        return self.query_one("#offers", RecordList)

    @property
    def tree_pane(self) -> TreeList:
        """The sections, which are in view on a wide screen."""
        return self.query_one(TreeList)

    def _branches(self, key: Hashable | None) -> Sequence[Branch]:
        section = key if isinstance(key, UUID) else None
        found = children_of(self.context, section)
        return [Branch(one.id, one.name, one.has_sections) for one in found]

    def on_mount(self) -> None:
        """Begin with what was typed already, or with what is sold of late and most."""
        self.ask(self._text)

    def on_unmount(self) -> None:
        """End the search that runs."""
        self.offers.close()

    # Searching.

    @property
    def is_looking(self) -> bool:
        """Whether what is typed by now is still to be looked up."""
        section = self.narrowed.id if self.narrowed else None
        return self._found != (self.input.value, section)

    def ask(self, typed: str) -> None:
        """Look up what is typed, in the section that is shown."""
        self._look_up(typed, self.narrowed.id if self.narrowed else None)

    @work(group="offers", exclusive=True)
    async def _look_up(self, typed: str, section: UUID | None) -> None:
        found = await asyncio.to_thread(self.offers.find, typed, section)
        if found is not None:
            self._found = (typed, section)
            self._show(found)

    def _show(self, found: Offers) -> None:
        self.asked_for, text = found.asked, found.asked.text
        rows = rows_of(found.products, found.sections, text if self._makes_new else None)
        self.list.empty_hint = self.said_of_none() if text or self.narrowed else self._said_empty()
        self.list.set_source(FixedRows(rows), keep_cursor=False)
        if found.products and found.sections:
            self.list.move_to(found.products[0].key)
        self._show_path()
        self.offers_shown()

    def offers_shown(self) -> None:
        """Go on once what was asked last is shown."""

    def said_of_none(self) -> str:
        """Return what is said where nothing is found."""
        if self._makes_new:
            return _("Nothing is found.")
        return _("Nothing is found. Only what the catalog has is picked here.")

    def _said_empty(self) -> str:
        return _("The catalog has no products yet.")

    # Sections.

    def narrow(self, section: Reference | None) -> None:
        """Show the products of a section and all below it; of all sections for None."""
        self.narrowed = section
        if section is not None and self.has_class("-wide"):
            self.tree_pane.reveal([one.id for one in path_of(self.context, section.id)])
        self.ask(self.input.value)

    def narrow_to_branch(self) -> None:
        """Show the products of the section under the cursor of the tree."""
        row, key = self.tree_pane.row, self.tree_pane.key
        wanted = Reference("section", key, row.title) if row and isinstance(key, UUID) else None
        if wanted != self.narrowed:
            self.narrowed = wanted
            self.ask(self.input.value)

    def widen(self) -> None:
        """Show the products of the section above."""
        path = path_of(self.context, self.narrowed.id) if self.narrowed else ()
        self.narrow(path[-2] if len(path) > 1 else None)

    def _show_path(self) -> None:
        """Show the way to the section of the product under the cursor, or to what it is in."""
        row = self.list.row
        section = row.offer.product.section if row and row.offer else self.narrowed
        path = path_of(self.context, section.id) if section else ()
        said = _("within {section}").format(section=self.narrowed.title) if self.narrowed else ""
        self.query_one(CrumbLine).show([_("Catalog"), *(one.title for one in path)], said)

    @on(CrumbLine.Chosen)
    def go_to_crumb(self, event: CrumbLine.Chosen) -> None:
        """Show the products of the section that was clicked."""
        row = self.list.row
        section = row.offer.product.section if row and row.offer else self.narrowed
        path = path_of(self.context, section.id) if section else ()
        self.narrow(path[event.index - 1] if 0 < event.index <= len(path) else None)

    # What is known of the product, and what was taken.

    @on(RecordList.Highlighted, "#offers")
    def peek_soon(self) -> None:
        """Show what is known of the product, and where it is, once the cursor rests on it."""
        if self._peek_timer is not None:
            self._peek_timer.stop()
        self._peek_timer = self.set_timer(PEEK_SECONDS, self._peek)

    @work(group="peek", exclusive=True)
    async def _peek(self) -> None:
        from screens.catalog.product_facts import product_facts

        self._show_path()
        row = self.list.row
        blocks: list[Block] = []
        if row is not None and (offer := row.offer) is not None:
            blocks = await asyncio.to_thread(product_facts, self.context, offer.product.id)
            asked = offer.asked
            if asked.sentence:
                blocks.insert(0, Block(_("No price"), (("", asked.sentence),)))
        self.query_one(FactsPane).show(blocks)
        rows = await asyncio.to_thread(self._picture_of, row.offer.key) if row and row.offer else ()
        view = self.query_one(PictureView)
        view.styles.height = (len(rows) + 1) // 2
        view.show(rows)

    def _picture_of(self, product: UUID) -> Sequence[Colours]:
        """Return the picture of a product where there is room for it, no rows without one."""
        from services.parts.photo import photo_of, small_picture

        has_colours = self.app.console.color_system == "truecolor" and not self.app.ansi_color
        if not has_colours or not self.has_class("-wide") or self.app.size.height < _TALL:
            return ()
        photo = photo_of(self.context, "product", product)
        try:
            return small_picture(photo, _PICTURE_COLUMNS, _PICTURE_LINES).rows if photo else ()
        except CrmError:
            return ()  # the facts are what it is picked by

    def show_taken(self) -> None:
        """Show what was taken, in the list and below it."""
        counts = self.basket.counts
        self.list.set_painter(picker_painter(counts))
        self.list.set_marks(counts)
        self.show_basket()

    def show_basket(self, first: str = "") -> None:
        """Show below the list what was taken, behind what is being typed."""
        self.query_one("#taken", TextLine).show("   ".join(filter(None, (first, str(self.basket)))))

    def say(self, sentence: str, severity: str = "information") -> None:
        """Show a sentence in place of what was taken."""
        sign = "! " if severity == "error" else ""
        self.query_one("#taken", TextLine).show(f"{sign}{sentence}")
