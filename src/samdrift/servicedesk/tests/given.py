"""People, groups and tickets for the tests of the service desk."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User

from samdrift.directory.choices import PersonKind
from samdrift.directory.models import Person, Unit
from samdrift.parties.choices import OrganisationRole
from samdrift.parties.models import Organisation
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.casework import registering
from samdrift.servicedesk.choices import Channel
from samdrift.servicedesk.models import Group
from samdrift.servicedesk.ports import Actor, Reader, Report, Written

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=SWEDEN)
"""An ordinary working day at nine."""


def later(**time):
    return MONDAY + timedelta(**time)


class Desk:
    """A service desk with two lines, a municipality with a school, and somebody in need there."""

    def __init__(self):
        self.kinda = Organisation.objects.create(
            code="KIN", name="Kinda", role=OrganisationRole.MEMBER, position=1
        )
        self.ydre = Organisation.objects.create(
            code="YDR", name="Ydre", role=OrganisationRole.MEMBER, position=2
        )
        self.supplier = Organisation.objects.create(
            code="LEV", name="Leverantören", role=OrganisationRole.SUPPLIER, position=3
        )
        self.first = Group.objects.create(key="servicedesk", name="Servicedesk", line=1)
        self.second = Group.objects.create(key="natverk", name="Nätverk", line=2)
        self.jonas = User.objects.create(username="jonas", first_name="Jonas", last_name="Berg")
        self.anna = User.objects.create(username="anna", first_name="Anna", last_name="Ek")
        self.first.members.add(self.jonas, self.anna)
        self.school = Unit.objects.create(
            key="kin-skola", name="Kisa skola", organisation=self.kinda
        )
        self.karin = self.person("karin", "Karin Lindqvist", unit=self.school)
        self.per = self.person("per", "Per Ek", organisation=self.ydre)

    def person(self, key, name, *, organisation=None, unit=None):
        return Person.objects.create(
            key=key,
            name=name,
            words=name.casefold(),
            kind=PersonKind.EMPLOYEE,
            organisation=organisation or self.kinda,
            unit=unit,
            email=f"{key}@kinda.example",
            mobile="46701740635",
        )

    def ticket(self, subject="Kan inte logga in", *, at=MONDAY, by=None, **told):
        report = {
            "subject": subject,
            "written": Written("Det står fel lösenord."),
            "organisation_code": "KIN",
            "channel": Channel.PORTAL,
            "requester_id": self.karin.pk,
        } | told
        return registering.register_ticket(report=Report(**report), actor=by or KARIN(self), at=at)


def agent(user):
    return Actor(user.get_full_name(), user_id=user.pk)


def reporter(person):
    return Actor(person.name, person_id=person.pk)


def KARIN(desk):  # noqa: N802  Reads as the person.
    return reporter(desk.karin)


def desk_reader(user, **rights):
    return Reader(user.pk, is_desk=True, **rights)
