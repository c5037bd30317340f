"""Who may open the addresses of the switchboard."""

from samdrift.parties.tests.visitors import FOR_STATISTICS_READERS

DOORS = [
    ("vaxel/", "/vaxel/", FOR_STATISTICS_READERS),
]
