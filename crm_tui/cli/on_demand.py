"""Puts the commands together so that only the one that is run has its parameters read.

Typer by itself reads those of every command, which takes as long as all else in `crm --help`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info, get_command_name, get_group, get_group_from_info


class CommandOnDemand(TyperCommand):
    """Stands in a list of commands for one that is made when it is run."""

    def __init__(self, name: str, sentences: str, make: Callable[[], Any]) -> None:
        super().__init__(name, help=inspect.cleandoc(sentences))
        self._make = make

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """Return the context of the command itself, with its arguments read."""
        return self._make().make_context(info_name, args, parent, **extra)


def put_together(app: typer.Typer) -> TyperGroup:
    """Return the group of all commands of `app`, from which they are taken."""
    commands, groups = app.registered_commands, app.registered_groups
    app.registered_commands, app.registered_groups = [], []
    how: dict[str, Any] = {"pretty_exceptions_short": False, "rich_markup_mode": None}
    root = get_group(app)
    for command in commands:
        assert command.callback is not None
        name = command.name or get_command_name(command.callback.__name__)
        make = partial(get_command_from_info, command, **how)
        sentences = command.help or command.callback.__doc__ or ""
        root.add_command(CommandOnDemand(name, sentences, make), name)
    for group in groups:
        assert group.name
        assert group.typer_instance
        make_group = partial(get_group_from_info, group, suggest_commands=True, **how)
        sentences = str(group.typer_instance.info.help or "")
        root.add_command(CommandOnDemand(group.name, sentences, make_group), group.name)
    return root
