"""Draws pictures of two products of the demo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_SIDE: Final = 480
"""Pixels of a picture, which is square."""

_WALL, _FLOOR, _SHADOW = (236, 234, 228), (202, 192, 176), (178, 167, 150)
_BLACK, _SEAT, _METAL, _LIGHT = (44, 46, 52), (66, 70, 80), (150, 154, 160), (255, 236, 170)


def draw_picture(code: str) -> bytes | None:
    """Return a PNG of the product with a code, None where there is no picture of it."""
    draw = _DRAWINGS.get(code)
    if draw is None:
        return None
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (_SIDE, _SIDE), _WALL)
    brush = ImageDraw.Draw(image)
    brush.rectangle((0, 360, _SIDE, _SIDE), fill=_FLOOR)
    draw(brush)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _draw_chair(brush: ImageDraw) -> None:
    brush.ellipse((110, 400, 370, 440), fill=_SHADOW)
    brush.rounded_rectangle((165, 60, 315, 250), 34, fill=_BLACK)
    brush.rounded_rectangle((180, 76, 300, 236), 26, fill=_SEAT)
    brush.rectangle((228, 245, 252, 275), fill=_METAL)
    brush.rounded_rectangle((140, 262, 340, 304), 20, fill=_BLACK)
    brush.rectangle((232, 304, 248, 380), fill=_METAL)
    for foot in (140, 200, 280, 340):
        brush.line((240, 376, foot, 412), fill=_METAL, width=12)
        brush.ellipse((foot - 12, 404, foot + 12, 428), fill=_BLACK)
    for x in (126, 326):
        brush.rounded_rectangle((x, 196, x + 28, 214), 8, fill=_BLACK)
        brush.rectangle((x + 10, 210, x + 18, 270), fill=_METAL)


def _draw_lamp(brush: ImageDraw) -> None:
    brush.polygon([(300, 190), (390, 150), (470, 360), (230, 360)], fill=_LIGHT)
    brush.ellipse((90, 392, 270, 432), fill=_SHADOW)
    brush.rounded_rectangle((100, 384, 250, 408), 10, fill=_BLACK)
    brush.line((175, 386, 130, 230), fill=_BLACK, width=12)
    brush.line((130, 230, 280, 110), fill=_BLACK, width=12)
    brush.ellipse((116, 216, 144, 244), fill=_METAL)
    brush.polygon([(262, 96), (322, 82), (392, 150), (298, 192)], fill=_BLACK)


_DRAWINGS: Final[Mapping[str, Callable[[ImageDraw], None]]] = {
    "CHR-N": _draw_chair,
    "LMP-D": _draw_lamp,
}
