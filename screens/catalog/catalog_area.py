"""Area 4: the tree of sections, and the products of one beside it (FEATURES CAT-01 to CAT-06)."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from domain.i18n import _, ngettext
from domain.records.references import Reference
from domain.text import spaced
from screens.actions import bindings_of
from screens.catalog.crumb_menu import Crumb, CrumbMenu
from screens.catalog.keys import CATALOG
from screens.catalog.section_actions import SectionActions
from screens.peeking import PEEK_SECONDS
from screens.records.record_editing import RecordEditing
from screens.records.record_form import RecordForm
from services.catalog.beside import SectionCounts
from services.catalog.tree import SectionHit, children_of, path_of
from widgets.facts import Block
from widgets.kept_lines import Ground
from widgets.lists.list_messages import RowHighlighted, RowOpened
from widgets.lists.record_list import RecordList
from widgets.tab_line import TabLine
from widgets.tree.crumb_line import CrumbLine
from widgets.tree.tree_list import TreeList
from widgets.tree.tree_rows import TOP, Branch, TreeRow, TreeRows

COUNT_SECONDS = 0.3
"""How long after a change the products of sections are counted anew."""


class CatalogArea(SectionActions):
    """The tree and the products; on a narrow screen the one takes the place of the other."""

    target = CATALOG
    kinds = ("product",)
    digit = "4"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CATALOG)]
    DEFAULT_CSS = """
    CatalogArea {
        & #tree { width: 34; height: 1fr; }
        & #products { width: 1fr; height: 1fr; layout: vertical; margin-left: 1; }
        & #products RecordList { width: 1fr; height: 3fr; }
        & #products FactsPane { width: 1fr; height: 2fr; }
        &.-medium #body, &.-narrow #body { layout: horizontal; }
        &.-medium #tree { width: 26; height: 1fr; }
        &.-narrow #tree { width: 1fr; height: 1fr; display: none; }
        &.-narrow #products { margin-left: 0; }
        &.-narrow.-in-tree #tree { display: block; }
        &.-narrow.-in-tree #products { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._place: Hashable = TOP
        self._with_below = True
        self._settling: Timer | None = None
        self._counting: Timer | None = None
        self._counts: dict[Hashable, int] = {}
        self._is_tree_old = False

    def compose_area(self) -> ComposeResult:
        """Lay out the way to the section, the views, the filter, the tree and the list."""
        yield CrumbLine(id="crumbs")
        yield TabLine([], "", id="views")
        yield self.make_filter_line(_("words, price:..20000  unit:pcs"))
        with Ground(id="body"):
            yield TreeList(TreeRows(_("Whole catalog"), self._branches), id="tree")
            with Ground(id="products"):
                yield self.make_list()
                yield self.make_facts()

    def _branches(self, key: Hashable | None) -> Sequence[Branch]:
        section = key if isinstance(key, UUID) else None
        found = children_of(self.context, section)
        return [Branch(one.id, one.name, one.has_sections) for one in found]

    @cached_property
    def _counter(self) -> SectionCounts:
        return SectionCounts(self.context)

    def on_mount(self) -> None:
        """Count what is in the sections, once the products are shown."""
        self._count_soon()

    def on_unmount(self) -> None:
        """End the counting that runs."""
        if "_counter" in self.__dict__:
            self._counter.close()

    # Following what is written.

    def _follow_changes(self, kinds: frozenset[str]) -> None:
        self._is_tree_old |= "section" in kinds
        if self.is_in_view:
            self._follow_tree()
        if kinds & {"section", "product"}:
            self._counts = {}
            self._count_soon()
        super()._follow_changes(kinds)

    def on_screen_resume(self) -> None:
        """Catch up with what was written while another area was in view."""
        self._follow_tree()

    def _follow_tree(self) -> None:
        if self._is_tree_old:
            self._is_tree_old = False
            section = self.catalog_section()
            self.section_tree.reread()
            if section is not None and self.catalog_section() != section:
                # It may be elsewhere now, below what is folded.
                way = path_of(self.context, section)
                self.section_tree.reveal([one.id for one in way])
            self._show_crumbs()

    def _count_soon(self) -> None:
        if self._counting is not None:
            self._counting.stop()
        self._counting = self.set_timer(COUNT_SECONDS, self._count_sections)

    @work(group="section counts", exclusive=True)
    async def _count_sections(self) -> None:
        """Count the products of the sections that are unfolded, never before the rows."""
        tree = self.section_tree.rows
        unfolded = [row.key for row in tree.at(0, tree.count()) if isinstance(row.key, UUID)]
        counts = self._counts
        missing = [key for key in unfolded if key not in counts]
        if not missing:
            return
        found = await asyncio.to_thread(self._counter.read, missing)
        # What was counted before a change is worth nothing after it.
        if found is not None and counts is self._counts:
            counts.update(found.items())
            self.show_taken()

    def show_taken(self) -> None:
        """Show the numbers beside the sections, and what was cut."""
        section = self.taken.section if self.taken else None
        self.section_tree.show(self._counts, [section.id] if section else [])

    @on(TreeList.Unfolded)
    def count_unfolded(self) -> None:
        """Count what is in the sections that are shown now."""
        self._count_soon()

    # From the tree to the list.

    @on(RecordList.Highlighted, "#tree")
    def follow_tree_cursor(self, event: RowHighlighted[TreeRow]) -> None:
        """Show the products of the section once the cursor rests on it."""
        event.prevent_default()
        self._stop_settling()
        if self.section_tree.key != self._place:
            self._settling = self.set_timer(PEEK_SECONDS, self._settle)

    def _stop_settling(self) -> None:
        if self._settling is not None:
            self._settling.stop()
            self._settling = None

    def _settle(self) -> None:
        """Show the products of the section under the cursor, unless they are shown."""
        self._stop_settling()
        if self.section_tree.key != self._place:
            self._place = self.section_tree.key
            self._show_place()

    def _show_place(self) -> None:
        self._show_crumbs()
        self.state.stand_in(self._within())
        self.begin_list(is_other=True)

    def _within(self) -> str:
        """Return the condition on the products of the section that is shown."""
        if self._place == TOP:
            return "" if self._with_below else "in:none"
        return f"{'section' if self._with_below else 'in'}:{self._place}"

    def _way(self) -> list[Crumb]:
        rows = self.section_tree.rows.path_to(self._place)
        return [Crumb(TOP, _("Catalog")), *(Crumb(row.key, row.title) for row in rows)]

    def _show_crumbs(self, figures: Sequence[str] | None = None) -> None:
        titles = [crumb.label for crumb in self._way()]
        self.query_one(CrumbLine).show(titles, self._said_of_below(), figures)

    def _said_of_below(self) -> str:
        """Return in words which products are shown."""
        if self._with_below:
            return _("with all below")
        return _("without a section") if self._place == TOP else _("this section alone")

    def show_figures(self, *wordings: str, least: str = "") -> None:
        """Show what is told of all products of the list at the end of the way."""
        self._show_crumbs((*wordings, least))

    def said_of_marks(self) -> list[str]:
        """Return how many products are marked."""
        if not (marked := self.marked_count()):
            return []
        return [ngettext("{count} marked", "{count} marked", marked).format(count=spaced(marked))]

    def empty_hint(self) -> str:
        """Return what stands in the list where it shows nothing."""
        state = self.state
        if state.is_filtered or state.query.in_bin:
            return super().empty_hint()
        if not self.section_tree.rows.has_branches and self._place == TOP and self._with_below:
            return _(
                "The catalog is empty. n adds a product, in the tree (h) a section; "
                "Z imports price lists and CommerceML files."
            )
        return _("There is no product here. n adds one, V shows the other views.")

    # Keys.

    @on(RecordList.Opened, "#tree")
    def open_section(self, event: RowOpened[TreeRow]) -> None:
        """Unfold the section; one that is unfolded, or has none below, leads to its products."""
        event.prevent_default()
        self.action_side(1)

    def action_side(self, step: int) -> None:
        """Fold, unfold, go from the tree to the list and back; in the list, scroll columns."""
        if self.is_in_tree and step > 0:
            if not self.section_tree.unfold():
                self._enter(self.record_list)
        elif self.is_in_tree:
            if not self.section_tree.fold():
                self.section_tree.go_up()
        elif step < 0 and not self.state.shift:
            self._enter(self.section_tree)
        else:
            self.action_shift(step)

    def action_other_side(self) -> None:
        """Go from the products to the tree, from anywhere else to the products."""
        is_in_list = self.focused is self.record_list
        self._enter(self.section_tree if is_in_list else self.record_list)

    def _enter(self, shown: RecordList[Any]) -> None:
        self._settle()
        self.set_class(shown.id == "tree", "-in-tree")
        if self.focused is not shown:
            self.set_focus(shown)

    def focus_shown(self) -> None:
        """Hand the keys to the list."""
        self._enter(self.record_list)

    def action_up(self) -> None:
        """Show the section above."""
        if self.section_tree.go_up():
            self._settle()
        else:
            self.say(_("This is the top of the catalog."))

    def action_crumbs(self) -> None:
        """Choose one of the sections above."""
        self._settle()
        self.app.push_screen(CrumbMenu(self._way()), self._go_to_crumb)

    def _go_to_crumb(self, crumb: Crumb | None) -> None:
        if crumb is not None:
            self._go_up_to(crumb.id)

    @on(CrumbLine.Chosen)
    def go_to_clicked(self, event: CrumbLine.Chosen) -> None:
        """Show the section that was clicked."""
        self._go_up_to(self._way()[event.index].id)

    def _go_up_to(self, key: Hashable) -> None:
        self.section_tree.move_to(key)
        self._settle()

    def go_to_section(self, section: UUID) -> None:
        """Unfold the way to a section, and show its products."""
        way = self.read(lambda: path_of(self.context, section)) or ()
        self.section_tree.reveal([one.id for one in way])
        self._settle()
        self._count_soon()

    def action_below(self) -> None:
        """Show the products of the section alone, or of all below as well."""
        self._settle()
        self._with_below = not self._with_below
        self._show_place()
        self.say(_("Shown: {what}.").format(what=self._said_of_below()))

    def action_filter(self) -> None:
        """Type what is to be shown; in the tree, the name of a section to jump to."""
        from screens.catalog.section_finder import SectionFinder

        if self.is_in_tree:
            self.app.push_screen(SectionFinder(self.context), self._jump)
        else:
            super().action_filter()

    def _jump(self, hit: SectionHit | None) -> None:
        if hit is not None:
            self.go_to_section(hit.section.id)

    def action_tab(self, step: int) -> None:
        """Show the next view, or the previous one."""
        views = self._views()
        keys = [view.key for view in views]
        place = keys.index(self.state.view) if self.state.view in keys else 0
        self.show_view(views[(place + step) % len(views)])

    def action_back(self) -> None:
        """Forget what was cut, take away marks and filter, then go back to the tree."""
        is_shown_all = not (self.record_list.marks or self.state.is_filtered)
        if self.is_typing or self._is_cancelled is not None:
            super().action_back()
        elif self.forget_taken():
            self.say(_("Nothing is taken any more."))
        elif not is_shown_all:
            super().action_back()
        elif not self.is_in_tree:
            self._enter(self.section_tree)

    # Products.

    def _form(self, row: Reference | None, *, is_copy: bool) -> RecordEditing:
        """Return the form of a product; a new one is in the section that is shown."""
        section = self.section_at_hand()
        if row is not None or section is None:
            return super()._form(row, is_copy=is_copy)
        return RecordForm("product", model={"section": section}, about=section)

    def facts_of(self, activity: UUID | None, client: Reference | None) -> Sequence[Block]:
        """Return what is known of the product."""
        from screens.catalog.product_facts import product_facts

        return product_facts(self.context, client.id) if client else []
