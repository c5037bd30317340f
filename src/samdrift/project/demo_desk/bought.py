"""What the demo buys: standard models, an order that waits, one to be bought, and one that came."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.assets.models import StockPlace
from samdrift.assets.ordering import models_on_offer, services
from samdrift.assets.ordering.models_on_offer import Wanted as Model
from samdrift.assets.ordering.services import Came, Wanted
from samdrift.assets.ports import Actor
from samdrift.directory.models import Unit
from samdrift.plumbing.access import Role

_MODELS = (
    Model(
        "computer.staff.laptop", "HP EliteBook 840 G11", "Datorhuset AB", 1_149_500, "A1-840", 36
    ),
    Model("computer.pupil", "Lenovo 500e Chromebook G4", "Datorhuset AB", 389_000, "A1-500E", 36),
    Model("tablet", "iPad 10,9 64 GB", "Datorhuset AB", 489_500, "A1-IPAD", 12),
    Model("phone.handset", "Samsung Galaxy A55", "Telebolaget AB", 379_000, "T-A55", 24),
)
_AGENT = Actor("Amanda Lind", roles=frozenset((Role.AGENT,)))
_LEADER = "enhetschef"


def furnish(code: str, *, at: datetime) -> None:
    """Have models to order, and orders as far along as they come."""
    laptop, _pupil, tablet, _phone = (models_on_offer.save(each).pk for each in _MODELS)
    school = Unit.objects.filter(manager__user__username=_LEADER).first()
    if school is not None:
        wanted = Wanted(
            str(school.organisation_id),
            {laptop: 4, tablet: 2},
            unit_id=school.pk,
            note="Nyanställda från den första, och två till avdelningen.",
        )
        services.ask(wanted, actor=_AGENT, at=at - timedelta(days=1))
    to_buy = Wanted(code, {laptop: 10}, note="Till förrådet.")
    _approved(to_buy, at=at - timedelta(days=2))
    _came(Wanted(code, {tablet: 3}, note="Lånepoolen."), at=at - timedelta(days=12))


def _approved(wanted: Wanted, *, at: datetime) -> int:
    order = services.ask(wanted, actor=_AGENT, at=at)
    chief = Actor("Chefen", roles=frozenset((Role.MANAGER,)))
    services.decide(order.pk, is_approved=True, note="", actor=chief, at=at + timedelta(hours=3))
    return order.pk


def _came(wanted: Wanted, *, at: datetime) -> None:
    """Have two of three come: one is still on its way."""
    order = services.order(
        _approved(wanted, at=at), reference="PO-20417", actor=_AGENT, at=at + timedelta(days=1)
    )
    arrived = at + timedelta(days=8)
    told = Came(
        delivery_note="F-88213",
        day=arrived.date(),
        written="DMPXK4F1\nDMPXK4F2",
        first_tag=f"{wanted.organisation}-38001",
        state="stock",
        place_id=StockPlace.objects.earliest("pk").pk,
    )
    services.receive(order.lines.get().pk, told, actor=_AGENT, at=arrived, stroke="demo-f-88213")
