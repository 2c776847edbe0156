"""QR codes of web addresses, for visitors to take along."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

MARGIN = 4
"""Light modules round the code (ISO/IEC 18004, section 6.3.8)."""


@lru_cache(maxsize=64)
def qr_svg(address: str) -> bytes:
    """The code as an SVG of its own, dark on light; a quarter of it may be spoilt."""
    out = io.BytesIO()
    code = segno.make_qr(address, error="q")
    code.save(out, kind="svg", border=MARGIN, light="#fff", xmldecl=False, omitsize=True)
    return out.getvalue()
