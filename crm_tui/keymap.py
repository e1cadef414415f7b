"""The keys that a person has chosen for actions, in the table `[keys]` of the settings file."""

from __future__ import annotations

from collections.abc import Mapping

from domain.errors import BadInput
from domain.i18n import _
from screens.actions import ACTIONS, places_of
from widgets.key_layouts import in_every_layout
from widgets.lists.record_list import RecordList

_LIST_NAMES = frozenset(binding.id for binding in RecordList.BINDINGS)  # type: ignore[union-attr]

_WITH_KEYS = [action for action in ACTIONS if action.keys]
"""Actions with keys of their own."""


def read_keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """Return the keymap for the app: names of actions to Textual's keys, in every layout.

    Raises BadInput for a name that there is not, and where two actions of one place would have the
    same key.
    """
    known = {action.name for action in _WITH_KEYS} | _LIST_NAMES
    for name in keys:
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, [k for k in known if k], n=1)
            hint = _("Did you mean “{near}”?").format(near=near[0]) if near else ""
            raise BadInput(
                _("Settings, [keys]: there is no action “{name}”. {hint}")
                .format(name=name, hint=hint)
                .strip()
            )
    _refuse_clashes(keys)
    return {name: in_every_layout(key.replace(" ", "")) for name, key in keys.items()}


def _refuse_clashes(keys: Mapping[str, str]) -> None:
    chosen = {
        a.name: keys.get(a.name, ",".join(a.keys)).replace(" ", "").split(",") for a in _WITH_KEYS
    }
    for action in _WITH_KEYS:
        for other in _WITH_KEYS:
            clash = set(chosen[action.name]) & set(chosen[other.name])
            if clash and action.name < other.name and places_of(action) & places_of(other):
                if action.name not in keys and other.name not in keys:
                    continue
                raise BadInput(
                    _("Settings, [keys]: “{key}” would do two things: {one} and {two}.").format(
                        key=min(clash), one=action.name, two=other.name
                    )
                )
