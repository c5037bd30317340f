"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.personal import HeldOfPerson, Processing

OFFERS = (
    HeldOfPerson("assets.device-of-person", "assets.Device", ("holder",), _("Utrustning")),
    HeldOfPerson(
        "assets.standing-of-person", "assets.Standing", ("holder",), _("Utrustning över tid")
    ),
    HeldOfPerson(
        "assets.loanbooking-of-person",
        "assets.LoanBooking",
        (
            "holder",
            "by_user",
        ),
        _("Lån"),
    ),
    HeldOfPerson(
        "assets.receipt-of-person",
        "assets.Receipt",
        (
            "holder",
            "by_user",
        ),
        _("Kvittenser"),
    ),
    HeldOfPerson("assets.paper-of-person", "assets.Paper", ("by_user",), _("Papper")),
    HeldOfPerson(
        "assets.order-of-person",
        "assets.Order",
        (
            "approver",
            "by_user",
        ),
        _("Beställningar"),
    ),
    HeldOfPerson(
        "assets.orderevent-of-person",
        "assets.OrderEvent",
        ("by_user",),
        _("Händelser i beställningar"),
    ),
    HeldOfPerson(
        "assets.deviceevent-of-person",
        "assets.DeviceEvent",
        ("by_user",),
        _("Händelser i registret"),
    ),
    HeldOfPerson(
        "assets.stocktake-of-person", "assets.Stocktake", ("begun_by",), _("Inventeringar")
    ),
    HeldOfPerson(
        "assets.thingimport-of-person", "assets.ThingImport", ("by_user",), _("Inlästa listor")
    ),
    HeldOfPerson(
        "assets.comparedlist-of-person", "assets.ComparedList", ("by_user",), _("Jämförda listor")
    ),
    HeldOfPerson(
        "assets.relation-of-person", "assets.Relation", ("by_user",), _("Samband mellan saker")
    ),
    Processing(
        "assets.processing",
        name=_("Utrustning och lån"),
        purpose=_("Att veta vem som har vad och vad det kostar"),
        whose=_("De som har utrustning"),
        what=_("Vad någon har och har haft, kvittens med underskrift, lån, beställningar"),
        kept=_("Namn och underskrift tas bort med personen; vad som funnits bevaras"),
        told=_("Kommunen som betalar"),
    ),
)
