"""Who may open the addresses of booked times."""

from samdrift.parties.tests.visitors import FOR_DESK_WORKERS

DOORS = [
    ("bokningar/", "/bokningar/", FOR_DESK_WORKERS),
]
