"""A PDF that opens with a password only: AES-256, the structure for screen readers kept."""

from __future__ import annotations

import io
import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits that are not taken for one another when they are read out."""
GROUPS, LENGTH = 5, 4


def new_password() -> str:
    """Twenty characters, 98 bits, in groups that can be dictated."""
    return "-".join("".join(secrets.choice(ALPHABET) for _place in range(LENGTH)) for _group in range(GROUPS))


def sealed(pdf: bytes, password: str) -> bytes:
    """The document encrypted with AES-256; reading it aloud stays allowed. The bytes differ each time."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.constants import UserAccessPermissions

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    allowed = UserAccessPermissions.PRINT | UserAccessPermissions.PRINT_TO_REPRESENTATION | (
        UserAccessPermissions.EXTRACT_TEXT_AND_GRAPHICS)
    writer.encrypt(user_password=password, owner_password=secrets.token_urlsafe(32), permissions_flag=allowed,
                   algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
