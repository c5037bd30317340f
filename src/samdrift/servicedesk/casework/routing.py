"""Where new tickets go, by rules that whoever runs the desk has written; the first that fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max, QuerySet

from samdrift.parties import queries as parties
from samdrift.reporting import memory
from samdrift.servicedesk.casework import door
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.models import Group, RoutingRule, Ticket
from samdrift.servicedesk.ports import Reader, Report

MOST_RULES = 200
MOST_TRIED = 200
SETTLED = (RoutingRule, Group, User)
"""What rules are read from."""
UNSAVED = 0
"""The id of a rule that is tried before it is saved."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule looks at in a ticket."""

    organisation_code: str = ""
    service: str = ""
    category: str = ""
    subject: str = ""
    mailbox_key: str = ""
    channel: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule asks of a ticket, and what it says of one that it fits."""

    id: int
    title: str
    asks: Facts
    """Its `subject` has the words, any of which is enough."""
    group_id: int | None = None
    assignee_id: int | None = None
    impact: int | None = None
    urgency: int | None = None
    is_active: bool = True

    def fits(self, facts: Facts) -> bool:
        """Whether all that the rule asks holds of a ticket."""
        exactly = ("organisation_code", "mailbox_key", "channel", "kind")
        if any(_differs(getattr(self.asks, name), getattr(facts, name)) for name in exactly):
            return False
        if self.asks.service and self.asks.service.casefold() != facts.service.casefold():
            return False
        if self.asks.category.casefold() not in facts.category.casefold():
            return False
        return not self.asks.subject or any(
            word in facts.subject.casefold() for word in _words(self.asks.subject)
        )


@dataclass(frozen=True, slots=True)
class Tried:
    """A ticket that rules were tried on, and the one that fits it."""

    number: str
    subject: str
    rule: Rule | None


def first_that_fits(rules: Iterable[Rule], facts: Facts) -> Rule | None:
    """Return the rule that decides of a ticket, None where none does."""
    return next((rule for rule in rules if rule.is_active and rule.fits(facts)), None)


def rule_for(report: Report) -> Rule | None:
    """Return the rule that decides where what is reported goes; none where somebody has chosen."""
    if report.group_id is not None:
        return None
    in_use = memory.in_process("servicedesk.routing", SETTLED, lambda: tuple(_in_use()))
    return first_that_fits(in_use, _reported(report))


def rules() -> tuple[Rule, ...]:
    """Return every rule, in order."""
    return tuple(_rule(row) for row in RoutingRule.objects.all())


def rule(rule_id: int) -> Rule | None:
    """Return one rule, None where there is none."""
    row = RoutingRule.objects.filter(pk=rule_id).first()
    return _rule(row) if row else None


def with_unsaved(wanted: Rule) -> tuple[Rule, ...]:
    """Return the rules as they would be with one of them saved; a new one stands last."""
    every = rules()
    if wanted.id in {each.id for each in every}:
        return tuple(wanted if each.id == wanted.id else each for each in every)
    return (*every, replace(wanted, id=UNSAVED))


def try_on_ticket(every: Iterable[Rule], number: str, *, reader: Reader | None) -> Tried:
    """Return what rules would do with a ticket that there is, as it stands now.

    To whoever reads no tickets it has its number alone.
    """
    row = _seen_by(reader).filter(number=number).first()
    if row is None:
        raise CannotSetUp(f"Det finns inget ärende {number} att prova på.")
    return _tried(row, tuple(every), is_named=reader is not None)


def try_on_latest(every: Iterable[Rule], *, reader: Reader | None) -> tuple[Tried, ...]:
    """Return what rules would do with the latest tickets."""
    told = tuple(every)
    rows = _seen_by(reader).order_by("-opened_at")[:MOST_TRIED]
    return tuple(_tried(row, told, is_named=reader is not None) for row in rows)


@transaction.atomic
def save_rule(wanted: Rule) -> RoutingRule:
    """Save a rule; a new one stands last.

    Raises CannotSetUp where it has no name of its own, says nothing, or names what is not there.
    """
    title = " ".join(wanted.title.split())
    _check(wanted, title)
    row = RoutingRule.objects.select_for_update().filter(pk=wanted.id).first()
    if row is None:
        if RoutingRule.objects.count() >= MOST_RULES:
            raise CannotSetUp(f"Det finns {MOST_RULES} regler. Ta bort en först.")
        last = RoutingRule.objects.aggregate(last=Max("position"))["last"]
        row = RoutingRule(position=0 if last is None else last + 1)
    asks = wanted.asks
    row.title, row.is_active = title, wanted.is_active
    row.organisation_code, row.mailbox_key = asks.organisation_code, asks.mailbox_key
    row.service, row.category = asks.service.strip(), asks.category.strip()
    row.words, row.channel, row.kind = asks.subject.strip(), asks.channel, asks.kind
    row.group_id, row.assignee_id = wanted.group_id, wanted.assignee_id
    row.impact, row.urgency = wanted.impact, wanted.urgency
    row.save()
    return row


@transaction.atomic
def move_rule(*, rule_id: int, is_earlier: bool) -> None:
    """Have a rule change places with the one before it, or after it."""
    rows = list(RoutingRule.objects.select_for_update())
    place = next((index for index, row in enumerate(rows) if row.pk == rule_id), None)
    if place is None:
        raise CannotSetUp("Regeln är borttagen.")
    other = place - 1 if is_earlier else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for index, row in enumerate(rows):
        row.position = index
    RoutingRule.objects.bulk_update(rows, ["position"])


def remove_rule(*, rule_id: int) -> None:
    """Take a rule away; tickets that went by it stay where they are."""
    deleted, _ = RoutingRule.objects.filter(pk=rule_id).delete()
    if not deleted:
        raise CannotSetUp("Regeln är redan borttagen.")


def _check(wanted: Rule, title: str) -> None:
    if not title or len(title) > 100:
        raise CannotSetUp("Skriv vad regeln ska heta, med högst 100 tecken.")
    others = RoutingRule.objects.exclude(pk=wanted.id).values_list("title", flat=True)
    if title.casefold() in {each.casefold() for each in others}:
        raise CannotSetUp(f"Det finns redan en regel som heter {title}.")
    if not any((wanted.group_id, wanted.assignee_id, wanted.impact, wanted.urgency)):
        raise CannotSetUp("Välj vart ärendet ska gå, eller hur bråttom det är.")
    if wanted.asks.organisation_code and wanted.asks.organisation_code not in parties.codes():
        raise CannotSetUp("Välj bland de organisationer som visas.")
    active = Group.objects.filter(is_active=True)
    if wanted.group_id and not active.filter(pk=wanted.group_id).exists():
        raise CannotSetUp("Välj en grupp som finns kvar.")
    if wanted.assignee_id and not active.filter(members=wanted.assignee_id).exists():
        raise CannotSetUp("Välj någon som är med i en grupp.")


def _in_use() -> Iterator[Rule]:
    """Yield the rules that count; what names a group or a person that is gone says less."""
    rows = RoutingRule.objects.filter(is_active=True).annotate(
        is_group_open=F("group__is_active"), is_helper_there=F("assignee__is_active")
    )
    for row in rows:
        told = _rule(row)
        yield replace(
            told,
            group_id=told.group_id if getattr(row, "is_group_open", None) else None,
            assignee_id=told.assignee_id if getattr(row, "is_helper_there", None) else None,
        )


def _reported(report: Report) -> Facts:
    return Facts(
        report.organisation_code,
        report.service,
        report.category,
        report.subject,
        report.reply_to.mailbox_key if report.reply_to else "",
        report.channel,
        report.kind,
    )


def _seen_by(reader: Reader | None) -> QuerySet[Ticket]:
    rows = door.visible(reader) if reader else Ticket.objects.filter(is_secret=False)
    return rows.filter(is_live=True).annotate(mailbox_key=F("correspondence__mailbox__key"))


def _tried(row: Ticket, every: tuple[Rule, ...], *, is_named: bool) -> Tried:
    facts = Facts(
        str(row.organisation_id),
        row.service,
        row.category,
        row.subject,
        getattr(row, "mailbox_key", None) or "",
        row.channel,
        row.kind,
    )
    subject = (row.subject or row.category) if is_named else ""
    return Tried(row.number, subject, first_that_fits(every, facts))


def _rule(row: RoutingRule) -> Rule:
    asks = Facts(
        row.organisation_code,
        row.service,
        row.category,
        row.words,
        row.mailbox_key,
        row.channel,
        row.kind,
    )
    return Rule(
        row.pk,
        row.title,
        asks,
        row.group_id,
        row.assignee_id,
        row.impact,
        row.urgency,
        is_active=row.is_active,
    )


def _differs(asked: str, told: str) -> bool:
    return bool(asked) and asked != told


def _words(written: str) -> list[str]:
    return [word.strip().casefold() for word in written.split(",") if word.strip()]
