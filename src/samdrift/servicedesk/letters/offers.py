"""What the room offers: who takes letters, and which files messages still have."""

from __future__ import annotations

from collections.abc import Collection

from samdrift.plumbing.files import FileHolder
from samdrift.plumbing.mail.ports import LetterHandler
from samdrift.servicedesk.letters import intake
from samdrift.servicedesk.models import Attachment


def held_files(digests: Collection[str]) -> frozenset[str]:
    """Return which files some message still has."""
    rows = Attachment.objects.filter(digest__in=digests)
    return frozenset(rows.values_list("digest", flat=True))


OFFERS = (
    LetterHandler("servicedesk.letters", intake.take),
    FileHolder("servicedesk.attachments", held_files),
)
