"""The demo's agreements: three of those who pay have signed, one soon must decide."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from samdrift.agreements import ordering, queries, services
from samdrift.agreements.choices import AgreementKind, Step
from samdrift.agreements.ports import WantedOrder, WantedVersion
from samdrift.billing import queries as billing
from samdrift.catalogue.models import Option
from samdrift.plumbing.clock import SWEDEN

_TERMS = (
    "Tjänsterna i katalogen levereras till de priser som direktionen beslutar i förväg.\n\n"
    "Över- och underskott förs till nästa år per tjänst och kommun (förbundsordningen § 14)."
)
_LEVELS = "Ny utrustning inom fem arbetsdagar\nServicedesk 7.30–16.30 alla vardagar"
_WHO = (
    ("KIN", (Step.SENT, Step.SIGNED_HERE, Step.SIGNED_THERE), 780),
    ("VIM", (Step.SENT, Step.SIGNED_HERE, Step.SIGNED_THERE), 1_250),
    ("YDR", (Step.SENT, Step.SIGNED_HERE, Step.SIGNED_THERE), 210),
    ("BOX", (Step.SENT, Step.SIGNED_HERE), 320),
    ("ATV", (Step.SENT,), 900),
    ("ODE", (), 400),
)


def furnish(*, at: datetime) -> None:
    """Write an agreement with each member, as far as it has come, and one with a customer."""
    known = {party.code for party in billing.who_pays()}
    written = datetime(at.year - 1, 10, 5, 9, tzinfo=SWEDEN)
    computer = Option.objects.get(service__key="arbetsplats", key="pc").pk
    for code, steps, volume in _WHO:
        if code not in known:
            continue
        wanted = WantedVersion(
            date(at.year, 1, 1), date(at.year + 2, 1, 1), 6, _TERMS, _LEVELS, {computer: volume}
        )
        _begin("Driftsöverenskommelse", AgreementKind.OPERATION, code, wanted, written, steps)
    _order(known, at)
    if "VAD" not in known:
        return
    soon = (at + timedelta(days=150)).date()
    customer = WantedVersion(
        date(at.year, 1, 1), soon, 3, "Som medlemmarna, utan andel i resultatet."
    )
    signed = (Step.SENT, Step.SIGNED_HERE, Step.SIGNED_THERE)
    _begin("Drift åt Vadstena", AgreementKind.CUSTOMER, "VAD", customer, written, signed)


def _order(known: set[str], at: datetime) -> None:
    """Have a member order servers: one order approved, one that waits for an answer."""
    small = Option.objects.get(service__key="server", key="liten").pk
    on = at.date()
    if "VIM" not in known or small not in {each.id for each in ordering.offered("VIM", on=on)}:
        return
    first = WantedOrder(small, 3, on + timedelta(days=14), "Till bygglovens nya system")
    begun = services.order(organisation="VIM", wanted=first, by="ekonom", at=at)
    services.answer(order_id=begun.pk, is_approved=True, note="", by="controller", at=at)
    later = WantedOrder(small, 2, on + timedelta(days=60))
    services.order(organisation="VIM", wanted=later, by="ekonom", at=at)


def _begin(
    name: str,
    kind: AgreementKind,
    code: str,
    wanted: WantedVersion,
    at: datetime,
    steps: tuple[Step, ...],
) -> None:
    begun = services.begin(
        name=name, kind=kind, organisation=code, wanted=wanted, by="controller", at=at
    )
    told = queries.agreement(begun.pk)
    assert told is not None, "it was just written"
    for days, step in enumerate(steps):
        when = at + timedelta(days=7 * days)
        services.take(version_id=told.latest.id, step=step, by="chef", at=when)
