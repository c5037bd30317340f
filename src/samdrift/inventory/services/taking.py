"""An inventory taken in: the machine found or made, what is otherwise written, else nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import OperationalError, transaction

from samdrift.assets.models import Device
from samdrift.inventory.models import Contact, Difference, Machine, MachineMark, MatchRule
from samdrift.inventory.ports import Fate, Taken
from samdrift.inventory.queries import matching
from samdrift.inventory.reading.facts import Facts
from samdrift.inventory.reading.marks import Mark
from samdrift.inventory.reading.messages import Message, Report
from samdrift.inventory.services import storing

CONTACT_IS_NOTED_EVERY = timedelta(hours=6)
"""An unchanged inventory that comes sooner writes nothing at all."""

_TIMES = 3
_MOMENT = timedelta(microseconds=1)
_SORTED = 200


def take_in(message: Message, *, organisation_code: str, at: datetime) -> tuple[Taken, ...]:
    """Take in all that a message tells of, machine by machine, and return what became of each."""
    return tuple(
        _take_in(report, message, organisation_code=organisation_code, at=at)
        for report in message.reports
    )


def _take_in(report: Report, message: Message, *, organisation_code: str, at: datetime) -> Taken:
    found = matching.match(report.marks, organisation_code=organisation_code)
    machine = _machine(found.machine_id) if found else None
    if machine is not None and (machine.is_ignored or storing.is_alike(machine.digests, report)):
        return _heard(machine, at=at)
    storing.keep_titles(report.software or ())
    for left in reversed(range(_TIMES)):
        try:
            return _write(report, message, organisation_code=organisation_code, at=at)
        except OperationalError:
            if not left:
                raise
    raise AssertionError("the last time is returned or raised")


def _machine(machine_id: int) -> Machine:
    return Machine.objects.select_related("contact").get(pk=machine_id)


def _heard(machine: Machine, *, at: datetime) -> Taken:
    """Note that a machine was heard of, where that was not noted lately."""
    if machine.is_ignored:
        return Taken(machine.pk, str(machine), Fate.IGNORED)
    if at - machine.contact.seen_at >= CONTACT_IS_NOTED_EVERY:
        Contact.objects.filter(pk=machine.pk, seen_at__lt=at).update(seen_at=at)
    return Taken(machine.pk, str(machine), Fate.UNCHANGED)


def _write(report: Report, message: Message, *, organisation_code: str, at: datetime) -> Taken:
    """Write what is otherwise, with the machine locked: of two at once the second sees the first's.

    A machine that is new is made in a transaction of its own.
    """
    machine_id = _found_or_made(report, organisation_code=organisation_code, at=at)
    with transaction.atomic():
        machine = _locked(machine_id)
        if machine.is_ignored:
            return Taken(machine.pk, str(machine), Fate.IGNORED)
        is_first = not machine.digests
        moment = at if is_first else max(at, machine.changed_at + _MOMENT)
        changes = storing.store(machine, report, at=moment)
        _keep_marks(machine, report)
        _keep_facts(machine, report)
        if changes or is_first:
            machine.changed_at = moment
            Difference.objects.create(
                machine=machine,
                at=moment,
                counts={name: each.told() for name, each in sorted(changes.items())},
                is_first=is_first,
                is_partial=report.is_partial,
                agent_version=message.agent_version,
            )
        machine.save()
        Contact.objects.update_or_create(
            machine=machine, defaults={"seen_at": at, "agent_version": message.agent_version}
        )
    if is_first:
        return Taken(machine.pk, str(machine), Fate.NEW, changes)
    return Taken(machine.pk, str(machine), Fate.CHANGED if changes else Fate.UNCHANGED, changes)


def _locked(machine_id: int) -> Machine:
    """Lock a machine; one that was just merged into another is that other."""
    machine = Machine.objects.select_for_update().get(pk=machine_id)
    while machine.merged_into_id:
        machine = Machine.objects.select_for_update().get(pk=machine.merged_into_id)
    return machine


def _found_or_made(report: Report, *, organisation_code: str, at: datetime) -> int:
    found = matching.match(report.marks, organisation_code=organisation_code)
    return found.machine_id if found else _made(report, organisation_code=organisation_code, at=at)


@transaction.atomic
def _made(report: Report, *, organisation_code: str, at: datetime) -> int:
    """Make a machine, unless somebody else has just made it: one at a time passes the rules."""
    list(MatchRule.objects.select_for_update().order_by("pk")[:1])
    found = matching.match(report.marks, organisation_code=organisation_code)
    if found:
        return found.machine_id
    machine = Machine(organisation_id=organisation_code, first_seen_at=at, changed_at=at)
    _tell(machine, report.facts)
    machine.save()
    Contact.objects.create(machine=machine, seen_at=at)
    _keep_marks(machine, report)
    return machine.pk


def _keep_marks(machine: Machine, report: Report) -> None:
    """Keep what a machine is known by, but for what is known of one merged into it."""
    merged = Machine.objects.filter(merged_into=machine).values("pk")
    rows = MachineMark.objects.filter(machine__in=[machine.pk]) | MachineMark.objects.filter(
        machine__in=merged
    )
    known = {Mark(kind, value) for kind, value in rows.values_list("kind", "value")}
    MachineMark.objects.bulk_create(
        [
            MachineMark(
                machine=machine,
                organisation_id=machine.organisation_id,
                kind=mark.kind,
                value=mark.value,
            )
            for mark in report.marks
            if mark not in known
        ],
        ignore_conflicts=True,
    )


def _keep_facts(machine: Machine, report: Report) -> None:
    _tell(machine, report.facts)
    if machine.device_id is None and machine.serial:
        same = Device.objects.filter(
            organisation_id=machine.organisation_id, serial=machine.serial.upper()
        )[:2]
        if len(same) == 1:
            machine.device = same[0]


def _tell(machine: Machine, facts: Facts) -> None:
    """Say what a machine is; what is not told stays as it was."""
    machine.kind = machine.kind or facts.kind
    for field in ("name", "serial", "maker", "model", "system", "address", "user", "tag"):
        setattr(machine, field, getattr(facts, field) or getattr(machine, field))
    told = (machine.name, machine.serial, machine.maker, machine.model, machine.user, machine.tag)
    machine.words = " ".join(filter(None, told)).casefold()
    machine.sorted_by = (machine.name or machine.serial or "–").casefold()[:_SORTED]
