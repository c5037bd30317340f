"""A provider on this machine that says what a test has it say, right or wrong, over HTTP."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from samdrift.identity import services
from samdrift.parties.choices import OrganisationRole
from samdrift.parties.models import Organisation
from samdrift.plumbing import clock

KEY, ANOTHER = (ECKey.generate_key("P-256", {"kid": "k1"}) for _each in range(2))
CLIENT, SECRET = "samdrift", "hemligt"


class Telling:
    """What the provider says next; `claims` replaces claims, None takes one away."""

    def __init__(self):
        self.address = self.issuer = ""
        self.claims, self.userinfo, self.configuration = {}, {}, {}
        self.key, self.nonce, self.form, self.authorization = KEY, "", {}, ""
        self.token = None

    def id_token(self):
        now = int(clock.now().timestamp())
        told = {
            "iss": self.address, "aud": CLIENT, "sub": "karin-1", "nonce": self.nonce,
            "iat": now, "exp": now + 300, "email": "karin@vimmerby.se",
        } | self.claims  # fmt: skip
        claims = {name: value for name, value in told.items() if value is not None}
        token = jwt.encode({"alg": "ES256", "kid": "k1"}, claims, self.key)
        return self.token(token) if self.token else token

    def answer(self, path):
        if path.endswith("openid-configuration"):
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/auth",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "userinfo_endpoint": f"{self.address}/me",
            } | self.configuration
        if path == "/keys":
            return {"keys": [KEY.as_dict(private=False)]}
        if path == "/me":
            return {"sub": "karin-1"} | self.userinfo
        return {"id_token": self.id_token(), "access_token": "bricka"}


@contextmanager
def answering():
    """Have a provider answer on a port of this machine while a test goes on."""
    telling = Telling()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._tell()

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            telling.form = {name: one for name, (one,) in parse_qs(body).items()}
            telling.authorization = self.headers.get("Authorization", "")
            self._tell()

        def _tell(self):
            body = json.dumps(telling.answer(urlsplit(self.path).path)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *told):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    telling.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield telling
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def _provider():
    with answering() as telling:
        yield telling


@pytest.fixture
def telling(_provider, db, settings, tmp_path):
    """Return a provider that Vimmerby's people are vouched for by."""
    settings.HOME = tmp_path
    address = _provider.address
    _provider.__init__()
    _provider.address = address
    keep(address)
    return _provider


def keep(issuer, **more):
    Organisation.objects.get_or_create(
        code="VIM", defaults={"name": "Vimmerby", "role": OrganisationRole.MEMBER, "position": 1}
    )
    told = {"name": "Vimmerby kommun", "organisation": "VIM", "registered_as": CLIENT} | more
    return services.keep(
        key="vimmerby",
        wanted=services.Wanted(issuer=issuer, **told),
        domains="vimmerby.se",
        secret=SECRET,
    )


def ask(client, telling, going=""):
    """Begin to sign in, and return the state of what was asked; the nonce is told on."""
    where = client.get("/logga-in/med/vimmerby/", {"next": going}).headers["Location"]
    asked = {name: one for name, (one,) in parse_qs(urlsplit(where).query).items()}
    telling.nonce, telling.asked = asked["nonce"], asked
    return asked["state"]


def come_back(client, telling, going=""):
    """Sign in by what the provider says, and return what is answered."""
    state = ask(client, telling, going)
    return client.get("/logga-in/svar/vimmerby/", {"code": "kod", "state": state})
