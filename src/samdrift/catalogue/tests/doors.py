"""Who may open the addresses of the catalogue."""

from samdrift.parties.tests.visitors import FOR_IMPORTERS, FOR_SENDING_ONLY, FOR_SIGNED_IN

DOORS = [
    ("tjanster/", "/tjanster/", FOR_SIGNED_IN),
    ("tjanster/ny/", "/tjanster/ny/", FOR_IMPORTERS),
    ("tjanster/priser/", "/tjanster/priser/", FOR_SIGNED_IN),
    ("tjanster/priser/<int:list_id>/", "/tjanster/priser/{price_list}/", FOR_SIGNED_IN),
    ("tjanster/priser/<int:list_id>/besluta/", "/tjanster/priser/1/besluta/", FOR_SENDING_ONLY),
    ("tjanster/<slug:key>/", "/tjanster/arbetsplats/", FOR_SIGNED_IN),
    ("tjanster/<slug:key>/andra/", "/tjanster/arbetsplats/andra/", FOR_IMPORTERS),
]
