"""OpenID Connect: the code flow with PKCE, and what must hold of what a provider says.

The signature and the claims of an ID token are the library's to check; what is demanded is here.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from samdrift.identity import fetching
from samdrift.identity.errors import NotVouchedFor

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""What a token may be signed by: keys in pairs only, so never by nothing and never by a secret."""
LEEWAY_SECONDS = 60
"""How much two clocks may differ."""

LEFT = "http://schemas.openid.net/event/backchannel-logout"

type Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reliance:
    """Whom we rely on, and who we are there."""

    issuer: str
    name: str
    secret: str
    answer_address: str
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked once, kept by the browser's session: an answer must be to this."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a provider is asked what."""

    authorization: str
    token: str
    keys: str
    userinfo: str = ""
    takes_basic: bool = True
    leaving: str = ""


def question() -> Asked:
    """Return a question that nobody can guess."""
    return Asked(*(secrets.token_urlsafe(32) for _each in range(3)))


def endpoints(issuer: str) -> Endpoints:
    """Return where a provider is asked, as it tells itself. Raises NotVouchedFor."""
    told = fetching.asked(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if told.get("issuer") != issuer:
        raise _wrong(cause="its configuration is another issuer's")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    found = [str(told.get(name, "")) for name in names]
    userinfo = str(told.get("userinfo_endpoint") or "")
    if not all(map(fetching.is_safe, [*found, *([userinfo] if userinfo else [])])):
        raise _wrong(cause="an endpoint is missing, or not encrypted")
    methods = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    authorization, token, keys = found
    leaving = str(told.get("end_session_endpoint") or "")
    return Endpoints(
        authorization,
        token,
        keys,
        userinfo,
        "client_secret_basic" in methods,
        leaving if fetching.is_safe(leaving) else "",
    )


def address_to_ask(ours: Reliance, at: Endpoints, asked: Asked) -> str:
    """Return where somebody is led to say who they are."""
    digest = hashlib.sha256(asked.verifier.encode()).digest()
    told = {
        "response_type": "code",
        "client_id": ours.name,
        "redirect_uri": ours.answer_address,
        "scope": "openid profile email",
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    if ours.levels:
        told["acr_values"] = " ".join(ours.levels)
    joint = "&" if "?" in at.authorization else "?"
    return f"{at.authorization}{joint}{urlencode(told)}"


def address_to_leave(ours: Reliance, at: Endpoints, *, back: str) -> str:
    """Return where somebody is signed out at the provider too; empty where it has no such place."""
    if not at.leaving:
        return ""
    joint = "&" if "?" in at.leaving else "?"
    told = {"client_id": ours.name, "post_logout_redirect_uri": back}
    return f"{at.leaving}{joint}{urlencode(told)}"


def claims_for(ours: Reliance, code: str, asked: Asked, *, now: datetime) -> Claims:
    """Return what a provider says of whom it sent here with a code. Raises NotVouchedFor."""
    at = endpoints(ours.issuer)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": ours.answer_address,
        "code_verifier": asked.verifier,
    }
    proved = {"name": ours.name, "secret": ours.secret} if at.takes_basic else {}
    if not ours.secret or not at.takes_basic:
        form["client_id"] = ours.name
    if ours.secret and not at.takes_basic:
        form["client_secret"] = ours.secret
    told = fetching.sent(at.token, form, **proved)
    claims = checked(
        str(told.get("id_token", "")), fetching.asked(at.keys), ours, asked.nonce, now=now
    )
    if not at.userinfo or not told.get("access_token"):
        return claims
    more = fetching.asked(at.userinfo, token=str(told["access_token"]))
    if more.get("sub") != claims["sub"]:
        raise _wrong(cause="what is told besides is of another person")
    return more | dict(claims)


def checked(
    token: str, keys: fetching.Json, ours: Reliance, nonce: str, *, now: datetime
) -> Claims:
    """Return the claims of an ID token in which everything holds. Raises NotVouchedFor."""
    rules = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": ours.issuer},
        aud={"essential": True, "value": ours.name},
        nonce={"essential": True, "value": nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    claims = _read(token, keys, rules, kinds=(None, "JWT"))
    _require_ours(claims, ours)
    return claims


def who_left(token: str, keys: fetching.Json, ours: Reliance, *, now: datetime) -> str:
    """Return the subject whom a provider says it has signed out just now. Raises NotVouchedFor.

    OpenID Connect Back-Channel Logout 1.0: never a token that signs in, and not an old one.
    """
    rules = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": ours.issuer},
        aud={"essential": True, "value": ours.name},
        iat={"essential": True},
        jti={"essential": True},
        events={"essential": True},
        sub={"essential": True},
    )
    claims = _read(token, keys, rules, kinds=("logout+jwt",))
    events = claims["events"]
    is_leaving = isinstance(events, dict) and isinstance(events.get(LEFT), dict)
    is_old = now.timestamp() - float(claims["iat"]) > 2 * LEEWAY_SECONDS
    if not is_leaving or is_old or "nonce" in claims:
        raise _wrong(cause="it says of nobody that they left just now")
    return str(claims["sub"])


def _read(
    token: str,
    keys: fetching.Json,
    rules: jwt.JWTClaimsRegistry,
    *,
    kinds: tuple[str | None, ...],
) -> Claims:
    """Return the claims of a token that is signed, of one of some kinds, and by the rules."""
    try:
        read = jwt.decode(token, _key_set(keys), algorithms=ALGORITHMS)
        if read.header.get("typ") not in kinds:
            raise _wrong(cause=f"it is a token of another kind, {str(read.header.get('typ'))[:40]}")
        rules.validate(read.claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise _wrong(cause=f"{type(error).__name__}: {error}"[:200]) from error
    claims: Claims = read.claims
    return claims


def _require_ours(claims: Claims, ours: Reliance) -> None:
    """See that a token made for several was handed to us, and was signed in as we demand."""
    audiences = claims["aud"]
    is_for_many = isinstance(audiences, list) and len(audiences) > 1
    if claims.get("azp", None if is_for_many else ours.name) != ours.name:
        raise _wrong(cause="it was handed to another")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise _wrong(cause="its subject is no name")
    if ours.levels and claims.get("acr") not in ours.levels:
        raise NotVouchedFor(
            "Inloggningen är inte säker nog. Logga in med ett starkare sätt, till exempel kort.",
            cause=f"acr is {str(claims.get('acr'))[:80]}",
        )


def _key_set(told: fetching.Json) -> KeySet:
    """Return the keys that tokens may be signed by; others of the provider's are let be."""
    keys = told.get("keys")
    signing: Collection[Any] = [
        key
        for key in (keys if isinstance(keys, list) else [])
        if isinstance(key, dict) and key.get("kty") in ("RSA", "EC") and key.get("use") != "enc"
    ]
    return KeySet.import_key_set({"keys": list(signing)})


def _wrong(*, cause: str) -> NotVouchedFor:
    return NotVouchedFor(
        "Det inloggningstjänsten sa gick inte att lita på. Börja om från inloggningssidan.",
        cause=cause,
    )
