"""Who may open the addresses of the switchboard."""

from samdrift.parties.tests.visitors import (
    FOR_DESK_WORKERS,
    FOR_IMPORTERS,
    FOR_NOBODY_SIGNED_IN,
    FOR_STATISTICS_READERS,
)

DOORS = [
    ("vaxel/", "/vaxel/", FOR_STATISTICS_READERS),
    ("vaxel/bemanning/", "/vaxel/bemanning/", FOR_STATISTICS_READERS),
    ("vaxel/medborgare/", "/vaxel/medborgare/", FOR_STATISTICS_READERS),
    ("vaxel/reception/", "/vaxel/reception/", FOR_DESK_WORKERS),
    ("vaxel/loggar/", "/vaxel/loggar/", FOR_IMPORTERS),
    ("vaxel/loggar/<int:log_id>/", "/vaxel/loggar/999999999/", FOR_NOBODY_SIGNED_IN),
    ("vaxel/nummer/", "/vaxel/nummer/", FOR_IMPORTERS),
]
