"""Commands for the sections of the catalog; products are records like all others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import FormatOption, ListsByDefault
from crm_tui.cli.output import Format, print_csv, print_json
from crm_tui.cli.session import session
from domain.i18n import _

if TYPE_CHECKING:
    from uuid import UUID

    from domain.records.references import Reference
    from services.catalog.tree import SectionLine

sections = typer.Typer(
    help="Sections of the catalog: shown as a tree, added, moved, their properties.",
    rich_markup_mode=None,
    cls=ListsByDefault,
)

SectionArgument = Annotated[
    str, typer.Argument(metavar="SECTION", help="A path such as “Furniture/Chairs”, or a key.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.add_typer(sections, name="sections")


@sections.command("list")
def list_(
    section: Annotated[
        str, typer.Argument(metavar="[SECTION]", help="Only what is below this one.")
    ] = "",
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Show the sections as a tree, each with the number of products in it and below."""
    from services.catalog.tree import count_products, say_path

    context = session().context
    found = list(_below(section))
    counts = count_products(context, [line.id for line, _path in found])
    if format is Format.json:
        print_json(
            [
                {
                    "id": str(line.id),
                    "name": line.name,
                    "path": [one.title for one in path],
                    "products": counts[line.id],
                }
                for line, path in found
            ]
        )
    elif format is Format.csv:
        rows = [[str(line.id), say_path(path), str(counts[line.id])] for line, path in found]
        print_csv(["id", "path", "products"], rows)
    else:
        least = min((len(path) for _line, path in found), default=0)
        for line, path in found:
            print(f"{'  ' * (len(path) - least)}{line.name} ({counts[line.id]})")


@sections.command("add")
def add(
    path: Annotated[str, typer.Argument(metavar="PATH", help="Such as “Furniture/Chairs”.")],
) -> None:
    """Add a section; sections above it that are missing are added, too. Prints its key."""
    from services.catalog.changing import add_path

    print(add_path(session().context, path))


@sections.command("move")
def move(
    section: SectionArgument,
    into: Annotated[str, typer.Option("--into", metavar="SECTION", help="Else to the top.")] = "",
    before: Annotated[
        str, typer.Option("--before", metavar="SECTION", help="A section of the same place.")
    ] = "",
) -> None:
    """Put a section, with all below it, into another one."""
    from services.catalog.changing import move_section

    context = session().context
    target = _named(into) if into else None
    move_section(context, _named(section), target, _named(before) if before else None)


@sections.command("delete")
def delete(section: SectionArgument) -> None:
    """Put a section into the bin with all that is below it."""
    from services.catalog.changing import delete_section

    delete_section(session().context, _named(section))


@sections.command("properties")
def properties(
    section: SectionArgument,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="The own fields that its products have."),
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="It gives no property.")] = False,
) -> None:
    """Show the properties that products of a section have, or set those that it gives."""
    from crm_tui.cli.output import print_table
    from services.catalog.properties import properties_of, set_properties

    context, key = session().context, _named(section)
    if names or clear:
        set_properties(context, key, [] if clear else names or [])
    rows = [
        [one.field.name, one.field.label, one.given_by.title if one.given_by else _("all products")]
        for one in properties_of(context, key)
    ]
    print_table([_("Name"), _("Property"), _("Given by")], rows)


def _named(text: str) -> UUID:
    from services.catalog.tree import section_named

    return section_named(session().context, text)


def _below(section: str) -> Iterator[tuple[SectionLine, tuple[Reference, ...]]]:
    """Give all sections in the order of the tree, each with its path."""
    from services.catalog.tree import walk

    return walk(session().context, _named(section) if section else None)
