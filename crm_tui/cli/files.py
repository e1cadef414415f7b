"""Commands for the files of records: attach, list, save, open, edit, their versions."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from crm_tui.cli.arguments import FormatOption, KindArgument, read_key
from crm_tui.cli.output import Format, print_csv, print_json, print_table, show_progress
from crm_tui.cli.record_output import to_json
from crm_tui.cli.session import session
from domain.errors import BadInput, CrmError
from domain.i18n import _, ngettext
from domain.records.kinds import kind_named
from domain.sizes import show_size

files = typer.Typer(
    help="Files of records: list, save, open, edit them, bring back earlier versions.",
    rich_markup_mode=None,
)

RecordArgument = Annotated[str, typer.Argument(metavar="ID", help="The key of the record.")]
FileArgument = Annotated[
    str, typer.Argument(metavar="FILE_ID", help="The key of the file: see “crm files list”.")
]
FilesArgument = Annotated[
    list[str], typer.Argument(metavar="FILE_ID…", help="The keys of one or several files.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.command("attach")(attach)
    app.add_typer(files, name="files")


def attach(
    kind: KindArgument,
    id: RecordArgument,  # noqa: A002
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Files, or patterns such as 'offers/*.pdf'."),
    ],
) -> None:
    """Attach files to a record, all or none, and print their keys."""
    from services.files.attaching import attach_files

    context = session().context
    for key in attach_files(
        context, kind_named(kind).name, read_key(id), paths, progress=_tell_copied
    ):
        print(key)


@files.command("list")
def list_(
    kind: KindArgument,
    id: RecordArgument,  # noqa: A002
    removed: Annotated[bool, typer.Option("--removed", help="Those that were removed.")] = False,
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """List the files of a record, the newest first."""
    from services.files.listing import list_attachments
    from services.records.use_cases import show_record

    context = session().context
    record = show_record(context, kind_named(kind).name, read_key(id))
    found = [
        file
        for file in list_attachments(context, record.kind, record.id, with_removed=removed)
        if file.is_removed == removed
    ]
    names = ("id", "name", "media_type", "size", "version", "author", "at", "role")
    if _printed(names, found, format):
        return
    titles = [_("Name"), _("Size"), _("Version"), _("Who"), _("When"), _("Key")]
    print_table(
        titles,
        [
            [f.name, show_size(f.size), str(f.version), f.author, _when(f.at), str(f.id)]
            for f in found
        ],
    )


@files.command("save")
def save(
    ids: FilesArgument,
    target: Annotated[str, typer.Argument(metavar="TARGET", help="A path, or a folder.")],
    version: Annotated[
        int | None, typer.Option("--version", min=1, metavar="N", help="An earlier version.")
    ] = None,
) -> None:
    """Write files elsewhere, several into a folder; nothing that is there is replaced."""
    from services.files.copies import save_attachment, save_attachments

    if version is not None and len(ids) > 1:
        raise BadInput(_("A version is one of one file: name one file with --version."))
    context, keys = session().context, [read_key(one) for one in ids]
    if len(keys) == 1:
        print(save_attachment(context, keys[0], target, _tell_copied, version=version))
        return
    for path in save_attachments(context, keys, target, _tell_copied):
        print(path)


@files.command("open")
def open_(id: FileArgument) -> None:  # noqa: A002
    """Open a copy of a file with the system's program for it."""
    from screens.opening import open_outside
    from services.files.copies import lasting_copy

    copy = lasting_copy(session().context, read_key(id))
    if not open_outside(str(copy)):
        print(_("There is nothing here to open files with. A copy lies at:"), file=sys.stderr)
        print(copy)


@files.command("path")
def path(id: FileArgument) -> None:  # noqa: A002
    """Print where the bytes of a file lie. Read them only: an edited copy is “crm files edit”."""
    from services.files.copies import damaged
    from services.files.listing import find_attachment

    file = find_attachment(session().context, read_key(id))
    if not file.path.exists():
        raise damaged(file)
    print(file.path)


@files.command("edit")
def edit(id: FileArgument) -> None:  # noqa: A002
    """Edit a file: with $VISUAL or $EDITOR where it is a text, else with the system's program."""
    from screens.opening import open_outside, run_editor, text_editor
    from services.files.editing import begin_editing, take_in
    from services.files.listing import find_attachment

    context = session().context
    file = find_attachment(context, read_key(id))
    copy = begin_editing(context, file.id)
    if editor := text_editor(file.media_type):
        run_editor(editor, copy.path)
        stored = take_in(context, copy)[1]
        print(stored.explain() if stored else _("Nothing was changed."), file=sys.stderr)
        return
    is_open = open_outside(str(copy.path))
    said = _("Opened. Once it is saved, “crm files edited” stores it.")
    if not is_open:
        said = _("Edit this copy. Once it is saved, “crm files edited” stores it.")
    print(said, file=sys.stderr)
    print(copy.path)


@files.command("edited")
def edited() -> None:
    """Store what was saved to copies that are being edited, each as a new version."""
    from services.files.editing import copies_left, take_in

    context = session().context
    has_failed = False
    for copy in copies_left(context):
        try:
            stored = take_in(context, copy)[1]
        except CrmError as error:
            print(f"crm: {error}", file=sys.stderr)
            has_failed = True
        else:
            if stored is not None:
                print(stored.explain())
    if has_failed:
        raise typer.Exit(1)


@files.command("replace")
def replace(
    id: FileArgument,  # noqa: A002
    path: Annotated[str, typer.Argument(metavar="PATH", help="What the file holds from now on.")],
) -> None:
    """Store another file as the next version; what there was stays as an earlier one."""
    from services.files.versions import new_version

    stored = new_version(session().context, read_key(id), path)
    print(stored.explain() if stored else _("It holds the same already."))


@files.command("versions")
def versions(id: FileArgument, format: FormatOption = Format.table) -> None:  # noqa: A002
    """List the versions of a file, the newest first."""
    from services.files.listing import versions_of

    context = session().context
    found = versions_of(context, read_key(id))
    names = ("version", "size", "sha256", "author", "at", "is_current")
    if _printed(names, found, format):
        return
    titles = [_("Version"), _("Size"), _("Who"), _("When"), _("Current")]
    rows = [
        [
            str(one.version),
            show_size(one.size),
            one.author,
            _when(one.at),
            _("yes") if one.is_current else "",
        ]
        for one in found
    ]
    print_table(titles, rows)


@files.command("restore")
def restore(
    id: FileArgument,  # noqa: A002
    version: Annotated[int, typer.Argument(metavar="N", min=1, help="The number of the version.")],
) -> None:
    """Bring an earlier version back: it becomes the newest one."""
    from services.files.versions import restore_version

    print(restore_version(session().context, read_key(id), version).explain())


@files.command("rename")
def rename(id: FileArgument, name: str) -> None:  # noqa: A002
    """Give a file another name."""
    from services.files.attaching import rename_attachment

    print(rename_attachment(session().context, read_key(id), name))


@files.command("remove")
def remove(ids: FilesArgument) -> None:
    """Take files from their records; “crm undo” and “crm files bring-back” bring them back."""
    from services.files.attaching import remove_attachments

    remove_attachments(session().context, [read_key(one) for one in ids])


@files.command("bring-back")
def bring_back(ids: FilesArgument) -> None:
    """Bring back files that were removed."""
    from services.files.attaching import bring_back_attachments

    bring_back_attachments(session().context, [read_key(one) for one in ids])


@files.command("sweep")
def sweep(
    removed: Annotated[
        bool, typer.Option("--removed", help="With the files that were removed, for good.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Delete them: they cannot be brought back.")
    ] = False,
) -> None:
    """Say how much room bytes take that no file has any more; with --yes delete them for good."""
    from services.files.sweeping import count_unnamed
    from services.files.sweeping import sweep as delete

    context = session().context
    found = delete(context, with_removed=removed) if yes else count_unnamed(context, removed)
    if not found.files:
        print(_("Every file in the store is one of a record, or a version of one."))
        return
    said = (
        ngettext(
            "{count} file of {size} is deleted.",
            "{count} files of {size} are deleted.",
            found.files,
        )
        if yes
        else ngettext(
            "{count} file of {size} can go: “crm files sweep --yes” deletes it for good.",
            "{count} files of {size} can go: “crm files sweep --yes” deletes them for good.",
            found.files,
        )
    )
    print(said.format(count=found.files, size=show_size(found.size)))


def _printed(names: Sequence[str], views: Sequence[object], format_: Format) -> bool:
    """Print these values of views as JSON or CSV; return whether that was wanted."""
    rows = [[_plain(getattr(view, name)) for name in names] for view in views]
    if format_ is Format.json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    elif format_ is Format.csv:
        print_csv(list(names), [[str(value) for value in row] for row in rows])
    return format_ is not Format.table


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID) else to_json(value)


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(session().context.zone):%Y-%m-%d %H:%M}"


def _tell_copied(done: int, all_: int) -> None:
    """Show the progress of a large copy on the terminal."""
    if all_ > _SAID_FROM:
        show_progress("" if done == all_ else f"{show_size(done)} / {show_size(all_)}")


_SAID_FROM = 100_000_000
"""From how many bytes on the progress of a copy is shown."""
