"""Who may open the addresses of the interface of other systems."""

from samdrift.parties.tests.visitors import VISITORS

# Everybody is asked for a token, whoever has signed in.
ANSWERS = [
    ("openapi.json", "openapi.json", 200),
    ("api-info", "api-info", 200),
    ("", "", 404),
    ("<path:rest>", "nothing", 404),
    ("tickets", "tickets", 401),
    ("tickets/<number>", "tickets/10001", 401),
    ("tickets/<number>/messages", "tickets/10001/messages", 405),
    ("tickets/<number>/solution", "tickets/10001/solution", 405),
    ("tickets/<number>/verification", "tickets/10001/verification", 405),
    ("tickets/<number>/reopening", "tickets/10001/reopening", 405),
    ("tickets/<number>/opinion", "tickets/10001/opinion", 405),
    ("tickets/<number>/files/<place>", "tickets/10001/files/1", 401),
    ("calls", "calls", 405),
    ("persons", "persons?words=karin", 401),
    ("guides", "guides", 401),
    ("guides/<key>", "guides/byt-losenord", 401),
]

DOORS = [
    (f"api/v1/{route}", f"/api/v1/{address}", dict.fromkeys(VISITORS, status))
    for route, address, status in ANSWERS
]
