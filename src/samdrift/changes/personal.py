"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.personal import HeldOfPerson

OFFERS = (
    HeldOfPerson(
        "changes.implementers-of-person",
        "changes.Change_implementers",
        ("user",),
        _("Ändringar som någon genomför"),
    ),
    HeldOfPerson(
        "changes.approvers-of-person",
        "changes.ApprovalRule_approvers",
        ("user",),
        _("Godkännanderegler"),
    ),
    HeldOfPerson(
        "changes.change-of-person",
        "changes.Change",
        (
            "proposer",
            "responsible",
        ),
        _("Ändringar"),
    ),
    HeldOfPerson(
        "changes.changeevent-of-person",
        "changes.ChangeEvent",
        ("by_user",),
        _("Händelser i ändringar"),
    ),
    HeldOfPerson(
        "changes.delegation-of-person",
        "changes.Delegation",
        (
            "from_user",
            "to_user",
        ),
        _("Ersättare vid godkännande"),
    ),
    HeldOfPerson(
        "changes.vote-of-person",
        "changes.Vote",
        (
            "by_user",
            "seat",
        ),
        _("Röster om ändringar"),
    ),
    HeldOfPerson(
        "changes.feedkey-of-person", "changes.FeedKey", ("user",), _("Nycklar till kalendern")
    ),
)
