"""Who may open the addresses of machines. Agents come with a key, and nobody without."""

from samdrift.parties.tests.visitors import FOR_ALL

FOR_WHO_HAS_A_KEY = dict.fromkeys(FOR_ALL, 401)

DOORS = [
    ("inventering/", "/inventering/", FOR_WHO_HAS_A_KEY),
    ("inventering/<str:key>/", "/inventering/ingen-nyckel/", FOR_WHO_HAS_A_KEY),
]
