"""Who may open the addresses of problems."""

from samdrift.parties.tests.visitors import (
    FOR_DESK_READERS,
    FOR_DESK_WORKERS,
    FOR_NOBODY_SIGNED_IN,
    FOR_SENDING_ONLY,
)

DOORS = [
    ("problem/", "/problem/", FOR_DESK_READERS),
    ("problem/nytt/", "/problem/nytt/", FOR_DESK_WORKERS),
    ("problem/lanka/", "/problem/lanka/?arende=inget", FOR_NOBODY_SIGNED_IN),
    ("problem/<int:number>/", "/problem/999999999/", FOR_NOBODY_SIGNED_IN),
    ("problem/<int:number>/<slug:name>/", "/problem/1/los/", FOR_SENDING_ONLY),
]
