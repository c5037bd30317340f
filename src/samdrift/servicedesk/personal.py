"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.personal import HeldOfPerson, Processing

OFFERS = (
    HeldOfPerson(
        "servicedesk.members-of-person",
        "servicedesk.Group_members",
        ("user",),
        _("Grupper vid servicedesken"),
    ),
    HeldOfPerson(
        "servicedesk.ticket-of-person",
        "servicedesk.Ticket",
        (
            "requester",
            "assignee",
            "owner",
        ),
        _("Ärenden"),
    ),
    HeldOfPerson(
        "servicedesk.message-of-person",
        "servicedesk.Message",
        (
            "by_person",
            "by_user",
            "ticket__requester",
        ),
        _("Meddelanden i ärenden"),
    ),
    HeldOfPerson(
        "servicedesk.ticketevent-of-person",
        "servicedesk.TicketEvent",
        (
            "by_user",
            "ticket__requester",
        ),
        _("Händelser i ärenden"),
    ),
    HeldOfPerson(
        "servicedesk.secrecyreading-of-person",
        "servicedesk.SecrecyReading",
        (
            "by_user",
            "ticket__requester",
        ),
        _("Läsning av hemliga ärenden"),
    ),
    HeldOfPerson(
        "servicedesk.personnote-of-person",
        "servicedesk.PersonNote",
        (
            "person",
            "by_user",
        ),
        _("Bra att veta om någon"),
    ),
    HeldOfPerson(
        "servicedesk.correspondence-of-person",
        "servicedesk.Correspondence",
        ("person",),
        _("Adresser som ärenden besvaras till"),
    ),
    HeldOfPerson("servicedesk.draft-of-person", "servicedesk.Draft", ("user",), _("Utkast")),
    HeldOfPerson(
        "servicedesk.presence-of-person", "servicedesk.Presence", ("user",), _("Närvaro i ärenden")
    ),
    HeldOfPerson(
        "servicedesk.watcher-of-person",
        "servicedesk.Watcher",
        ("user",),
        _("Ärenden som någon följer"),
    ),
    HeldOfPerson(
        "servicedesk.checklistitem-of-person",
        "servicedesk.ChecklistItem",
        ("done_by",),
        _("Avbockat i checklistor"),
    ),
    HeldOfPerson(
        "servicedesk.timespent-of-person", "servicedesk.TimeSpent", ("user",), _("Tid i ärenden")
    ),
    HeldOfPerson(
        "servicedesk.savedview-of-person", "servicedesk.SavedView", ("user",), _("Sparade vyer")
    ),
    HeldOfPerson("servicedesk.timer-of-person", "servicedesk.Timer", ("user",), _("Klockor")),
    HeldOfPerson(
        "servicedesk.mention-of-person", "servicedesk.Mention", ("user",), _("Omnämnanden")
    ),
    HeldOfPerson(
        "servicedesk.reminder-of-person", "servicedesk.Reminder", ("user",), _("Påminnelser")
    ),
    HeldOfPerson(
        "servicedesk.away-of-person", "servicedesk.Away", ("user",), _("Frånvaro vid servicedesken")
    ),
    HeldOfPerson(
        "servicedesk.routingrule-of-person",
        "servicedesk.RoutingRule",
        ("assignee",),
        _("Fördelningsregler"),
    ),
    Processing(
        "servicedesk.processing",
        name=_("Ärenden"),
        purpose=_("Att hjälpa den som behöver hjälp med IT"),
        whose=_("De som ber om hjälp och de som hjälper"),
        what=_("Vad som skrivits, bifogats och gjorts, omdömen, tid"),
        kept=_("Tills gallringsregeln når ärendet"),
        told=_("Leverantörer som ärendet lämnas till"),
    ),
)
