"""The command that prices documents of a file, without a database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm_tui.cli.exchange import EXIT_LEFT_OUT
from crm_tui.cli.output import print_json
from crm_tui.cli.run import say
from crm_tui.cli.session import session
from domain.errors import BadInput, UnusableFile
from domain.i18n import _

if TYPE_CHECKING:
    from domain.pricing.model import Document, Totals


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.command("price")(price)


def price(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="JSON of a document, or of several; - reads the standard input."
        ),
    ],
    explain: Annotated[
        bool, typer.Option("--explain", help="Print how each total came about, as text.")
    ] = False,
) -> None:
    """Print what documents come to: a JSON object for each, with every total.

    Exit code 2 if none can be priced, 7 if some cannot: these have "error" in place of totals.
    """
    from domain.pricing.reading import parse_json

    session().settings  # noqa: B018 - which installs the language of the sentences
    found = parse_json(_text_of(file))
    is_one = not isinstance(found, list)
    results = [
        _priced(one, None if is_one else number, explain)
        for number, one in enumerate([found] if is_one else found, 1)
    ]
    wrong = [result["error"] for result in results if "error" in result]
    if is_one and wrong:
        raise BadInput(wrong[0])
    for sentence in wrong:
        say(sentence)
    if explain:
        print("\n\n".join(result["text"] for result in results if "text" in result))
    else:
        print_json(results[0] if is_one else results)
    if wrong:
        every = len(wrong) == len(results)
        raise typer.Exit(BadInput.exit_code if every else EXIT_LEFT_OUT)


def _text_of(file: str) -> str:
    """Return the text of a file, or of the standard input."""
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except UnicodeDecodeError as error:
        said = _("{path} is no text in UTF-8, so it is no JSON either.")
        raise BadInput(said.format(path=file)) from error
    except OSError as error:
        said = _("{path} cannot be read: {why}. Name another file.")
        raise UnusableFile(said.format(path=file, why=error.strerror)) from error


def _priced(found: Any, number: int | None, explain: bool) -> dict[str, Any]:
    """Return the totals of a document, their explanation, or the sentence on what is wrong."""
    from domain.pricing.reading import read_document, said_document
    from domain.pricing.totals import price as price_document
    from domain.pricing.writing import totals_as_json

    result: dict[str, Any] = {}
    try:
        if isinstance(found, dict) and found.get("id") is not None:
            result["id"] = str(found["id"])
        document = read_document(found, number)
    except BadInput as error:
        return result | {"error": str(error)}
    totals = price_document(document)
    if explain:
        return result | {"text": _explained(said_document(found, number), document, totals)}
    return result | totals_as_json(totals)


def _explained(title: str, document: Document, totals: Totals) -> str:
    """Return every line and every total of a document with the steps that led to it."""
    from domain.pricing.say import paragraphs

    text = [title]
    for heading, steps in paragraphs(document, totals):
        text += [f"  {heading}", *(f"      {step}" for step in steps)]
    return "\n".join(text)
