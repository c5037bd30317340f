"""Machines merged, split and ignored by a person: later inventories respect it, until undone.

Nothing that was told is moved or deleted by a decision. A machine that is merged into another stays
as it was; what is told of it from then on is told of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samdrift.inventory.choices import DecisionKind, MarkKind
from samdrift.inventory.errors import BadDecision
from samdrift.inventory.models import Contact, Decision, Machine, MachineMark, MatchRule, SharedMark
from samdrift.inventory.reading.marks import Mark

_LONGEST_WHY = 500
_LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class By:
    """Who decides something, when and why."""

    name: str
    at: datetime
    why: str = ""


@transaction.atomic
def merge(*, machine_id: int, into_id: int, by: By) -> Decision:
    """Say that a machine is the same as another, whose it becomes; raises BadDecision."""
    machine, into = _locked(machine_id, into_id)
    if machine.pk == into.pk:
        raise BadDecision("Välj två olika maskiner.")
    if machine.merged_into_id or into.merged_into_id:
        raise BadDecision("En av maskinerna är redan sammanförd med en annan.")
    if machine.organisation_id != into.organisation_id:
        raise BadDecision("Maskinerna hör till olika organisationer.")
    machine.merged_into = into
    machine.save(update_fields=["merged_into"])
    return _decided(DecisionKind.MERGE, machine, into, by)


@transaction.atomic
def split(*, machine_id: int, marks: Sequence[Mark], by: By) -> Decision:
    """Say that whatever is known by some marks is a machine of its own; raises BadDecision.

    The marks become the new machine's and go before every rule. It is told of by the next inventory
    that has one of them.
    """
    (machine,) = _locked(machine_id)
    rows = [
        row
        for row in MachineMark.objects.filter(machine=machine)
        if Mark(row.kind, row.value) in marks
    ]
    if not rows:
        raise BadDecision("Välj vad den andra maskinen känns igen på.")
    if len(rows) == MachineMark.objects.filter(machine=machine).count():
        raise BadDecision("Något måste vara kvar som den här maskinen känns igen på.")
    other = Machine.objects.create(
        organisation_id=machine.organisation_id,
        kind=machine.kind,
        name=machine.name,
        words=machine.words,
        sorted_by=machine.sorted_by,
        first_seen_at=by.at,
        changed_at=by.at,
    )
    Contact.objects.create(machine=other, seen_at=by.at)
    for row in rows:
        row.machine, row.is_pinned = other, True
    MachineMark.objects.bulk_update(rows, ["machine", "is_pinned"])
    told = [[row.kind, row.value] for row in rows]
    return _decided(DecisionKind.SPLIT, machine, other, by, told)


@transaction.atomic
def ignore(*, machine_id: int, by: By) -> Decision:
    """Say that nothing is taken in of a machine from now on."""
    (machine,) = _locked(machine_id)
    if machine.is_ignored:
        raise BadDecision("Maskinen tas redan inte emot.")
    machine.is_ignored = True
    machine.save(update_fields=["is_ignored"])
    return _decided(DecisionKind.IGNORE, machine, None, by)


@transaction.atomic
def undo(*, decision_id: int, by: By) -> Decision:
    """Take a decision back: what it said no longer holds for what comes from now on."""
    decision = Decision.objects.select_for_update().filter(pk=decision_id).first()
    if decision is None or decision.undone_at is not None:
        raise BadDecision("Beslutet är redan ångrat.")
    (machine,) = _locked(decision.machine_id)
    if decision.kind == DecisionKind.MERGE:
        machine.merged_into = None
        machine.save(update_fields=["merged_into"])
    elif decision.kind == DecisionKind.IGNORE:
        machine.is_ignored = False
        machine.save(update_fields=["is_ignored"])
    else:
        _rejoin(decision, machine)
    decision.undone_at, decision.undone_by = by.at, by.name
    decision.save(update_fields=["undone_at", "undone_by"])
    return decision


def _rejoin(decision: Decision, machine: Machine) -> None:
    """Have what was split off be the machine's again, by its marks and all that is told of it."""
    assert decision.other_id is not None, "what was split off is a machine"
    (other,) = _locked(decision.other_id)
    if other.merged_into_id:
        raise BadDecision("Maskinen är sammanförd med en annan. Ångra det först.")
    MachineMark.objects.filter(machine=other).update(is_pinned=False)
    other.merged_into = machine
    other.save(update_fields=["merged_into"])


@transaction.atomic
def use_rule(*, kind: str, is_used: bool) -> None:
    """Say whether machines are matched by a kind of mark. Raises BadDecision for the last rule."""
    rule = MatchRule.objects.select_for_update().filter(kind=kind).first()
    if rule is None:
        raise BadDecision("Det finns ingen sådan regel.")
    if not is_used and not MatchRule.objects.filter(is_used=True).exclude(kind=kind).exists():
        raise BadDecision("Minst en regel måste användas.")
    rule.is_used = is_used
    rule.save(update_fields=["is_used"])


@transaction.atomic
def share(*, mark: Mark, by: By) -> None:
    """Say that several machines have a mark, so that none is matched by it."""
    value = mark.value.strip()
    if mark.kind not in MarkKind.values or not 0 < len(value) <= _LONGEST_VALUE:
        raise BadDecision("Skriv det som flera maskiner har.")
    SharedMark.objects.get_or_create(
        kind=mark.kind,
        value=value,
        defaults={"why": by.why[:_LONGEST_VALUE], "said_by": by.name, "said_at": by.at},
    )


@transaction.atomic
def unshare(*, shared_id: int) -> None:
    """Say that a mark tells machines apart after all."""
    SharedMark.objects.filter(pk=shared_id).delete()


def _locked(*machine_ids: int) -> list[Machine]:
    """Lock machines in the order of their numbers, and return them in the order asked for."""
    found = {
        row.pk: row
        for row in Machine.objects.select_for_update().filter(pk__in=machine_ids).order_by("pk")
    }
    if set(machine_ids) - set(found):
        raise BadDecision("Det finns ingen sådan maskin.")
    return [found[each] for each in machine_ids]


def _decided(
    kind: DecisionKind,
    machine: Machine,
    other: Machine | None,
    by: By,
    marks: Sequence[Sequence[str]] = (),
) -> Decision:
    return Decision.objects.create(
        kind=kind,
        machine=machine,
        other=other,
        marks=list(marks),
        why=" ".join(by.why.split())[:_LONGEST_WHY],
        at=by.at,
        by=by.name,
    )
