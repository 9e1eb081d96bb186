"""The client's look: a logo that was checked and drawn anew, colours that can be read on white."""

from __future__ import annotations

import io
import re

from assessment.domain.basis import Refused
from assessment.report.material import Logo
from assessment.text import _, number

ENDS = {"PNG": b"IEND", "JPEG": b"\xff\xd9"}
"""Mark at the end of a whole picture."""
MOST_BYTES = 2_000_000
MOST_PIXELS = 4_000_000
LONGEST = 1200
"""Pixels of the longer side that are kept: twice what the page prints."""
TEXT, RULE = 4.5, 3.0
"""Least contrast of text and of rules against white (WCAG 2.2, 1.4.3 and 1.4.11)."""
KINDS = {"PNG": "image/png", "JPEG": "image/jpeg"}


def contrast(colour: str) -> float:
    """Contrast ratio of #rrggbb against white, 1 to 21."""
    red, green, blue = (_linear(int(colour[place:place + 2], 16) / 255) for place in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def nearest(colour: str, least: float) -> str:
    """The colour, darkened evenly by as little as gives this contrast."""
    channels = [int(colour[place:place + 2], 16) for place in (1, 3, 5)]
    for share in range(256):
        tried = "#" + "".join(f"{round(channel * (255 - share) / 255):02x}" for channel in channels)
        if contrast(tried) >= least:
            return tried
    return "#000000"


def check_colour(colour: str, least: float) -> None:
    """Raise Refused for a colour that cannot be read, with the nearest that can."""
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise Refused(_("A colour is written as #1f5a8c."), _("Use six digits from 0 to f after the hash."))
    if contrast(colour) < least:
        raise Refused(
            _("{colour} has a contrast of {found} : 1 against white; {least} : 1 are needed.").format(
                colour=colour, found=number(contrast(colour), ".1f"), least=number(least, ".1f")),
            _("The nearest colour that can be read is {colour}.").format(colour=nearest(colour, least)))


def checked_logo(body: bytes) -> Logo:
    """The picture, decoded and encoded anew, so that nothing but pixels is kept. Raises Refused for anything else."""
    from PIL import Image, UnidentifiedImageError

    remedy = _("Bring a PNG or JPEG of at most {size} MB and {pixels} million pixels.").format(
        size=number(MOST_BYTES / 1e6), pixels=number(MOST_PIXELS / 1e6))
    if len(body) > MOST_BYTES:
        raise Refused(_("The picture is too large."), remedy)
    try:
        with Image.open(io.BytesIO(body), formats=list(KINDS)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("The picture has too many pixels."), remedy)
            kind = picture.format or "PNG"
            if ENDS[kind] not in body:  # WeasyPrint lets Pillow take pictures that are cut off
                raise OSError
            plain = picture.convert("RGB" if kind == "JPEG" else "RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(_("This is not a picture that can be read."), remedy) from error
    plain.thumbnail((LONGEST, LONGEST))
    written = io.BytesIO()
    plain.save(written, format=kind, **({"quality": 92} if kind == "JPEG" else {"optimize": True}))
    return Logo(written.getvalue(), KINDS[kind])


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
