"""The one font of documents, Roboto, which has Cyrillic, Polish letters and signs of currencies.

Only the letters that a document uses are embedded into it (PDF/A asks for that, and it is small).
"""

from __future__ import annotations

from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from anyascii import anyascii

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

FAMILY: Final = "roboto"
_FILES: Final = {"": "Roboto-Regular.ttf", "B": "Roboto-Bold.ttf"}

_USUAL_RANGES: Final = (
    (0x0020, 0x0180),  # Latin with Polish letters
    (0x0400, 0x0530),  # Cyrillic
    (0x2000, 0x2070),  # dashes, quotation marks, spaces
    (0x20A0, 0x20C0),  # currencies
    (0x2116, 0x2117),  # numero
    (0x2122, 0x2123),  # trade mark
    (0x2212, 0x2213),  # minus
)


class Typeface:
    """The font, in regular and bold, ready to be put into documents.

    With `is_for_many` it is cut down to the letters that documents usually have, once: that takes
    as long as three documents, and each document then takes half as long. A text with other
    letters gets the whole font.
    """

    def __init__(self, *, is_for_many: bool = False) -> None:
        """Prepare nothing yet: the font is read when it is first put into a document."""
        self._is_for_many = is_for_many

    def put_into(self, pdf: FPDF, text: str) -> tuple[TTFFont, TTFFont]:
        """Make the font known to a document that is going to contain the letters of `text`.

        Return the regular one and the bold one.
        """
        is_usual = self._is_for_many and self._usual_letters.issuperset(text)
        return _put("", pdf, is_usual=is_usual), _put("B", pdf, is_usual=is_usual)

    @cached_property
    def _usual_letters(self) -> frozenset[str]:
        ranges = (range(first, last) for first, last in _USUAL_RANGES)
        return frozenset("\n").union(chr(code) for each in ranges for code in each)


class Letters(dict[int, int | str]):
    """A table for `str.translate` that replaces what a font has no sign for.

    Letters of other scripts become Latin ones, for a font without them would print empty boxes,
    which PDF/A forbids.
    """

    def __init__(self, font: TTFFont) -> None:
        """Take the letters that a font has; control characters become spaces."""
        super().__init__((code, code) for code in font.cmap)
        self.update((code, " ") for code in range(0x20))

    def __missing__(self, code: int) -> str:
        """Find the replacement of a letter that is not there."""
        latin = anyascii(chr(code))
        self[code] = "".join(sign for sign in latin if sign.isprintable()) or " "
        return str(self[code])


def _put(style: str, pdf: FPDF, *, is_usual: bool) -> TTFFont:
    from fpdf.fonts import TTFFont

    key = f"{FAMILY}{style}"
    source = BytesIO(_cut_down(style)) if is_usual else _path(style)
    # A file in memory serves as well as a path, though only a path is declared.
    font = TTFFont(pdf, source, key, style)  # type: ignore[arg-type]
    font.ttfont.recalcBBoxes = False  # leaving letters out changes none of those that stay
    pdf.fonts[key] = font
    return font


def _path(style: str) -> Path:
    import font_roboto

    return Path(font_roboto.__file__).parent / "files" / _FILES[style]


@cache
def _cut_down(style: str) -> bytes:
    """Return a font file with the usual letters alone, without what layout engines need."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(
        notdef_outline=True, recommended_glyphs=True, hinting=False, layout_features=[]
    )
    options.drop_tables += ["GDEF", "GPOS", "GSUB", "hdmx", "meta"]
    font = TTFont(_path(style), lazy=True, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(
        unicodes=[code for first, last in _USUAL_RANGES for code in range(first, last)]
    )
    subsetter.subset(font)
    file = BytesIO()
    font.save(file)
    return file.getvalue()
