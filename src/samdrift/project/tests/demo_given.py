"""The desk of the demo: whoever signs in there, and the town around it."""

from datetime import datetime

from samdrift.parties import services as parties
from samdrift.parties.choices import OrganisationRole, PersonRole
from samdrift.parties.models import Organisation
from samdrift.plumbing.clock import SWEDEN
from samdrift.project.demo_desk.town import Known

AT = datetime(2026, 3, 4, 13, 30, tzinfo=SWEDEN)
KNOWN = (
    Known("anstalld", "KIN", "vard"),
    Known("enhetschef", "KIN", "vard", leads=True),
    Known("politiker", "VIM", "politik"),
)
SIGNED_IN = {
    "chef": (PersonRole.MANAGER, "", "Eva", "Lind"),
    "handlaggare": (PersonRole.AGENT, "", "Jonas", "Ek"),
    "tekniker": (PersonRole.TECHNICIAN, "", "Amir", "Nouri"),
    "anstalld": (PersonRole.EMPLOYEE, "KIN", "Nils", "Åberg"),
    "enhetschef": (PersonRole.EMPLOYEE, "KIN", "Lena", "Ström"),
    "politiker": (PersonRole.ELECTED, "", "Lars", "Dahl"),
}


def lay_out():
    """Write the two municipalities, and the people who sign in."""
    for position, (code, name) in enumerate({"KIN": "Kinda", "VIM": "Vimmerby"}.items()):
        Organisation.objects.create(
            code=code, name=name, role=OrganisationRole.MEMBER, position=position
        )
    for name, (role, code, given, family) in SIGNED_IN.items():
        wanted = parties.Wanted((role,), code, given, family)
        parties.add_person(name=name, wanted=wanted, by="demo", at=AT)
