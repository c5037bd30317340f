"""Changing what kinds of things there are."""

from __future__ import annotations

import re

from django.db import transaction
from django.db.models import F, Max, Q

from samdrift.assets.models import AssetKind
from samdrift.kernel.refusals import Refusal

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", re.ASCII)


class BadKind(Refusal):
    """A kind that cannot be added."""


@transaction.atomic
def add_kind(*, key: str, label: str) -> AssetKind:
    """Add a kind to the tree; a kind that lies below another needs that one to be there."""
    if not _KEY.fullmatch(key) or len(key) > 100:
        raise BadKind(f"{key}: skriv små bokstäver, siffror och _, med punkt mellan nivåerna.")
    if not label.strip() or len(label) > 100:
        raise BadKind("Slaget ska ha ett namn på högst 100 tecken.")
    above = key.rpartition(".")[0]
    if above and not AssetKind.objects.filter(key=above).exists():
        raise BadKind(f"{key}: slaget {above} finns inte. Lägg till det först.")
    if AssetKind.objects.filter(key=key).exists():
        raise BadKind(f"{key}: slaget finns redan.")
    family = AssetKind.objects.all()
    if above:
        family = family.filter(Q(key=above) | Q(key__startswith=f"{above}."))
    last = family.aggregate(last=Max("position", default=0))["last"]
    AssetKind.objects.filter(position__gt=last).update(position=F("position") + 1)
    return AssetKind.objects.create(key=key, label=label, position=last + 1)
