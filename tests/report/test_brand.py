"""The client's look: what is no picture is refused, what is one is drawn anew, colours can be read."""

from __future__ import annotations

import io
from importlib import import_module

import pytest
from PIL import Image

from assessment.domain.basis import Refused
from assessment.report.brand import MOST_BYTES, check_colour, checked_logo, contrast, nearest


@pytest.fixture(autouse=True)
def _as_in_the_app():
    """The PDF engine changes how Pillow reads a picture that is cut off."""
    import_module("weasyprint")


def picture(kind: str, size: tuple[int, int] = (300, 100), **more) -> bytes:
    body = io.BytesIO()
    Image.new("RGB", size, "#7a1f5a").save(body, format=kind, **more)
    return body.getvalue()


def test_a_picture_is_kept_as_pixels_alone():
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", "somebody-to-hide")
    logo = checked_logo(picture("PNG", pnginfo=told) + b"<script>trailing</script>")
    assert logo.type == "image/png"
    assert b"somebody-to-hide" not in logo.body
    assert b"script" not in logo.body
    assert checked_logo(picture("JPEG")).type == "image/jpeg"
    with Image.open(io.BytesIO(checked_logo(picture("PNG", (1900, 400))).body)) as kept:
        assert kept.size == (1200, 253)


@pytest.mark.parametrize("body", [
    b"", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", b"\x89PNG\r\n\x1a\n" + b"0" * 50, picture("GIF"),
    picture("BMP"), picture("PNG")[:80], b"x" * (MOST_BYTES + 1), picture("PNG", (2100, 2100))])
def test_anything_else_is_refused_with_what_to_bring(body: bytes):
    with pytest.raises(Refused, match="PNG or JPEG"):
        checked_logo(body)


def test_contrast_is_that_of_the_guideline():
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#ffffff") == pytest.approx(1)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)


def test_a_pale_colour_is_refused_with_the_nearest_that_can_be_read():
    check_colour("#1f5a8c", 4.5)
    with pytest.raises(Refused, match="nearest colour that can be read is #"):
        check_colour("#f2b632", 4.5)
    found = nearest("#f2b632", 4.5)
    assert 4.5 <= contrast(found) < 4.7
    assert nearest("#1f5a8c", 4.5) == "#1f5a8c"
    with pytest.raises(Refused, match="written as"):
        check_colour("red", 3)
