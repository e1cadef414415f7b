"""A form field for phones, e-mails and the like, each with its kind in brackets behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.suggester import Suggester
from textual.widget import Widget

from domain.text import fold
from widgets.forms.form_field import FormField

_OPEN = re.compile(r"(?P<before>[^;\n]*\S)\s*\((?P<kind>[^()]*)$")
"""The last of the values, with a kind that is being typed."""

_BARE = re.compile(r"(?:^|[;\n])\s*(?P<value>[^;\n()]*[^\s;\n()])\s$")
"""The last of the values, with a blank behind it and no kind."""


class KindSuggester(Suggester):
    """Completes the kind of the last value: `8 916 123-45-67 (mo` as `… (mobile)`."""

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._kinds = kinds

    async def get_suggestion(self, value: str) -> str | None:
        """Return the text with the kind, None where there is nothing to complete."""
        return self.complete(value)

    def complete(self, text: str) -> str | None:
        """Return the text with the first kind that fits."""
        if (found := _OPEN.search(text)) and (fitting := self.fitting(text)):
            return f"{text}{fitting[0][len(found['kind']) :]})"
        # A word may go on behind a blank, a number hardly does.
        if (found := _BARE.search(text)) and found["value"][-1].isdigit() and self._kinds:
            return f"{text}({self._kinds[0]})"
        return None

    def fitting(self, text: str) -> list[str]:
        """Return the kinds that begin as the one that is being typed; none where none is."""
        found = _OPEN.search(text)
        begun = fold(found["kind"]) if found else ""
        return [kind for kind in self._kinds if fold(kind).startswith(begun)] if found else []


class PointsField(FormField):
    """Offers the `kinds` while one is typed behind a bracket; the right arrow takes the first."""

    def __init__(
        self, name: str, label: str, kinds: Sequence[str], *, value: str = "", hint: str = ""
    ) -> None:
        self._suggester = KindSuggester(kinds)
        super().__init__(name, label, value=value, hint=hint, explain=self._offer)

    def make_editor(self, value: str, hint: str) -> Widget:
        """Return the input, which shows how the kind goes on."""
        editor = super().make_editor(value, hint)
        self.input.suggester = self._suggester
        return editor

    def _offer(self, text: str) -> str:
        return "  ".join(self._suggester.fitting(text))
