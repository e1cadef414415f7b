"""QR codes as pictures."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import segno
from PIL import Image

from domain.payment_codes import PaymentCode

_PIXELS: Final = 4
"""Pixels of a module, so that programs which smooth pictures leave its edges sharp."""


@lru_cache(maxsize=64)
def qr_picture(code: PaymentCode) -> Image.Image:
    """Return a payment code in black and white, with the quiet zone around it."""
    qr = segno.make_qr(code.text, error=code.error_correction, encoding="utf-8", boost_error=False)
    rows = [bytes(0 if dark else 255 for dark in row) for row in qr.matrix_iter(border=4)]
    image = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows))
    size = image.width * _PIXELS
    return image.resize((size, size), Image.Resampling.NEAREST)
