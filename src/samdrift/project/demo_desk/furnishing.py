"""Furnishing the demo with a living desk, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from django.db import transaction

from samdrift.parties import queries as parties
from samdrift.project.demo_desk import (
    agreed,
    appointments,
    bought,
    changing,
    charged,
    costed,
    equipment,
    followed,
    guides,
    machines,
    offered,
    owned,
    plots,
    shift,
    surroundings,
    telephony,
    town,
    troubles,
)
from samdrift.project.demo_desk.town import Known
from samdrift.project.demo_desk.writing import write_stories
from samdrift.servicedesk.models import Ticket

TICKETS = 4_000
SEED = "samdrift"


@transaction.atomic
def furnish(
    *, known: tuple[Known, ...], tickets: int, at: datetime, tell: Callable[[str], None]
) -> bool:
    """Fill the demo's desk with people, guides and tickets; `tell` says in words what is done.

    Return False, and do nothing, where there is any live ticket already.
    """
    if Ticket.objects.filter(is_live=True).exists():
        return False
    tell("Kommuner, enheter och personer …")
    town.people_the_town(rng=Random(f"{SEED}-town"), known=known)  # noqa: S311  Not a secret.
    tell("Grupper, leverantörer, öppettider och färdiga svar …")
    surroundings.furnish(at=at)
    tell("Guider …")
    codes = [member.code for member in parties.members()]
    guides.write(at=at, codes=codes, rng=Random(f"{SEED}-guides"))  # noqa: S311  Not a secret.
    tell(f"{tickets} ärenden med samtal och klockor …")
    cast = surroundings.cast()
    begun = shift.begun(cast=cast, at=at, seed=SEED)[:tickets]
    told = plots.stories(cast=cast, count=tickets - len(begun), at=at, seed=SEED)
    write_stories([*told, *begun], at=at)
    tell("Problem, störningar och ändringar …")
    shift.give(cast=cast, at=at)
    troubles.write(cast=cast, at=at)
    changing.write(cast=cast, at=at)
    tell("Växel, reception och bokade tider …")
    telephony.furnish(at=at, rng=Random(f"{SEED}-calls"))  # noqa: S311  Not a secret.
    appointments.furnish(at=at)
    tell("Tjänster och priser …")
    _offer(at)
    tell("Lånepool och maskiner …")
    equipment.lend(codes[0], at=at)
    equipment.retire(codes[:3], at=at)
    bought.furnish(codes[0], at=at)
    machines.furnish(at=at, rng=Random(f"{SEED}-machines"))  # noqa: S311  Not a secret.
    return True


def _offer(at: datetime) -> None:
    """Offer services, charge a year of them, tell what they cost and what is owned, and agree."""
    offered.furnish()
    charged.furnish(at=at)
    costed.furnish()
    followed.furnish()
    owned.furnish()
    agreed.furnish(at=at)
