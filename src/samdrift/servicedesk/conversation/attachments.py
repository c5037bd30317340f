"""Files that come with messages: taken in, and kept as long as a row tells of them."""

from __future__ import annotations

from collections.abc import Collection

from samdrift.plumbing import sent_files
from samdrift.plumbing.files import FileHolder
from samdrift.plumbing.sent_files import CannotTake, Sent
from samdrift.servicedesk.errors import CannotWrite
from samdrift.servicedesk.models import Attachment
from samdrift.servicedesk.ports import NewAttachment


def take_in(sent: Collection[Sent]) -> tuple[NewAttachment, ...]:
    """Keep files for a message that is about to be written.

    Raises CannotWrite, and keeps none, where one of them cannot be taken.
    """
    try:
        kept = sent_files.take_in(sent)
    except CannotTake as refusal:
        raise CannotWrite(str(refusal)) from refusal
    return tuple(NewAttachment(each.name, each.media_type, each.size, each.digest) for each in kept)


def held(digests: Collection[str]) -> Collection[str]:
    """Return those of some digests that a message still has."""
    rows = Attachment.objects.filter(digest__in=digests, message__wiped_at__isnull=True)
    return set(rows.values_list("digest", flat=True))


OFFERS = (FileHolder("servicedesk.attachments", held),)
