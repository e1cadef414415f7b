"""A page to draw on: texts that are measured and wrapped, lines, pictures, and the next page.

Lengths are in millimetres, sizes of letters in points, `top` counts down from the upper edge.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Final

from fpdf import FPDF
from fpdf.enums import DocumentCompliance
from PIL import Image, UnidentifiedImageError

from domain.errors import BadInput
from domain.i18n import _
from services.parts.photo import MOST_PIXELS
from services.printing.blocks import Align
from services.printing.fonts import FAMILY, Letters, Typeface

PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
LEFT: Final = 15.0
RIGHT: Final = PAGE_WIDTH - 15.0
TOP: Final = 13.0
BOTTOM: Final = PAGE_HEIGHT - 18.0
WIDTH: Final = RIGHT - LEFT

SIZE: Final = 9.0
SMALL: Final = 7.5

_POINT: Final = 25.4 / 72
_LEADING: Final = 1.3
_BASELINE: Final = 0.98
_LONGEST_SIDE: Final = 480
"""Pixels of a picture that is as large as a stamp, at 300 to the inch."""


def leading(size: float) -> float:
    """Return the height of a line of text."""
    return size * _POINT * _LEADING


class Canvas:
    """The pages of one document, drawn from top to bottom; `y` is where the next block begins."""

    def __init__(self, typeface: Typeface, title: str, page: str, text: str) -> None:
        """Begin the first page. `text` holds every letter that is going to be written."""
        self.pdf = _Pages(enforce_compliance=DocumentCompliance.PDFA_3B)
        regular, bold = typeface.put_into(self.pdf, text)
        self._letters = Letters(regular)
        self._widths = {False: regular.cw, True: bold.cw}
        self.pdf.foot = self.clean(title), self.clean(page)
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        self.pdf.set_auto_page_break(False)
        self.pdf.add_page()
        self.y = TOP

    def next_page(self) -> None:
        """Go on at the top of a new page."""
        self.pdf.is_single = False
        self.pdf.add_page()
        self.y = TOP

    def make_room(self, height: float) -> None:
        """Begin a new page unless so much fits on this one."""
        if self.y + height > BOTTOM and self.y > TOP:
            self.next_page()

    def clean(self, text: str) -> str:
        """Return a text in letters that the font has."""
        return text.translate(self._letters)

    def width(self, text: str, size: float = SIZE, *, is_bold: bool = False) -> float:
        """Return how wide a line of clean text is."""
        widths = self._widths[is_bold]
        return sum(widths[ord(letter)] for letter in text) * size * _POINT / 1000

    def wrap(
        self, text: str, width: float, size: float = SIZE, *, is_bold: bool = False
    ) -> list[str]:
        """Return a text as lines of at most `width`, broken at spaces, long words within.

        Line ends within the text are kept. There is a line at least.
        """
        lines = []
        for paragraph in text.split("\n"):
            line = ""
            for word in self.clean(paragraph).split(" "):
                longer = f"{line} {word}" if line else word
                if self.width(longer, size, is_bold=is_bold) <= width:
                    line = longer
                    continue
                if line:
                    lines.append(line)
                line = word
                while self.width(line, size, is_bold=is_bold) > width and len(line) > 1:
                    fits = self._fitting(line, width, size, is_bold)
                    lines.append(line[:fits])
                    line = line[fits:]
            lines.append(line)
        return lines

    def _fitting(self, word: str, width: float, size: float, is_bold: bool) -> int:
        """Return how many letters of a word fit, one at least."""
        count = len(word)
        while count > 1 and self.width(word[:count], size, is_bold=is_bold) > width:
            count -= 1
        return count

    def write(
        self,
        x: float,
        top: float,
        text: str,
        *,
        size: float = SIZE,
        is_bold: bool = False,
        align: Align = "L",
        width: float = 0.0,
    ) -> None:
        """Write a line of clean text into a box that begins at `x` and is `width` wide."""
        if not text:
            return
        if align != "L":
            room = width - self.width(text, size, is_bold=is_bold)
            x += room if align == "R" else room / 2
        self.pdf.set_font(FAMILY, "B" if is_bold else "", size)
        self.pdf.text(x, top + size * _POINT * _BASELINE, text)

    def paragraph(
        self,
        x: float,
        width: float,
        text: str,
        *,
        size: float = SIZE,
        is_bold: bool = False,
        align: Align = "L",
    ) -> None:
        """Write a text that wraps, from `y` on, over as many pages as it takes."""
        for line in self.wrap(text, width, size, is_bold=is_bold):
            self.make_room(leading(size))
            self.write(x, self.y, line, size=size, is_bold=is_bold, align=align, width=width)
            self.y += leading(size)

    def rule(self, x: float, y: float, to_x: float, to_y: float, thickness: float = 0.2) -> None:
        """Draw a line."""
        self.pdf.set_line_width(thickness)
        self.pdf.line(x, y, to_x, to_y)

    def box(self, x: float, top: float, width: float, height: float, *, is_grey: bool) -> None:
        """Draw a frame, filled with light grey if asked for."""
        self.pdf.set_line_width(0.2)
        self.pdf.set_fill_color(236)
        self.pdf.rect(x, top, width, height, style="DF" if is_grey else "D")

    def picture(self, data: bytes, x: float, top: float, width: float, height: float) -> None:
        """Draw a picture as large as fits into a box, in its middle."""
        image = _picture(data)
        scale = min(width / image.width, height / image.height)
        wide, high = image.width * scale, image.height * scale
        self.pdf.image(image, x + (width - wide) / 2, top + (height - high) / 2, wide, high)


class _Pages(FPDF):
    """Pages with title and page number at their foot, unless there is only one."""

    foot: tuple[str, str] = ("", "")
    is_single = True

    def footer(self) -> None:
        """Write the foot of a page that is complete."""
        if self.is_single:
            return
        title, page = self.foot
        self.set_font(FAMILY, "", SMALL)
        self.set_text_color(110)
        top = PAGE_HEIGHT - 11
        self.set_xy(LEFT, top)
        self.cell(WIDTH / 2, 4, title)
        text = page.replace("{page}", str(self.page_no())).replace("{pages}", "{nb}")
        self.set_xy(RIGHT - self.get_string_width(text.replace("{nb}", "0")), top)
        self.cell(0, 4, text)
        self.set_text_color(0)


@lru_cache(maxsize=16)
def _picture(data: bytes) -> Image.Image:
    """Return a picture in the colours that PDF/A allows here, no larger than print needs.

    Raises BadInput when the bytes are no picture, or one of too many pixels.
    """
    try:
        with Image.open(BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValueError(image.size)
            image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            return image.convert("RGBA" if image.has_transparency_data else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise BadInput(
            _("A picture of the document cannot be read; replace it by a PNG or JPEG file.")
        ) from error
