"""Who may open the addresses of wiping."""

from samdrift.parties.tests.visitors import FOR_NOBODY_SIGNED_IN, FOR_SENDING_ONLY, only

FOR_WHO_WIPE = only("manager", "controller")

DOORS = [
    ("gallring/", "/gallring/", FOR_WHO_WIPE),
    ("gallring/de-som-slutat/", "/gallring/de-som-slutat/", FOR_WHO_WIPE),
    (
        "gallring/de-som-slutat/<int:protocol_id>.csv",
        "/gallring/de-som-slutat/999999999.csv",
        FOR_NOBODY_SIGNED_IN,
    ),
    ("gallring/bevara/", "/gallring/bevara/", FOR_SENDING_ONLY),
    ("gallring/regel/<int:rule_id>/", "/gallring/regel/999999999/", FOR_NOBODY_SIGNED_IN),
    ("gallring/<int:wiping_id>/", "/gallring/999999999/", FOR_NOBODY_SIGNED_IN),
    (
        "gallring/<int:wiping_id>/protokoll.<str:form>",
        "/gallring/999999999/protokoll.pdf",
        FOR_NOBODY_SIGNED_IN,
    ),
    ("gallring/gor/<slug:name>/<int:pk>/", "/gallring/gor/starta/999999999/", FOR_SENDING_ONLY),
]
