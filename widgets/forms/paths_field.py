"""A form field for the paths of several files, each completed while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from domain.errors import BadInput
from domain.i18n import ngettext
from domain.text import one_line
from widgets.forms.path_field import READERS, PathField, last_part

CHECK_SECONDS = 0.2
"""How long a path may take to be looked at; what takes longer is looked at when all are taken."""

SHOWN = 300
"""How many characters of the paths are shown."""


class PathsField(PathField):
    """Holds any number of paths: Tab on one that is complete keeps it and asks for the next.

    `check` returns how many files a path means, and raises BadInput for one that means none.
    Backspace in an empty input takes the last one away.
    """

    DEFAULT_CSS = """
    PathsField .paths-field--kept { height: auto; color: $foreground; display: none; }
    """

    def __init__(
        self,
        name: str,
        label: str,
        complete: Callable[[str], Sequence[str]],
        check: Callable[[str], int],
        *,
        hint: str = "",
        begins: bool = True,
    ) -> None:
        self._check = check
        self.paths: tuple[str, ...] = ()
        """The paths that are kept."""
        self._counts: dict[str, int] = {}
        self._kept = Static(classes="paths-field--kept", markup=False)
        super().__init__(name, label, complete, hint=hint, begins=begins)

    def indent(self, cells: int) -> None:
        """Begin the input, and what stands under it, so many cells from the left."""
        super().indent(cells)
        self._kept.styles.padding = (0, 0, 0, cells)

    def compose(self) -> ComposeResult:
        """Lay out the field, and under it what is kept, if anything is."""
        yield from super().compose()
        if self.paths:
            yield self._kept

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed, and nothing is kept."""
        return not (self.value or self.paths)

    def all_paths(self) -> list[str]:
        """Return the paths that are kept, and what is typed."""
        return [*self.paths, self.value] if self.value else [*self.paths]

    @property
    def is_complete(self) -> bool:
        """Whether Enter goes on: nothing is offered, or nothing more is wanted."""
        return super().is_complete or (not self.value and bool(self.paths))

    def take(self) -> bool:
        """Take the path that is marked, else keep what is typed; return whether either was done."""
        self._leads_nowhere = False  # a pattern is none of the paths that there are
        if super().take():
            return True
        if not self.value:
            return False
        try:
            count = READERS.submit(self._check, self.value).result(CHECK_SECONDS)
            self._counts[self.value] = count
        except BadInput as error:
            self.note(str(error), is_wrong=True)
            return True
        except TimeoutError:
            pass  # all are looked at once more when they are taken
        self.hold([*self.paths, self.value])
        self.value = ""
        return True

    def hold(self, paths: Iterable[str]) -> None:
        """Keep these paths and no others, each once."""
        self.paths = tuple(dict.fromkeys(paths))
        count = len(self.paths)
        names = ", ".join(self._said(path) for path in self.paths)
        said = ngettext("{count} kept: {names}", "{count} kept: {names}", count)
        if self.paths and not self._kept.is_attached and self.editor.is_attached:
            self.mount(self._kept)
        self._kept.update(one_line(said.format(count=count, names=names), SHOWN))
        self._kept.display = bool(self.paths)

    def _said(self, path: str) -> str:
        """Return how a path is shown: its last part, and how many files a pattern means."""
        count = self._counts.get(path, 1)
        return f"{last_part(path)} ({count})" if count > 1 else last_part(path)

    def on_key(self, event: events.Key) -> None:
        """Move among the paths that are offered; take the last kept one away."""
        if event.key == "backspace" and not self.text and self.paths:
            event.stop()
            event.prevent_default()
            self.hold(self.paths[:-1])
            self.post_message(self.Changed(self, self.text))
        else:
            super().on_key(event)

    def clear(self) -> None:
        """Keep nothing."""
        super().clear()
        self.hold(())

    def draft(self) -> dict[str, str]:
        """Return what is typed, and what is kept."""
        return super().draft() | {self._kept_name: "\n".join(self.paths)}

    def blank_draft(self) -> dict[str, str]:
        """Return what a draft would keep with nothing typed."""
        return super().blank_draft() | {self._kept_name: ""}

    def restore(self, draft: Mapping[str, str]) -> None:
        """Bring back what a draft has kept."""
        super().restore(draft)
        self.hold(draft.get(self._kept_name, "").splitlines())

    @property
    def _kept_name(self) -> str:
        return f"{self.name} kept"
