"""Who may open the addresses of what an auditor looks at."""

from samdrift.parties.tests.visitors import only

FOR_WHO_READS = only("manager", "controller", "auditor")

DOORS = [
    ("granskning/<int:year>/", "/granskning/2015/", FOR_WHO_READS),
    (
        "granskning/<int:year>/granskningsfil.zip",
        "/granskning/2015/granskningsfil.zip",
        FOR_WHO_READS,
    ),
    ("granskning/stickprov/<int:sample_id>/", "/granskning/stickprov/{sample}/", FOR_WHO_READS),
]
