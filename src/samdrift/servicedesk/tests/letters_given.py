"""Letters to and from a service desk, for its tests."""

from datetime import timedelta

from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.plumbing.mail import intake
from samdrift.plumbing.mail.choices import Security
from samdrift.plumbing.mail.models import IncomingLetter, OutgoingLetter
from samdrift.plumbing.mail.tests import given as mail
from samdrift.servicedesk.tests.given import MONDAY, Desk


class PostedDesk(Desk):
    """A service desk with a mailbox, and colleagues who have addresses."""

    def __init__(self, **told):
        super().__init__()
        told.setdefault("organisation_code", "KIN")
        self.box = mail.mailbox(smtp=("smtp.kommun.test", 25, Security.NONE), **told)
        for user in (self.jonas, self.anna):
            user.email = f"{user.username}@it.example"
            user.save()
            Membership.objects.create(user=user, role=PersonRole.AGENT)
        self._number = 0

    def comes(self, *, at=MONDAY + timedelta(hours=1), sender="karin@kinda.example", **told):
        """Let a letter come and be handled; return the row it has."""
        self._number += 1
        told.setdefault("number", self._number)
        raw = told.pop("raw", None) or mail.raw(sender=sender, **told)
        assert intake.receive(self.box, raw, at=at)
        intake.handle_waiting(at=at)
        return IncomingLetter.objects.latest("pk")


def sent(address=None):
    """Return the letters in the outbox, the first first; those to one address where told."""
    letters = OutgoingLetter.objects.order_by("pk")
    return [each for each in letters if address is None or each.to == [address]]


def answers(letter):
    """Return the headers of a letter that answers one of ours."""
    return [("In-Reply-To", f"<{letter.message_id}>"), ("References", f"<{letter.message_id}>")]
