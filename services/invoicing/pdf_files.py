"""PDF files of quotes and invoices on disk: saved under a path, or copied to be opened or sent."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from services.context import Context
from services.files.copies import new_copy_folder
from services.files.paths import shown_path
from services.invoicing.printing import printed_document
from services.printing.document import PrintedDocument


def save_pdf(path: Path, document: PrintedDocument, *, with_e_invoice: bool = False) -> Path:
    """Print a document to a path, or into a folder under its own name; return where.

    A PDF that this program has printed there is replaced. Raises BadInput where something else has
    that name, where the path cannot be written, and as `print_pdf`.
    """
    from services.printing.batch import file_name
    from services.printing.pdf import is_printed_here, print_pdf

    if path.is_dir():
        path /= file_name(document)
    data = print_pdf(document, with_e_invoice=with_e_invoice)
    draft = path.with_name(f"{path.name}.part")
    try:
        if path.exists() and not is_printed_here(path.read_bytes()):
            said = _("Something else is called {path}. Type another name.")
            raise BadInput(said.format(path=shown_path(path)), "path")
        draft.write_bytes(data)
        os.replace(draft, path)
    except OSError as error:
        raise BadInput(
            _("Nothing can be written into {path}: {reason}.").format(
                path=shown_path(path), reason=error.strerror or error
            ),
            "path",
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return path


def pdf_copy(
    context: Context,
    kind: str,
    key: UUID,
    form: str = "",
    *,
    with_e_invoice: bool = False,
    is_lasting: bool = False,
) -> Path:
    """Print a document to be opened or sent with another program, and return the file.

    One that `is_lasting` stays until the system clears its own folder, others until this process
    ends. Raises as `printed_document` and `save_pdf`.
    """
    document = printed_document(context, kind, key, form)
    folder = new_copy_folder(is_lasting=is_lasting)
    return save_pdf(folder, document, with_e_invoice=with_e_invoice)
