"""Problems and disturbances for the tests of their pages, over a small year of two members."""

from datetime import timedelta

from django.contrib.auth.models import User

from samdrift.disturbances.choices import DisturbanceState
from samdrift.disturbances.ports import DisturbanceText, MajorReport, Update
from samdrift.disturbances.services import majors, telling
from samdrift.plumbing import clock
from samdrift.plumbing.mail.models import Mailbox
from samdrift.problems import services as problems
from samdrift.problems.ports import ProblemText
from samdrift.servicedesk.casework import registering
from samdrift.servicedesk.choices import Channel
from samdrift.servicedesk.models import Group
from samdrift.servicedesk.ports import Actor, Reader, Report, Written


class Troubles:
    """A ticket, a known error, a disturbance led as major, one that has ended, and planned work."""

    def __init__(self):
        self.now = clock.now()
        self.helper = User.objects.create_user("jonas", first_name="Jonas", last_name="Berg")
        group = Group.objects.create(key="servicedesk", name="Servicedesk", line=1)
        group.members.add(self.helper)
        Mailbox.objects.create(key="it", address="it@samdrift.example", smtp_host="127.0.0.1")
        self.actor = Actor("Jonas Berg", user_id=self.helper.pk)
        self.reader = Reader(self.helper.pk, is_desk=True, sees_secret=True)
        self.ticket = self.registered("Kommer inte åt e-posten")
        self.other = self.registered("E-posten svarar inte")
        self.secret = self.registered("Hemligt om e-post", is_secret=True)
        self.problem = self.begun_problem()
        self.major = self.begun("E-posten är långsam", organisations=("VIM",), update_minutes=30)
        who = {"actor": self.actor, "at": self.now - timedelta(minutes=50)}
        majors.propose(disturbance_id=self.major.pk, why="Alla drabbas.", **who)
        majors.promote(disturbance_id=self.major.pk, **who)
        self.hidden = self.begun("Servern hos Olle", is_public=False)
        self.planned = self.begun(
            "Byte av brandvägg",
            started_at=self.now + timedelta(days=1),
            expected_until=self.now + timedelta(days=1, hours=2),
            is_planned=True,
        )
        self.over = self.ended_major()

    def registered(self, subject, **told):
        report = {
            "subject": subject,
            "written": Written("Det snurrar bara."),
            "organisation_code": "VIM",
            "channel": Channel.PHONE,
        } | told
        at = self.now - timedelta(hours=2)
        return registering.register_ticket(report=Report(**report), actor=self.actor, at=at)

    def begun_problem(self):
        begun = problems.begin_problem(
            text=ProblemText("E-posten stannar varje månad", "Den första.", "E-post"),
            tickets=(self.ticket.number, self.secret.number),
            reader=self.reader,
            actor=self.actor,
            at=self.now,
        )
        return problems.know_error(
            number=begun.number,
            workaround="Använd webben.",
            root_cause="Full disk.",
            actor=self.actor,
            at=self.now,
        )

    def begun(self, title, **told):
        started = self.now - timedelta(hours=1)
        wanted = {"started_at": started, "services": "E-post"} | told
        return telling.begin(
            text=DisturbanceText(title, "Brev kommer sent.", **wanted),
            tickets=(self.ticket.number, self.secret.number),
            reader=self.reader,
            actor=self.actor,
            at=started,
        )

    def ended_major(self):
        over = self.begun("Telefonin är nere", started_at=self.now - timedelta(hours=3))
        who = {"disturbance_id": over.pk, "actor": self.actor, "at": self.now}
        majors.propose(why="Ingen kan ringa.", **who)
        majors.promote(**who)
        told = Update("Det fungerar.", state=DisturbanceState.ENDED)
        telling.update(told=told, **who)
        majors.write_report(report=MajorReport("Växeln stod.", "Elfel.", "Ny UPS."), **who)
        return over


def addresses(troubles):
    """Return every page of problems and disturbances at the desk that a manager may open."""
    number = troubles.ticket.number
    return (
        "/problem/",
        "/problem/?visa=kanda-fel",
        f"/problem/nytt/?arende={number}",
        f"/problem/lanka/?arende={number}",
        f"/problem/{troubles.problem.number}/",
        "/storningar/",
        "/storningar/ny/?planerat=1",
        f"/storningar/ny/?arende={number}",
        f"/storningar/lanka/?arende={number}",
        f"/storningar/{troubles.major.pk}/",
        f"/storningar/{troubles.over.pk}/",
        f"/storningar/{troubles.major.pk}/andra/",
        f"/storningar/{troubles.over.pk}/rapport/",
    )


def look_at_all(manager):
    """Open every page, so that every template is rendered; return what there was to see."""
    troubles = Troubles()
    for address in addresses(troubles):
        assert manager.get(address).status_code == 200, address
    return troubles
