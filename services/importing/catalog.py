"""Read a catalog of products (FEATURES ONEC-01, CAT-01)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from domain.currencies import currency_of_country
from services.context import Context
from services.formats.catalog_values import Outline, Problem, ProductValue
from services.importing.catalog_finding import CatalogFile, Writing
from services.importing.catalog_memory import Memory
from services.importing.catalog_pictures import CatalogPictures
from services.importing.catalog_products import ProductWriter
from services.importing.catalog_properties import CatalogProperties, recall_properties
from services.importing.catalog_sections import SectionTree
from services.importing.catalog_spool import CatalogSpool
from services.importing.catalog_words import CatalogWords
from services.importing.parts import Parts, written_in_parts
from services.importing.report import ImportReport, Progress, until_cancelled
from services.maintenance import trial_copy
from storage.tables import ImportRun
from storage.unit import Unit

_PORTION = 500
"""Products that are compared and written at once."""


@dataclass(slots=True)
class CommerceML:
    """A file of CommerceML 2. Making one raises UnusableFile where it is none."""

    path: Path
    outline: Outline = field(init=False)
    left_out: tuple[str, ...] = ()
    source: str = "commerceml"
    origin: str = "1c"
    are_paths: bool = False

    def __post_init__(self) -> None:
        from services.formats.commerceml import read_outline

        self.outline = read_outline(self.path)

    @property
    def folder(self) -> Path:
        """Where its pictures lie."""
        return self.path.parent

    def products(self) -> Iterator[ProductValue | Problem]:
        """Yield the products and offers."""
        from services.formats.commerceml import read_products

        return read_products(self.path, self.outline)

    def keep_choices(self, context: Context, unit: Unit) -> None:
        """Do nothing: there is nothing to choose."""


def import_catalog(
    context: Context,
    file: CatalogFile,
    name: str,
    progress: Progress = lambda count: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    *,
    only_try: bool = False,
) -> ImportReport:
    """Read a catalog into products and sections, as one use case that can be undone.

    It is written in parts, so that others wait for a moment only; when it is ended, or breaks off,
    the parts that are written stay, and reading the file again goes on. The same file read again
    changes nothing; of what changed in it since, only that is changed here, so that what a person
    changed meanwhile stays. `name` is that of the file. With `only_try` it is told what would come
    of it, and nothing is kept: a trial has a copy of the database to itself. Raises UnusableFile,
    and Cancelled, which says whether anything was changed.
    """
    report = ImportReport(is_catalog=True, left_out=list(file.left_out), is_trial=only_try)
    recall_properties(context.database.reader(), file.source, file.outline)
    spool = CatalogSpool(until_cancelled(is_cancelled, file.products()), progress)
    with (
        trial_copy(context) if only_try else nullcontext(context) as own,
        written_in_parts(own, "import_catalog", is_cancelled, is_alone=only_try) as parts,
    ):
        _CatalogImport(own, parts, file, name, report).run(spool, is_cancelled)
    return report


class _CatalogImport:
    """One reading of one file, within one unit."""

    def __init__(
        self, context: Context, parts: Parts, file: CatalogFile, name: str, report: ImportReport
    ) -> None:
        unit = parts.unit
        self._context, self._unit, self._file, self._report = context, unit, file, report
        self._parts = parts
        self._run = ImportRun(source=file.source, file_name=name, started_by=context.actor.user_id)
        memory = Memory(self._run)
        self._writing = Writing(
            context=context,
            unit=unit,
            file=file,
            memory=memory,
            sections=SectionTree(context, unit, file.source, memory),
            words=CatalogWords(context, unit, file.source, memory),
            properties=CatalogProperties(context, unit, file.source, memory),
            pictures=CatalogPictures(context, unit, file.folder, report),
            report=report,
            usual_currency=currency_of_country(context.region),
        )

    def run(self, spool: CatalogSpool, is_cancelled: Callable[[], bool]) -> None:
        """Write sections, properties and products, and what came of them into the report."""
        writing, report, outline = self._writing, self._report, self._file.outline
        writing.sections.bring_in(outline)
        writing.words.bring_in_price_types(outline)
        writing.properties.bring_in(outline)
        writer = ProductWriter(writing)
        portions = _portions(until_cancelled(is_cancelled, spool.items()), report)
        for number, portion in enumerate(portions):
            if number and self._parts.is_long:
                self._parts.go_on()
            writer.write(portion)
        writing.properties.give_to_sections()
        writing.memory.write(self._unit)
        report.removed += writing.sections.clear_away()
        report.made = {
            "section": writing.sections.added,
            "property": writing.properties.added,
            **writing.words.added,
        }
        report.errors.extend((problem.line, problem.reason) for problem in outline.problems)
        report.errors.sort()
        report.notes.sort()
        self._write_run()
        self._file.keep_choices(self._context, self._unit)

    def _write_run(self) -> None:
        report, sections = self._report, self._writing.sections
        if not (report.created or report.updated or report.removed or sections.changed):
            return
        self._run.created, self._run.updated = report.created, report.updated + report.removed
        self._run.skipped, self._run.failed = report.skipped, report.failed
        self._writing.memory.begin(self._unit)


def _portions(
    items: Iterable[ProductValue | Problem], report: ImportReport
) -> Iterator[list[ProductValue]]:
    """Yield products in portions, none of them with its variant or another item of its uid.

    What is broken goes into the report.
    """
    portion: list[ProductValue] = []
    uids: set[str] = set()
    for item in items:
        if isinstance(item, Problem):
            report.errors.append((item.line, item.reason))
            continue
        if len(portion) == _PORTION or item.uid in uids or item.base in uids:
            yield portion
            portion, uids = [], set()
        portion.append(item)
        uids.add(item.uid)
    if portion:
        yield portion
