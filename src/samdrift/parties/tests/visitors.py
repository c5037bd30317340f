"""Who comes to a door of the product, and what doors of the same kind answer them."""

from samdrift.parties.choices import PersonRole

ANONYMOUS, GUEST = "anonymous", None
ROLES = tuple(PersonRole.values)
VISITORS = (ANONYMOUS, GUEST, *ROLES)
IMPORTERS = APPROVERS = ("manager", "controller")


def only(*roles, others=404):
    """Answer some roles 200 and the other roles a page that is not there; an employee has none."""
    shut = {ANONYMOUS: 302, GUEST: 403, "employee": 302}
    return dict.fromkeys(ROLES, others) | dict.fromkeys(roles, 200) | shut


def without_a_door(visitor):
    """Return what somebody is answered where there is nothing for them."""
    if visitor in (ANONYMOUS, "employee"):
        return 302
    return 403 if visitor == GUEST else 404


FOR_ALL = dict.fromkeys(VISITORS, 200)
FOR_ALL_WHO_SIGN_IN = FOR_ALL | {ANONYMOUS: 302}
FOR_SIGNED_IN = only(*ROLES)
FOR_NOBODY_SIGNED_IN = only()
FOR_SENDING_ONLY = only() | dict.fromkeys(set(ROLES) - {"employee"}, 405)
FOR_ADMINISTRATORS = only("administrator")
FOR_IMPORTERS = only(*IMPORTERS)
FOR_DESK_WORKERS = only("manager", "agent", "technician")
FOR_DESK_READERS = only("manager", "agent", "technician", "controller", "auditor")
FOR_STATISTICS_READERS = only(
    "manager", "controller", "agent", "technician", "economist", "auditor"
)
