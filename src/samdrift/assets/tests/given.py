"""Things and people for the tests of the register."""

from datetime import date, datetime

from samdrift.assets.life import services
from samdrift.assets.models import StockPlace
from samdrift.assets.ports import Actor, NewThing, Told
from samdrift.directory.choices import PersonKind
from samdrift.directory.models import Person, Unit
from samdrift.parties.choices import OrganisationRole
from samdrift.parties.models import Organisation
from samdrift.plumbing.access import Role
from samdrift.plumbing.clock import SWEDEN

FIRST = date(2026, 1, 7)
AT = datetime(2026, 3, 2, 9, tzinfo=SWEDEN)
CHEF = Actor("Chef")
AGENT = Actor("Anna", roles=frozenset((Role.AGENT,)))
LAPTOP = "computer.staff.laptop"


def day(month, number):
    return date(2026, month, number)


def organisation(code="KIN", name="Kinda", role=OrganisationRole.MEMBER):
    found, _ = Organisation.objects.get_or_create(
        code=code,
        defaults={"name": name, "role": role, "position": Organisation.objects.count() + 1},
    )
    return found


def person(key="karin", code="KIN"):
    found, _ = Person.objects.get_or_create(
        key=key,
        defaults={
            "name": key.title(),
            "words": key,
            "kind": PersonKind.EMPLOYEE,
            "organisation": organisation(code, code.title()),
            "email": f"{key}@kinda.example",
        },
    )
    return found


def unit(name="Skolan", code="KIN"):
    found, _ = Unit.objects.get_or_create(
        key=name, defaults={"name": name, "organisation": organisation(code, code.title())}
    )
    return found


def place(name="Förrådet"):
    found, _ = StockPlace.objects.get_or_create(name=name)
    return found


def thing(tag="KIN-1", state="stock", on=FIRST, **told):
    """Register a thing, in stock unless said otherwise."""
    code = told.pop("code", "KIN")
    organisation(code, code.title())
    standing = Told(
        on,
        organisation=code,
        holder_id=told.pop("holder", None),
        place_id=place().pk if state in ("stock", "configured") else None,
        location=told.pop("location", None),
    )
    kind = told.pop("kind", LAPTOP)
    new = NewThing(tag=tag, kind=kind, state=state, told=standing, **told)
    return services.register([new], actor=CHEF, at=AT)[0]


def step(tag, act, on, *, actor=CHEF, **told):
    """Make a step with a thing that can take it."""
    made = services.take_step(tags=[tag], act=act, told=Told(on, **told), actor=actor, at=AT)
    assert made.refused == ()
    return made
