"""People who change things, and changes of every kind, for the tests of changes."""

from datetime import timedelta

from django.contrib.auth.models import User

from samdrift.changes.choices import Act, Kind
from samdrift.changes.ports import Actor, Ballot, NewChange, Wanted
from samdrift.changes.services import moving, registering, ruling, voting
from samdrift.changes.services.ruling import WantedRule, WantedTemplate
from samdrift.parties.models import Membership
from samdrift.servicedesk.tests.given import MONDAY, Desk

NIGHT = MONDAY.replace(hour=22)
"""The evening of an ordinary Monday."""

PAGES = (
    "/andringar/",
    "/andringar/?lage=all&slag=normal&q=besluta&tjanst=Nätverk&organisation=KIN",
    "/andringar/ny/",
    "/andringar/ny/?slag=normal",
    "/andringar/ny/?mall=byt-certifikat",
    "/andringar/rad/",
    "/andringar/kalender/?dag=2026-03-02",
    "/andringar/kalender/?dag=2026-03-02&vy=vecka",
    "/andringar/regler/",
    "/andringar/uppfoljning/2026/",
    "/andringar/uppfoljning/2020/",
    "/andringar/C-1/",
    "/andringar/C-4/",
    "/andringar/C-1/skriv-om/",
)
"""Every page of changes that a manager opens, once a shop lives."""


class Shop:
    """A desk with a manager, a second one, and two who carry things out."""

    def __init__(self):
        self.desk = Desk()
        self.chef = self.person("chef", "Eva", "Lind", "manager")
        self.vice = self.person("vice", "Olle", "Berg", "manager")
        self.nils = self.person("nils", "Nils", "Nord", "technician")
        self.sara = self.person("sara", "Sara", "Sund", "technician")

    def lives(self):
        """Have a change in every standing, rules, a standstill and a template."""
        self.change(title="Utkast")
        self.proposed(title="Föreslagen")
        self.ended(title="Över")
        self.rule(self.chef, self.vice, quorum=2)
        for number in range(6):
            self.assessed(title=f"Att besluta {number}")
        self.template()
        ruling.add_standstill(reason="Bokslut", starts_at=NIGHT, ends_at=NIGHT + timedelta(days=2))
        ruling.add_window(weekday=0, opens=22 * 60, closes=1440, service="Nätverk")
        ruling.delegate(
            from_user_id=self.chef.pk,
            to_user_id=self.sara.pk,
            valid_from=MONDAY.date(),
            valid_until=MONDAY.date() + timedelta(days=4000),
        )
        return self

    @staticmethod
    def person(username, first_name, last_name, role):
        user = User.objects.create_user(username, first_name=first_name, last_name=last_name)
        Membership.objects.create(user=user, role=role)
        return user

    def wanted(self, **told):
        whole = {
            "title": "Byt kärnswitch",
            "why": "Den gamla är slut på support.",
            "what": "Switchen i hallen byts.",
            "services": ("Nätverk",),
            "organisations": ("KIN",),
            "plan": "Koppla om.",
            "back_out_plan": "Koppla tillbaka.",
            "test": "Pinga.",
            "starts_at": NIGHT,
            "ends_at": NIGHT + timedelta(hours=2),
            "responsible_id": self.nils.pk,
        } | told
        return Wanted(**whole)

    def change(self, kind=Kind.NORMAL, *, by=None, at=MONDAY, **told):
        new = NewChange(kind, self.wanted(**told))
        return registering.register(new=new, actor=actor(by or self.nils), at=at)

    def proposed(self, kind=Kind.NORMAL, **told):
        change = self.change(kind, **told)
        return self.do(change, Act.PROPOSE)

    def assessed(self, kind=Kind.NORMAL, **told):
        return self.do(self.proposed(kind, **told), Act.ASSESS)

    def approved(self, **told):
        change = self.assessed(**told)
        return self.vote(change, self.chef)

    def approved_by_both(self, **told):
        return self.vote(self.vote(self.assessed(**told), self.chef), self.vice)

    def ended(self, *, act=Act.FINISH, at=NIGHT, **told):
        change = self.approved(**told)
        self.do(change, Act.SCHEDULE)
        self.do(change, Act.START, at=at)
        return self.do(change, act, at=at + timedelta(hours=1), text="Så gick det.")

    def do(self, change, act, *, by=None, at=MONDAY, text=""):
        who = actor(by or self.nils)
        return moving.move(number=change.number, act=act, actor=who, at=at, text=text)

    def vote(self, change, by, *, is_for=True, reason="Väl förberett.", at=MONDAY):
        ballot = Ballot(is_for, reason)
        return voting.vote(number=change.number, ballot=ballot, actor=actor(by), at=at)

    def rule(self, *approvers, name="Ändringsrådet", quorum=1, **told):
        ids = tuple(user.pk for user in approvers)
        return ruling.add_rule(WantedRule(name, ids, quorum, **told))

    @staticmethod
    def template(title="Byt certifikat"):
        wanted = WantedTemplate(
            title=title,
            what="Certifikatet byts.",
            services=("Webb",),
            plan="Lägg in det nya.",
            back_out_plan="Lägg tillbaka det gamla.",
            test="Öppna sidan.",
        )
        return ruling.approve_template(wanted=wanted, by="Eva Lind", on=MONDAY.date())


def actor(user):
    return Actor(user.get_full_name(), user_id=user.pk)
