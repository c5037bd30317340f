"""Who may open the pages of a year's close."""

from samdrift.parties.tests.visitors import FOR_NOBODY_SIGNED_IN, only

FOR_WHO_READS = only("manager", "controller", "auditor", "elected")
_CLOSE = "ar/<int:year>/bokslut/"

DOORS = [
    (_CLOSE, "/ar/2015/bokslut/", FOR_WHO_READS),
    (_CLOSE, "/ar/1066/bokslut/", FOR_NOBODY_SIGNED_IN),
    (f"{_CLOSE}avstamning/", "/ar/2015/bokslut/avstamning/", FOR_WHO_READS),
    (
        f"{_CLOSE}avstamning/<int:pk>/",
        "/ar/2015/bokslut/avstamning/99/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (f"{_CLOSE}poster/", "/ar/2015/bokslut/poster/", FOR_WHO_READS),
    ("ar/<int:year>/bokslut/poster.<str:kind>", "/ar/2015/bokslut/poster.si", FOR_WHO_READS),
    (f"{_CLOSE}balanskrav/", "/ar/2015/bokslut/balanskrav/", FOR_WHO_READS),
]
