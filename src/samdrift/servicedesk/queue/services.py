"""Views that people come back to: saved, shared, thrown away."""

from __future__ import annotations

from django.db import transaction

from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import SavedView
from samdrift.servicedesk.queue.ports import Selection

MOST_VIEWS = 30


@transaction.atomic
def save_view(*, user_id: int, title: str, selection: Selection, is_shared: bool) -> SavedView:
    """Save a selection under a name; the same name again says something else from now on."""
    name = " ".join(title.split())
    if not name or len(name) > 40:
        raise CannotChange("Skriv vad vyn ska heta, med högst 40 tecken.")
    own = SavedView.objects.filter(user=user_id)
    if own.exclude(title=name).count() >= MOST_VIEWS:
        raise CannotChange(f"Du har {MOST_VIEWS} vyer. Ta bort en först.")
    saved, _ = SavedView.objects.update_or_create(
        user_id=user_id,
        title=name,
        defaults={"selection": selection.query(), "is_shared": is_shared},
    )
    return saved


def forget_view(*, user_id: int, view_id: int) -> None:
    """Throw away a view of one's own; those of others stay."""
    deleted, _ = SavedView.objects.filter(pk=view_id, user=user_id).delete()
    if not deleted:
        raise CannotChange("Vyn är redan borta, eller någon annans.")
