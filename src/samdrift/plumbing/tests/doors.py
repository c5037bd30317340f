"""Who may open the addresses of the palette and of the components."""

from samdrift.parties.tests.visitors import (
    FOR_ADMINISTRATORS,
    FOR_NOBODY_SIGNED_IN,
    FOR_SIGNED_IN,
    only,
)

FOR_TABLES_OF_THE_YEAR = only() | dict.fromkeys(
    ("manager", "controller", "auditor", "economist", "agent", "technician", "employee"), 302
)

DOORS = [
    ("sok/", "/sok/?q=datorer", FOR_SIGNED_IN),
    ("komponenter/", "/komponenter/", FOR_ADMINISTRATORS),
    (
        "senaste/<str:key>/",
        "/senaste/reporting.tables/",
        FOR_TABLES_OF_THE_YEAR,
    ),
    ("senaste/<str:key>/", "/senaste/servicedesk.desk/", FOR_NOBODY_SIGNED_IN),
]
