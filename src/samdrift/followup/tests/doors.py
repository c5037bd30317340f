"""Who may open the pages of a year as it goes."""

from samdrift.parties.tests.visitors import FOR_NOBODY_SIGNED_IN, FOR_SIGNED_IN

DOORS = [
    ("ar/<int:year>/uppfoljning/", "/ar/2015/uppfoljning/", FOR_SIGNED_IN),
    ("ar/<int:year>/uppfoljning/", "/ar/2015/uppfoljning/?till=13", FOR_NOBODY_SIGNED_IN),
    (
        "ar/<int:year>/uppfoljning/prognoser/",
        "/ar/2015/uppfoljning/prognoser/",
        FOR_SIGNED_IN,
    ),
]
