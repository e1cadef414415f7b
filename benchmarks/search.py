"""What a letter costs in a search: the search itself, and up to its results on the screen.

Budgets: DESIGN.md, section 4 (Speed).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from benchmarks.bases import Base, opened
from benchmarks.figures import Figure, spread
from benchmarks.keys import settle, times_of
from benchmarks.programs import start_crm
from benchmarks.terminal import Reply, Terminal
from services.records.typing_search import TypingSearch

SEARCH_LIMITS = (15.0, 40.0)

TEXTS = (
    "ivanov", "kowalska anna", "smith", "nowak", "сид", "петрова елена", "ооо лидер", "wisla gryf",
    "иванов с", "главный бухгалтер", "8916123", "+48 501 23", "4567", "info@wisla", "p.ivanov@m",
    "bdfyjd", "шмфтщм", "petrow aleksej", "щукин", "иванав", "kowalksa", "вишнивецкий",
    "box.example",
)  # fmt: skip
"""What is typed, about 200 letters: names, companies, phones, e-mails, and what must be guessed."""

LETTERS = tuple(text[: end + 1] for text in TEXTS for end in range(len(text)))

OFFERED = 16
"""How many records are asked for, as the palette does."""


def measure_finding(bases: Sequence[Base], rounds: int) -> Iterator[Figure]:
    """The search for each beginning of the texts, without a screen; no budget apart."""
    for base in bases:
        with opened(base.path) as context:
            search = TypingSearch(context)
            search.find(TEXTS[0])
            times = [[_search(search, text) for text in LETTERS] for _round in range(rounds)]
            search.close()
        label = f"{len(LETTERS)} letters, {base.contacts:,} contacts"
        yield from spread(f"search alone, {label}", times, "ms")


def _search(search: TypingSearch, text: str) -> float:
    started = time.perf_counter()
    search.find(text, limit=OFFERED)
    return (time.perf_counter() - started) * 1e3


def measure_search(bases: Sequence[Base], rounds: int) -> Iterator[Figure]:
    """A letter to its results, in the client picker of a call and in the palette.

    Budget: p50 15 ms, p99 40 ms.
    """
    for base in bases:
        picker: list[list[Reply]] = []
        palette: list[list[Reply]] = []
        for _round in range(rounds):
            with start_crm(base) as terminal:
                settle(terminal)
                terminal.press("c", quiet=0.5)
                terminal.press("ctrl+n", quiet=0.5)
                # The call's clock would send its seconds between a letter and its results.
                terminal.press("f8", quiet=0.5)
                picker.append(_type_texts(terminal))
                terminal.press("escape", quiet=0.8)
                terminal.press("ctrl+p", quiet=0.8)
                palette.append(_type_texts(terminal))
        label = f"{base.contacts:,} contacts"
        yield from spread(
            f"letter to clients, call, {label}", times_of(picker), "ms", SEARCH_LIMITS
        )
        yield from spread(
            f"letter to records, palette, {label}", times_of(palette), "ms", SEARCH_LIMITS
        )


def _type_texts(terminal: Terminal) -> list[Reply]:
    replies: list[Reply] = []
    for text in TEXTS:
        replies += [terminal.press("space" if key == " " else key, quiet=0.1) for key in text]
        terminal.press("ctrl+u", quiet=0.2)
    return replies
