"""Groups, and beside them the members of the one under the cursor: how area 0 shows what is set."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult

from screens.following import FollowsRows
from screens.list_dialog import ListLine
from screens.long_change import LongChange
from widgets.facts import FactsPane
from widgets.kept_lines import Ground
from widgets.lists.record_list import RecordList

GroupT = TypeVar("GroupT")
MemberT = TypeVar("MemberT")


class GroupsScreen(FollowsRows, LongChange, Generic[GroupT, MemberT]):
    """A screen of two lists; on a narrow one the members take the place of the groups.

    Subclasses give the lists, which kinds of rows change them (`follows`), and what is done.
    """

    digit = "0"
    _group: Hashable = None
    """The key of the group whose members are shown."""
    DEFAULT_CSS = """
    GroupsScreen {
        & #groups { width: 34; }
        & #members { width: 1fr; }
        &.-medium #body { layout: horizontal; }
        &.-medium RecordList { height: 1fr; }
        &.-medium #groups { width: 26; }
        &.-narrow #groups, &.-narrow #members { width: 1fr; height: 1fr; }
        &.-narrow #members { display: none; }
        &.-narrow.-in-members #groups { display: none; }
        &.-narrow.-in-members #members { display: block; }
    }
    """

    def compose_area(self) -> ComposeResult:
        """Lay out both lists."""
        with Ground(id="body"):
            yield self.make_groups()
            yield self.make_members()

    def make_groups(self) -> RecordList[ListLine[GroupT]]:
        """Return the list `#groups`."""
        raise NotImplementedError

    def make_members(self) -> RecordList[ListLine[MemberT]]:
        """Return the list `#members`, which is empty yet."""
        raise NotImplementedError

    def show_members(self, *, keep_cursor: bool = True) -> None:
        """Show the members of the group under the cursor as they are now."""
        raise NotImplementedError

    def action_edit(self) -> None:
        """Change the member under the cursor."""
        raise NotImplementedError

    @property
    def groups(self) -> RecordList[ListLine[GroupT]]:
        """The list of groups."""
        return self.query_one("#groups", RecordList)

    @property
    def members(self) -> RecordList[ListLine[MemberT]]:
        """The list of members."""
        return self.query_one("#members", RecordList)

    def on_mount(self) -> None:
        """Begin at the first group."""
        self.groups.focus()

    def follow_changes(self) -> None:
        """Show what is there by now."""
        self.show_members()

    @on(RecordList.Highlighted, "#groups")
    def begin_members(self) -> None:
        """Show the members of the group that the cursor has come to, or that has changed."""
        line = self.groups.row
        before, self._group = self._group, line.key if line else None
        self.show_members(keep_cursor=before == self._group)

    @on(RecordList.Opened, "#groups")
    def enter_group(self) -> None:
        """Go to the members."""
        self.action_pane(1)

    @on(RecordList.Opened, "#members")
    def open_member(self) -> None:
        """Change the member."""
        self.action_edit()

    def action_pane(self, step: int) -> None:
        """Go to the members, or back to the groups."""
        self.set_class(step > 0, "-in-members")
        (self.members if step > 0 else self.groups).focus()

    def action_back(self) -> None:
        """End a long change; go back to the groups, then to where this was opened."""
        if self.cancel_long():
            return
        if self.members.has_focus:
            self.action_pane(-1)
        else:
            self.dismiss()

    def is_allowed(self, check: Callable[[], None]) -> bool:
        """Say whether `check` raises nothing; what it raises is shown."""

        def passes() -> bool:
            check()
            return True

        return self.read(passes) is True

    def show_new(self, key: str, sentence: str) -> None:
        """Go to a member that has just been made."""
        self.action_pane(1)
        self.show_members()
        self.members.move_to(key)
        self.say(sentence)

    def tell(self, sentence: str) -> None:
        """Show the members as they are now, and say what was done."""
        self.show_members()
        self.say(sentence)

    def change(self, act: Callable[[], object], sentence: str) -> None:
        """Change something beside the screen, and say what was done."""
        self.perform(act, lambda _none: self.tell(sentence))


class FactsBeside(GroupsScreen[GroupT, MemberT]):
    """A screen of two lists with facts beside the members; on one not so wide below them."""

    DEFAULT_CSS = """
    FactsBeside {
        & #groups { width: 22; }
        & #beside { width: 1fr; height: 1fr; layout: horizontal; }
        & #members { width: 1fr; height: 1fr; }
        & FactsPane { width: 44; height: 1fr; }
        &.-medium #groups { width: 18; }
        &.-medium #beside, &.-narrow #beside { layout: vertical; }
        &.-medium FactsPane, &.-narrow FactsPane { width: 1fr; height: 1fr; }
        &.-narrow #beside { display: none; }
        &.-narrow.-in-members #beside { display: block; }
    }
    """

    def compose_area(self) -> ComposeResult:
        """Lay out the groups, the members, and the facts beside these."""
        with Ground(id="body"):
            yield self.make_groups()
            with Ground(id="beside"):
                yield self.make_members()
                yield FactsPane(id="facts")
