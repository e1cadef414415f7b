"""The picker of products: what is taken, and how the dialog ends (FEATURES CAT-13 to CAT-17)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

from textual import events, on
from textual.widgets import Input

from domain.catalog.asked_for import check_quantity, read_quantity
from domain.errors import BadInput
from domain.i18n import _
from domain.money import plain_number
from domain.records.references import Reference
from domain.records.values import Value
from screens.catalog.keys import PICKER
from screens.catalog.picker_rows import PickerRow
from screens.catalog.shown_offers import ShownOffers
from screens.program import with_keys
from services.catalog.offering import Offer
from widgets.lists.list_messages import RowOpened
from widgets.lists.record_list import RecordList

_IN_QUANTITY = frozenset("0123456789.,")


class ProductPicker(ShownOffers):
    """Returns what was taken, in its order; None where nothing was.

    `title` says for what it is picked. Prices are shown in `currency` by the rates of `day`, or in
    their own without one. `text` is what is typed at first; with None it comes by `begin_with`. A
    product that the catalog lacks can be added where it `makes_new` ones: for quotes and invoices,
    not for deals (decision C2).
    """

    def __init__(
        self,
        title: str,
        *,
        currency: str = "",
        day: date | None = None,
        text: str | None = "",
        makes_new: bool = False,
    ) -> None:
        super().__init__(title, currency=currency, day=day, text=text, makes_new=makes_new)
        self._digits = ""
        self._is_asked = bool(text)
        self._has_begun = text is not None
        self._waits: list[Callable[[], None]] = []
        self._waits_for = ""
        self._is_warned = False

    def begin_with(self, text: str) -> None:
        """Put what was typed before the picker was opened before what is typed in it already."""
        self.call_later(self._begin_with, text)

    def _begin_with(self, text: str) -> None:
        self._has_begun = True
        if text:
            self.input.value = self._waits_for = text + self.input.value
            self.input.cursor_position = len(self.input.value)
        self._take_steps()

    def on_key(self, event: events.Key) -> None:
        """Type a quantity while a product has the focus; other letters go on with the search."""
        if not event.is_printable or event.character is None or self.focused is self.input:
            return
        if event.character in _IN_QUANTITY and self.focused is self.list:
            self._type_quantity(self._digits + event.character)
        else:
            self._to_input()
            self.input.insert_text_at_cursor(event.character)
        event.stop()

    def _type_quantity(self, digits: str) -> None:
        if digits != self._digits:
            self._digits, self._is_asked = digits, True
        self.show_basket(self._said_of_quantity())

    def _said_of_quantity(self) -> str:
        """Return how many are wanted, or what is wrong with what says so."""
        if self._digits:
            return f"{self._digits} ×"
        try:
            quantity = self._quantity()
        except BadInput as error:
            return f"! {error}"
        return f"{plain_number(quantity)} ×" if quantity is not None else ""

    def _quantity(self) -> Decimal | None:
        """Return how many are wanted: by the digits beside a row, else by what the search says.

        Raises BadInput where that is no quantity.
        """
        if self._digits:
            return read_quantity(self._digits)
        asked = self.asked_for.quantity
        return None if asked is None else check_quantity(asked)

    @on(Input.Changed)
    def look_up(self, event: Input.Changed) -> None:
        """Find what the text may mean."""
        self._is_warned = False
        if self.input.value != self._waits_for:
            self._waits.clear()
        self._is_asked = bool(event.value.strip())
        self._digits = ""
        self.ask(event.value)

    def offers_shown(self) -> None:
        """Say how many are wanted; do what keys asked for while the text was looked up."""
        self.show_basket(self._said_of_quantity())
        self._take_steps()

    def _take_steps(self) -> None:
        """Take the steps that keys asked for, once what is typed is looked up."""
        if self._has_begun and not self.is_looking:
            waits, self._waits = self._waits, []
            for step in waits:
                step()

    @property
    def _is_at_input(self) -> bool:
        """Whether keys are typed: nothing else has the focus, so from the first moment on."""
        return self.focused is None or self.focused is self.input

    @property
    def _is_in_tree(self) -> bool:
        return self.focused is not None and self.focused is self.tree_pane

    # Taking.

    def _once_found(self, step: Callable[[], None]) -> None:
        """Take a step once the keys before it are read, and what is typed is looked up."""
        # Keys go to the picker itself until what is typed has the focus.
        self.call_later(self._once_read, step)

    def _once_read(self, step: Callable[[], None]) -> None:
        self.input.call_later(self._step, step)

    def _step(self, step: Callable[[], None]) -> None:
        self._waits.append(step)
        self._waits_for = self.input.value
        self._take_steps()

    @on(RecordList.Opened, "#offers")
    def take_clicked(self, event: RowOpened[PickerRow]) -> None:
        """Take the row that was clicked."""
        event.stop()
        self._is_asked = True
        self._take()

    def action_take(self) -> None:
        """Take the row and be done; where something was taken and nothing asked since, be done."""
        if self._is_in_tree:
            self.narrow_to_branch()
            self.list.focus()
        else:
            self._once_found(self._take)

    def _take(self) -> None:
        row = self.list.row
        if self.basket and not self._is_asked:
            self._finish()
        elif row is None:
            self.say(self.said_of_none())
        elif row.section is not None:
            self._enter(row.section.section)
        elif row.offer is not None:
            self._put(row.offer, self._finish)
        else:
            self._add_new(row.name, self._finish)

    def _finish(self) -> None:
        self.dismiss(self.basket.taken())

    def _put(self, offer: Offer, then: Callable[[], None]) -> None:
        """Take a product; what says how many but is no quantity is told of, and nothing done."""
        try:
            self.basket.put(offer, self._quantity())
        except BadInput as error:
            self.say(str(error), "error")
        else:
            then()

    def action_more(self) -> None:
        """Take the row, and type the next product."""
        self._once_found(self._take_more)

    def _take_more(self) -> None:
        row = self.list.row
        if row is None:
            self.say(self.said_of_none())
        elif row.section is not None:
            self._enter(row.section.section)
        elif row.offer is not None:
            self._put(row.offer, self._begin_anew)
        else:
            self._add_new(row.name, self._begin_anew)

    def _begin_anew(self) -> None:
        self._digits, self._is_asked = "", False
        self.input.clear()
        self._to_input()
        self.show_taken()

    def action_mark(self) -> None:
        """Take the product and go to the next; one that was taken is given back."""
        row = self.list.row
        if row is None or row.offer is None:
            return
        if row.key in self.basket and not self._digits:
            self.basket.remove(row.key)
            self._mark_next()
        else:
            self._put(row.offer, self._mark_next)

    def _mark_next(self) -> None:
        self._digits, self._is_asked = "", False
        self.list.action_down()
        self.show_taken()

    def _add_new(self, name: str, then: Callable[[], None]) -> None:
        """Add a product to the catalog, and take it (FEATURES CAT-17)."""
        from screens.records.record_form import RecordForm

        try:
            quantity, section = self._quantity(), self.narrowed
        except BadInput as error:
            self.say(str(error), "error")
            return
        model: dict[str, Value] = {"name": name, "section": section, "is_active": True}

        def added(key: UUID | None) -> None:
            offer = self.offers.one(key) if key is not None else None
            if offer is not None:
                self.basket.put(offer, quantity)
                then()

        self.app.push_screen(RecordForm("product", model=model), added)

    def _enter(self, section: Reference) -> None:
        """Show the products of a section; the words have led to it, how many is still wanted."""
        self._is_asked = False
        quantity = self.asked_for.quantity
        with self.prevent(Input.Changed):
            self.input.value = f"{plain_number(quantity)} " if quantity else ""
        self.narrow(section)

    # Moving.

    def _to_input(self) -> None:
        if self.focused is not self.input:
            self.input.focus()

    def action_move(self, step: int) -> None:
        """Go a row down or up; from what is typed into the list, above the first row back."""
        if self._is_in_tree:
            (self.tree_pane.action_down if step > 0 else self.tree_pane.action_up)()
        elif self._is_at_input:
            self._once_found(lambda: self._move(step))
        else:
            self._move(step)

    def _move(self, step: int) -> None:
        if step < 0 and self.list.position == 0:
            self._to_input()
        else:
            self._type_quantity("")
            (self.list.action_down if step > 0 else self.list.action_up)()
            if self.list.row is not None and self.focused is not self.list:
                self.list.focus()

    def action_page(self, step: int) -> None:
        """Go a page down or up."""
        (self.tree_pane if self.focused is self.tree_pane else self.list).action_page(step)

    def action_side(self, step: int) -> None:
        """Go on from what is typed to the list, from there to the tree where it is in view."""
        stops = [self.input, self.list]
        if self.has_class("-wide"):
            stops.append(self.tree_pane)
        at = next((place for place, one in enumerate(stops) if one is self.focused), 0)
        stops[(at + step) % len(stops)].focus()

    def action_search(self) -> None:
        """Go back to what is typed."""
        self._to_input()

    def action_fold(self) -> None:
        """Fold the section under the cursor of the tree, or go to the one above."""
        if not self.tree_pane.fold():
            self.tree_pane.go_up()

    def action_unfold(self) -> None:
        """Unfold the section under the cursor of the tree."""
        self.tree_pane.unfold()

    def action_back(self) -> None:
        """Take the last digit back; else show the products of the section above."""
        if self._digits:
            self._type_quantity(self._digits[:-1])
        elif self.narrowed is not None:
            self.widen()
        else:
            self._to_input()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys that type go to what is typed; those of the tree work there alone."""
        at_input = self._is_at_input
        if action in ("mark", "search"):
            return not at_input
        if action in ("fold", "unfold"):
            return self._is_in_tree
        if action == "back":
            return not at_input or (not self.input.value and self.narrowed is not None)
        return True

    @on(RecordList.Highlighted, "#sections")
    def follow_tree(self) -> None:
        """Show the products of the section under the cursor of the tree."""
        if self._is_in_tree:
            self.narrow_to_branch()

    # Leaving.

    def action_help(self) -> None:
        """Show the keys of the picker."""
        from screens.help import HelpScreen

        self.app.push_screen(HelpScreen(PICKER))

    def action_leave(self) -> None:
        """Leave without a product; what was taken is let go only when that was said twice."""
        if self._digits:
            self._type_quantity("")
        elif self.basket and not self._is_warned:
            self._is_warned = True
            said = _("{take} takes what is below; {leave} once more lets it go.")
            self.say(with_keys(self, said, take="picker.take", leave="picker.leave"))
        else:
            self.dismiss(None)
