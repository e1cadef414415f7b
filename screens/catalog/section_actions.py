"""What can be done with the sections of the catalog (FEATURES CAT-02, CAT-03, CAT-10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from domain.i18n import _, ngettext
from domain.records.references import Reference
from domain.text import one_line, spaced
from screens.records.list_area import ListArea
from widgets.tree.tree_list import TreeList

if TYPE_CHECKING:
    from screens.records.at_hand import Marked
    from services.lists.bulk import BulkOutcome, Progress


class Taken(NamedTuple):
    """What was cut, to be put elsewhere: a section, else products."""

    section: Reference | None
    products: Marked
    title: str


class SectionActions(ListArea):
    """Sections are added, renamed, moved by cut and paste, deleted, and given properties."""

    taken: Taken | None = None

    @property
    def section_tree(self) -> TreeList:
        """The tree of sections."""
        return self.query_one("#tree", TreeList)

    @property
    def is_in_tree(self) -> bool:
        """Whether the keys are meant for the tree."""
        return self.focused is not None and self.focused.id == "tree"

    def section_at_hand(self) -> Reference | None:
        """Return the section under the cursor of the tree, None for the whole catalog."""
        row = self.section_tree.row
        if row is None or not isinstance(row.key, UUID):
            return None
        return Reference("section", row.key, row.title)

    def show_taken(self) -> None:
        """Show in the tree what was cut."""
        raise NotImplementedError

    def go_to_section(self, section: UUID) -> None:
        """Unfold the way to a section, and select it."""
        raise NotImplementedError

    def _section(self) -> Reference | None:
        """Return the section under the cursor of the tree; say so where there is none."""
        section = self.section_at_hand()
        if section is None:
            self.say(_("This is the whole catalog: go to a section."))
        return section

    def catalog_section(self) -> UUID | None:
        """Return the section that is shown."""
        section = self.section_at_hand()
        return section.id if section else None

    # Adding, renaming.

    def action_new(self) -> None:
        """Add a section within the one under the cursor; from the list, a product."""
        from screens.catalog.section_dialogs import SectionDialog

        if self.is_in_tree:
            said = _("Section added. u takes it back.")
            dialog = SectionDialog(self.section_at_hand())
            self.app.push_screen(dialog, partial(self._section_saved, said))
        else:
            super().action_new()

    def action_edit(self) -> None:
        """Give the section another name; change the product."""
        from screens.catalog.section_dialogs import RenameDialog

        if not self.is_in_tree:
            super().action_edit()
        elif section := self._section():
            said = _("Renamed. u takes it back.")
            self.app.push_screen(RenameDialog(section), partial(self._section_saved, said))

    def _section_saved(self, sentence: str, key: UUID | None) -> None:
        if key is not None:
            self.section_tree.reread()
            self.go_to_section(key)
            self.say(sentence)

    # Moving by cut and paste.

    def action_cut(self) -> None:
        """Take the section, or the products that are meant, to be put elsewhere."""
        taken: Taken | None = None
        if self.is_in_tree:
            section = self._section()
            if section is not None:
                taken = Taken(section, (), section.title)
        elif self.is_in_bin():
            self.say(_("It is in the bin. r brings it back."))
        elif meant := self._meant():
            count = ngettext("{count} product", "{count} products", meant.number)
            taken = Taken(None, meant.which, count.format(count=spaced(meant.number)))
        if taken is not None:
            self.taken = taken
            title = one_line(taken.title, 40)
            self.say(
                _("Taken: {title}. P puts it into the section of the tree.").format(title=title)
            )
            self.show_taken()

    def action_paste(self) -> None:
        """Put what was taken into the section under the cursor of the tree."""
        taken, target = self.taken, self.section_at_hand()
        if taken is None:
            self.say(_("Nothing was taken yet: X takes a section, or products."))
        elif taken.section is not None:
            self._move_section(taken.section, target)
        else:
            self._move_products(taken.products, target)

    def _move_section(self, section: Reference, target: Reference | None) -> None:
        from services.catalog.changing import move_section

        context, parent = self.context, target.id if target else None

        def moved(was_elsewhere: bool) -> None:
            self.forget_taken()
            self.section_tree.reread()
            self.go_to_section(section.id)
            there = _("The section is there already: nothing is moved.")
            self.say(_("Moved. u takes it back.") if was_elsewhere else there)

        self.perform(lambda: move_section(context, section.id, parent), moved)

    def action_shift_section(self, step: int) -> None:
        """Put the section a place up or down among those beside it."""
        from services.catalog.changing import shift_section

        if not self.is_in_tree:
            self.say(_("Sections are put in order in the tree: h goes there."))
        elif section := self._section():
            context = self.context

            def moved(was_elsewhere: bool) -> None:
                self.section_tree.reread()
                self.go_to_section(section.id)
                at_end = _("It is the first already.") if step < 0 else _("It is the last already.")
                self.say(_("Moved. u takes it back.") if was_elsewhere else at_end)

            self.perform(lambda: shift_section(context, section.id, step), moved)

    def _move_products(self, which: Marked, target: Reference | None) -> None:
        context = self.context

        def move(tell: Progress, is_over: Callable[[], bool]) -> BulkOutcome:
            # Beside the screen, for it loads the tables.
            from services.lists.bulk import bulk_edit
            from services.lists.bulk_changes import FieldChange

            change = FieldChange("section", value=str(target.id) if target else None)
            return bulk_edit(context, "product", which, [change], tell, is_over)

        self.forget_taken()
        self._run_bulk(
            move,
            lambda count: ngettext(
                "{count} product moved. u takes it back.",
                "{count} products moved. u takes them back.",
                count,
            ),
        )

    def forget_taken(self) -> bool:
        """Take nothing any more; return whether something was taken."""
        had, self.taken = self.taken is not None, None
        if had:
            self.show_taken()
        return had

    # Deleting.

    def action_delete(self) -> None:
        """Put the section into the bin with all that is in it; of the list, the products."""
        from screens.records.confirm_dialog import ConfirmDialog
        from services.catalog.beside import content_of

        if not self.is_in_tree:
            super().action_delete()
        elif section := self._section():
            context = self.context

            def note() -> str:
                content = content_of(context, section.id).text
                return _("With it goes: {content}.").format(content=content) if content else ""

            question = _("Delete the section “{title}”?").format(title=one_line(section.title, 40))
            self.app.push_screen(
                ConfirmDialog(question, note),
                lambda is_sure: self._delete_section(section) if is_sure else None,
            )

    def _delete_section(self, section: Reference) -> None:
        from services.catalog.changing import delete_section

        context = self.context

        def service(tell: Progress, is_over: Callable[[], bool]) -> BulkOutcome:
            return delete_section(context, section.id, tell, is_over)

        def tell(outcome: BulkOutcome) -> None:
            said = _("“{title}” is deleted. u brings it back.").format(title=section.title)
            self.say(said if outcome.changed else outcome.explain())
            self.section_tree.reread()

        self.run_long(service, tell)

    # Properties.

    def action_properties(self) -> None:
        """Choose which properties the products of the section have."""
        from screens.catalog.properties_dialog import PropertiesDialog

        if section := self._section():
            self.app.push_screen(
                PropertiesDialog(section), lambda names: self._give(section, names)
            )

    def _give(self, section: Reference, names: Sequence[str] | None) -> None:
        from services.catalog.properties import own_properties, set_properties

        context = self.context
        if names is None or set(names) == set(own_properties(context, section.id)):
            return
        said = _("Products in {section} have these properties now. u takes it back.")
        self.perform(
            lambda: set_properties(context, section.id, names),
            lambda _none: self.say(said.format(section=section.title)),
        )
