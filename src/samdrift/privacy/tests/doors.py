"""Who may open the addresses of what is held of people."""

from samdrift.parties.tests.visitors import FOR_SENDING_ONLY, only

FOR_WHO_ANSWERS = only("manager")

DOORS = [
    ("personuppgifter/", "/personuppgifter/", FOR_WHO_ANSWERS),
    ("personuppgifter/uttag/", "/personuppgifter/uttag/", only("manager", "auditor")),
    ("personuppgifter/register.csv", "/personuppgifter/register.csv", FOR_WHO_ANSWERS),
    ("personuppgifter/<int:person_id>/utdrag/", "/personuppgifter/1/utdrag/", FOR_SENDING_ONLY),
]
