"""Saying that a thing leans on another, and that it no longer does."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samdrift.assets.choices import RelationKind
from samdrift.assets.errors import CannotKeep
from samdrift.assets.models import Device, Relation
from samdrift.assets.ports import Actor


@transaction.atomic
def relate(*, tag: str, other: str, kind: str, actor: Actor, on: date) -> Relation:
    """Say that a thing leans on another from a day on; a second time it is the same."""
    known = {
        row.tag: row for row in Device.objects.filter(tag__in=(tag, other)).exclude(state=None)
    }
    if kind not in RelationKind.values:
        raise CannotKeep("Välj hur de hör ihop.")
    for each in (tag, other):
        if each not in known:
            raise CannotKeep(f"Ingen inventarie är märkt {each or '–'}.")
    if tag == other:
        raise CannotKeep("En inventarie kan inte höra ihop med sig själv.")
    row, _is_new = Relation.objects.get_or_create(
        device=known[tag],
        other=known[other],
        kind=kind,
        valid_until=None,
        defaults={"valid_from": on, "by_user_id": actor.user_id, "by_name": actor.name},
    )
    return row


@transaction.atomic
def end(*, relation_id: int, tag: str, on: date) -> None:
    """Say that a relation of a thing holds no longer."""
    row = Relation.objects.select_for_update().filter(pk=relation_id, valid_until=None).first()
    if row is None or tag not in (row.device.tag, row.other.tag):
        raise CannotKeep("De hör inte längre ihop.")
    row.valid_until = max(on, row.valid_from)
    row.save(update_fields=["valid_until"])
