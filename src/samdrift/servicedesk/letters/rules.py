"""What the desk does with what comes to a mailbox, set by whoever runs Samdrift."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from samdrift.plumbing.mail.models import Mailbox
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import Group, MailboxRule


@dataclass(frozen=True, slots=True)
class Rule:
    """What is wanted of a mailbox; without a group the first line has what comes."""

    group_key: str = ""
    is_for_strangers: bool = True
    is_secret: bool = False
    has_receipts: bool = True


@transaction.atomic
def set_rule(*, mailbox_key: str, rule: Rule) -> MailboxRule:
    """Say what is done with what comes to a mailbox. Raises CannotChange where it is not there."""
    mailbox = Mailbox.objects.filter(key=mailbox_key).first()
    if mailbox is None:
        raise CannotChange(f"Det finns ingen brevlåda som heter {mailbox_key}.")
    group = Group.objects.filter(key=rule.group_key, is_active=True).first()
    if rule.group_key and group is None:
        raise CannotChange(f"Det finns ingen grupp som heter {rule.group_key}.")
    told, _ = MailboxRule.objects.update_or_create(
        mailbox=mailbox,
        defaults={
            "group": group,
            "is_for_strangers": rule.is_for_strangers,
            "is_secret": rule.is_secret,
            "has_receipts": rule.has_receipts,
        },
    )
    return told


def rule_of(mailbox_key: str) -> Rule:
    """Return what is done with what comes to a mailbox."""
    return rules(mailbox_key).get(mailbox_key, Rule())


def rules(*mailbox_keys: str) -> dict[str, Rule]:
    """Return what is done with what comes to mailboxes, where that is said: some, or all."""
    rows = MailboxRule.objects.select_related("group", "mailbox")
    told = rows.filter(mailbox__key__in=mailbox_keys) if mailbox_keys else rows
    return {
        row.mailbox.key: Rule(
            row.group.key if row.group else "",
            row.is_for_strangers,
            row.is_secret,
            row.has_receipts,
        )
        for row in told
    }
