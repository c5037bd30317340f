"""Changing what kinds of things there are, what is told of them, and the steps of their lives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet

from samdrift.assets.choices import FieldSort, Need
from samdrift.assets.errors import CannotKeep
from samdrift.assets.kinds import queries
from samdrift.assets.life import queries as life
from samdrift.assets.models import AssetKind, Device, KindField, LifeState, LifeStep
from samdrift.plumbing.access import Role

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", re.ASCII)


_WORD = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
LONGEST_LIFE = 600
LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class WantedField:
    """A field as somebody wants it."""

    label: str
    sort: str = FieldSort.TEXT
    choices: tuple[str, ...] = ()
    is_required: bool = False
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class WantedStep:
    """A step as somebody wants it, for a kind; the empty kind is every kind."""

    kind: str
    label: str
    before: str
    after: str
    needs: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


@transaction.atomic
def add_kind(*, key: str, label: str) -> AssetKind:
    """Add a kind to the tree; a kind that lies below another needs that one to be there."""
    if not _KEY.fullmatch(key) or len(key) > 100:
        raise CannotKeep(f"{key}: skriv små bokstäver, siffror och _, med punkt mellan nivåerna.")
    if not label.strip() or len(label) > 100:
        raise CannotKeep("Slaget ska ha ett namn på högst 100 tecken.")
    above = key.rpartition(".")[0]
    if above and not AssetKind.objects.filter(key=above).exists():
        raise CannotKeep(f"{key}: slaget {above} finns inte. Lägg till det först.")
    if AssetKind.objects.filter(key=key).exists():
        raise CannotKeep(f"{key}: slaget finns redan.")
    family = AssetKind.objects.all()
    if above:
        family = family.filter(Q(key=above) | Q(key__startswith=f"{above}."))
    last = family.aggregate(last=Max("position", default=0))["last"]
    AssetKind.objects.filter(position__gt=last).update(position=F("position") + 1)
    return AssetKind.objects.create(key=key, label=label, position=last + 1)


@transaction.atomic
def set_lasting(*, key: str, label: str, life_months: int | None, price_ore: int | None) -> None:
    """Say what a kind is called, how long a thing of it is used, and what a new one costs."""
    row = _kind(key)
    if life_months is not None and not 1 <= life_months <= LONGEST_LIFE:
        raise CannotKeep(f"Skriv 1 till {LONGEST_LIFE} månader, eller lämna tomt.")
    if price_ore is not None and price_ore < 0:
        raise CannotKeep("Priset kan inte vara mindre än noll.")
    row.label = _label(label)
    row.life_months, row.price_ore = life_months, price_ore
    row.save(update_fields=["label", "life_months", "price_ore"])


@transaction.atomic
def add_field(*, kind: str, wanted: WantedField) -> KindField:
    """Let something more be told of every thing of a kind, and of the kinds below it."""
    row = _kind(kind)
    label, choices = _label(wanted.label), _choices(wanted.sort, wanted.choices)
    if wanted.sort not in FieldSort.values:
        raise CannotKeep("Välj vad fältet innehåller.")
    taken = queries.taken_keys(kind)
    stem = _stem(label)
    key = next(each for each in _numbered(stem) if each not in taken)
    last = row.fields.aggregate(last=Max("position", default=0))["last"]
    return KindField.objects.create(
        kind=row,
        key=key,
        label=label,
        sort=wanted.sort,
        choices=list(choices),
        is_required=wanted.is_required,
        is_listed=wanted.is_listed,
        position=last + 1,
    )


@transaction.atomic
def change_field(*, field_id: int, wanted: WantedField) -> None:
    """Change what a field is called and may say; what sort it is stays, for things say it."""
    row = _field(field_id)
    choices = _choices(row.sort, wanted.choices)
    if gone := set(row.choices) - set(choices):
        family = _family(row)
        said = [each for each in sorted(gone) if family.filter(**{f"values__{row.key}": each})]
        if said:
            raise CannotKeep(f"Inventarier säger {', '.join(said)}. Ändra dem först.")
    row.label, row.choices = _label(wanted.label), list(choices)
    row.is_required, row.is_listed = wanted.is_required, wanted.is_listed
    row.save(update_fields=["label", "choices", "is_required", "is_listed"])


@transaction.atomic
def remove_field(*, field_id: int) -> None:
    """Take a field away that no thing says anything in."""
    row = _field(field_id)
    if _family(row).filter(values__has_key=row.key).exists():
        raise CannotKeep(f"Inventarier har uppgifter i {row.label}. Töm dem först.")
    row.delete()


@transaction.atomic
def add_step(wanted: WantedStep) -> LifeStep:
    """Let things of a kind go from one state to another.

    A kind that gets its first step of its own has only that: whoever wants the usual ones too
    begins with `take_own_steps`.
    """
    if wanted.kind:
        _kind(wanted.kind)
    label = _label(wanted.label)
    states = {row.key: row for row in LifeState.objects.all()}
    if not {wanted.before, wanted.after} <= states.keys():
        raise CannotKeep("Välj bland de lägen som finns.")
    if not wanted.roles <= {role.value for role in Role} or not wanted.roles:
        raise CannotKeep("Välj minst en roll som får göra steget.")
    if not wanted.needs <= set(Need.values):
        raise CannotKeep("Välj bland det som kan behöva anges.")
    told = {
        "label": label,
        "after": states[wanted.after],
        "needs": sorted(wanted.needs),
        "roles": sorted(wanted.roles),
        "is_active": True,
    }
    act = _act(label)
    last = LifeStep.objects.aggregate(last=Max("position", default=0))["last"]
    row, _new = LifeStep.objects.update_or_create(
        kind=wanted.kind,
        act=act,
        before=states[wanted.before],
        defaults=told,
        create_defaults=told | {"position": last + 1},
    )
    return row


def _act(label: str) -> str:
    """Return the act of a label: that of another step that is called so, else a word of its own."""
    known = LifeStep.objects.filter(label=label).values_list("act", flat=True).first()
    return known or _stem(label)


@transaction.atomic
def take_own_steps(*, kind: str) -> int:
    """Give a kind steps of its own, to begin with those that hold for it now; return how many."""
    _kind(kind)
    if life.own_steps(kind):
        raise CannotKeep("Slaget har redan egna steg.")
    rows = LifeStep.objects.filter(pk__in=[step.id for step in life.steps_of(kind)])
    LifeStep.objects.filter(kind=kind).delete()
    copies = [
        LifeStep(
            kind=kind,
            act=row.act,
            label=row.label,
            before_id=row.before_id,
            after_id=row.after_id,
            needs=row.needs,
            roles=row.roles,
            position=row.position,
        )
        for row in rows
    ]
    return len(LifeStep.objects.bulk_create(copies))


@transaction.atomic
def shut_step(*, step_id: int) -> None:
    """Say that a step is made no longer; what was done by it stays told."""
    if not LifeStep.objects.filter(pk=step_id, is_active=True).update(is_active=False):
        raise CannotKeep("Steget finns inte längre.")


def _kind(key: str) -> AssetKind:
    row = AssetKind.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise CannotKeep("Slaget finns inte.")
    return row


def _field(field_id: int) -> KindField:
    row = KindField.objects.select_for_update().filter(pk=field_id).first()
    if row is None:
        raise CannotKeep("Fältet finns inte längre.")
    return row


def _family(row: KindField) -> QuerySet[Device]:
    """Return the things that a field is told of."""
    key = row.kind.key
    return Device.objects.filter(Q(kind=key) | Q(kind__startswith=f"{key}."))


def _label(written: str) -> str:
    told = " ".join(written.split())
    if not told or len(told) > LONGEST_LABEL:
        raise CannotKeep(f"Skriv ett namn på högst {LONGEST_LABEL} tecken.")
    return told


def _choices(sort: str, written: tuple[str, ...]) -> tuple[str, ...]:
    told = tuple(dict.fromkeys(" ".join(each.split()) for each in written if each.strip()))
    if sort != FieldSort.CHOICE:
        return ()
    if len(told) < 2 or max(map(len, told)) > LONGEST_LABEL:
        raise CannotKeep(f"Skriv minst två val, ett på varje rad, högst {LONGEST_LABEL} tecken.")
    return told


_PLAIN = str.maketrans("åäöéü", "aaoeu")


def _stem(label: str) -> str:
    told = re.sub(r"[^a-z0-9]+", "_", label.casefold().translate(_PLAIN)).strip("_")[:40]
    return told if _WORD.fullmatch(told) else f"x_{told}".rstrip("_")


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}_{number}" for number in count(2))
