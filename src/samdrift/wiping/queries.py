"""Which tickets a rule reaches, what is preserved, and what was decided, done and written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet

from samdrift.plumbing import contributions
from samdrift.servicedesk.choices import Kind, Status
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import Lead, QuotingSource
from samdrift.wiping.models import Hold, Protocol, WipedTicket, Wiping, WipingRule

SAMPLE = 20
MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule, and how many tickets it reaches now."""

    id: int
    name: str
    words: str
    decision: str
    days: int
    made_by: str
    made_at: datetime
    reached: int
    under_way: int | None
    """The wiping that is decided on and not ended."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One ticket that would be wiped."""

    number: str
    organisation: str
    service: str
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What a rule would wipe now: how many, of what, and some of them; and what it passes by."""

    rule: RuleRow
    closed_before: datetime
    count: int
    by_part: tuple[tuple[str, str, int], ...]
    samples: tuple[Sample, ...]
    secret: int
    preserved: int


@dataclass(frozen=True, slots=True)
class WipingRow:
    """A wiping that was decided on, and what became of it."""

    id: int
    rule_words: str
    decision: str
    closed_before: datetime
    expected: int
    decided_by_id: int
    decided_name: str
    decided_at: datetime
    started_name: str
    started_at: datetime | None
    withdrawn_at: datetime | None
    ended_at: datetime | None
    done: int
    digest: str


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A ticket that is preserved."""

    id: int
    number: str
    why: str
    made_by: str
    valid_from: datetime


def cutoff(rule: WipingRule, *, at: datetime) -> datetime:
    """Return before when a ticket is to have closed."""
    return at - timedelta(days=rule.days)


def reached(rule: WipingRule, *, closed_before: datetime) -> QuerySet[Ticket]:
    """Return the tickets that a rule reaches: closed long enough, not secret, not preserved.

    A ticket that another was merged into stands or falls with that one: its words are here.
    """
    kept = Q(is_secret=True) | Q(pk__in=_preserved())
    merged = Ticket.objects.filter(kept, merged_into__isnull=False).values("merged_into")
    return _closed(rule, closed_before).exclude(kept).exclude(pk__in=merged)


def merged_into(ids: list[int]) -> list[int]:
    """Return the tickets that went on in others, however many steps, and are not wiped."""
    found: list[int] = []
    step = ids
    while step:
        rows = Ticket.objects.filter(merged_into__in=step, wiped_at=None)
        step = list(rows.exclude(pk__in=found).values_list("pk", flat=True))
        found += step
    return found


def rules(*, at: datetime) -> tuple[RuleRow, ...]:
    """Return the rules that count, by name, with how many tickets each reaches now."""
    return tuple(_rule(row, at=at) for row in WipingRule.objects.filter(ended_at=None))


def reach(rule_id: int, *, at: datetime) -> Reach | None:
    """Return what a rule would wipe now; None where there is no such rule that counts."""
    rule = WipingRule.objects.filter(pk=rule_id, ended_at=None).first()
    if rule is None:
        return None
    before = cutoff(rule, at=at)
    found, closed = reached(rule, closed_before=before), _closed(rule, before)
    row = _rule(rule, at=at)
    by_part = tuple(
        (part, str(value or ""), count)
        for part in ("organisation_id", "service", "kind")
        for value, count in found.order_by()
        .values_list(part)
        .annotate(n=Count("pk"))
        .order_by(part)
    )
    samples = found.order_by("closed_at", "pk")[:SAMPLE]
    return Reach(
        rule=row,
        closed_before=before,
        count=row.reached,
        by_part=by_part,
        samples=tuple(
            Sample(
                each.number,
                str(each.organisation_id),
                each.service,
                each.opened_at,
                each.closed_at,
            )
            for each in samples
        ),
        secret=closed.filter(is_secret=True).count(),
        preserved=closed.filter(pk__in=_preserved()).count(),
    )


def quoting(rule_id: int, *, at: datetime) -> tuple[Lead, ...]:
    """Return the texts of other apps that tell of tickets which a rule reaches now."""
    rule = WipingRule.objects.get(pk=rule_id)
    return _quoting(reached(rule, closed_before=cutoff(rule, at=at)))


def quoting_of_wiping(row: WipingRow) -> tuple[Lead, ...]:
    """Return the texts of other apps that tell of tickets which a wiping reaches, or has wiped."""
    wiping = Wiping.objects.select_related("rule").get(pk=row.id)
    if row.started_at is not None:
        return _quoting(Ticket.objects.filter(pk__in=wiping.tickets.values("ticket")))
    return _quoting(reached(wiping.rule, closed_before=row.closed_before))


def _quoting(tickets: QuerySet[Ticket]) -> tuple[Lead, ...]:
    """Return each way once, of the tickets that are among some."""
    linked = [each for source in contributions.offered(QuotingSource) for each in source.linked()]
    ids = {ticket for ticket, _ in linked}
    found = set(tickets.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return tuple(dict.fromkeys(lead for ticket, lead in linked if ticket in found))


def wipings() -> tuple[WipingRow, ...]:
    """Return what was decided on, the latest first."""
    return tuple(_wiping(row) for row in _counted()[:MOST_LISTED])


def wiping(wiping_id: int) -> WipingRow | None:
    """Return one, None where there is none."""
    row = _counted().filter(pk=wiping_id).first()
    return _wiping(row) if row else None


def numbers(wiping_id: int) -> tuple[tuple[str, datetime], ...]:
    """Return the tickets of a wiping in the order of the protocol, and when each was wiped."""
    rows = WipedTicket.objects.filter(wiping=wiping_id).order_by("id")
    return tuple(rows.values_list("number", "at"))


def protocols() -> tuple[tuple[int, str], ...]:
    """Return every wiping that has a protocol, with the digest it was sealed by."""
    return tuple(Protocol.objects.order_by("id").values_list("wiping_id", "digest"))


def holds() -> tuple[HoldRow, ...]:
    """Return what is preserved, the latest first."""
    rows = Hold.objects.filter(valid_until=None).select_related("ticket")
    return tuple(
        HoldRow(row.pk, row.ticket.number, row.why, row.made_by, row.valid_from)
        for row in rows[:MOST_LISTED]
    )


def words(rule: WipingRule) -> str:
    """Return what a rule is called and says, as its protocol will."""
    return f"{rule.name}: {named(rule)}"


def named(rule: WipingRule) -> str:
    """Return which tickets a rule names."""
    told = [
        Kind(rule.kind).label if rule.kind else "Alla slag",
        rule.service or "alla tjänster",
        rule.organisation or "alla organisationer",
        f"{rule.days} dagar efter att ärendet avslutats",
    ]
    return ", ".join(map(str, told))


def _closed(rule: WipingRule, closed_before: datetime) -> QuerySet[Ticket]:
    narrowed = {
        "kind": rule.kind,
        "service": rule.service,
        "organisation": rule.organisation,
    }
    return Ticket.objects.filter(
        is_live=True,
        status=Status.CLOSED,
        wiped_at=None,
        closed_at__lt=closed_before,
        **{name: value for name, value in narrowed.items() if value},
    )


def _preserved() -> QuerySet[Hold, int]:
    return Hold.objects.filter(valid_until=None).values_list("ticket", flat=True)


def _rule(row: WipingRule, *, at: datetime) -> RuleRow:
    under_way = row.wipings.filter(ended_at=None, withdrawn_at=None).first()
    return RuleRow(
        id=row.pk,
        name=row.name,
        words=named(row),
        decision=row.decision,
        days=row.days,
        made_by=row.made_by,
        made_at=row.made_at,
        reached=reached(row, closed_before=cutoff(row, at=at)).count(),
        under_way=under_way.pk if under_way else None,
    )


def _counted() -> QuerySet[Wiping]:
    return Wiping.objects.select_related("protocol").annotate(done=Count("tickets"))


def _wiping(row: Wiping) -> WipingRow:
    protocol = getattr(row, "protocol", None)
    return WipingRow(
        id=row.pk,
        rule_words=row.rule_words,
        decision=row.decision,
        closed_before=row.closed_before,
        expected=row.expected,
        decided_by_id=row.decided_by_id,
        decided_name=row.decided_name,
        decided_at=row.decided_at,
        started_name=row.started_name,
        started_at=row.started_at,
        withdrawn_at=row.withdrawn_at,
        ended_at=row.ended_at,
        done=getattr(row, "done", 0),
        digest=protocol.digest if protocol else "",
    )


def called(user: User) -> str:
    """Return what somebody is called in a protocol."""
    return user.get_full_name() or user.get_username()
