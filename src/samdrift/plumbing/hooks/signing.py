"""How a message is signed, as Standard Webhooks has it: its id, its time and its body."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

from django.conf import settings

from samdrift.plumbing.hooks.models import Subscription

PREFIX = "whsec_"


def new_salt() -> str:
    """Return what a new secret is made of, together with the installation's own key."""
    return secrets.token_hex(16)


def secret_of(salt: str) -> str:
    """Return a secret as its receiver keeps it."""
    return PREFIX + base64.b64encode(_key(salt)).decode()


def headers(subscription: Subscription, *, key: str, body: bytes, at: datetime) -> dict[str, str]:
    """Return what is sent with a message so that its receiver can tell that it is ours.

    While a secret is being changed there is a signature by each.
    """
    seconds = str(int(at.timestamp()))
    signed = f"{key}.{seconds}.".encode() + body
    salts = [subscription.salt]
    if subscription.earlier_until is not None and at < subscription.earlier_until:
        salts.append(subscription.earlier_salt)
    return {
        "webhook-id": key,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(f"v1,{_signature(salt, signed)}" for salt in salts),
    }


def _signature(salt: str, signed: bytes) -> str:
    return base64.b64encode(hmac.digest(_key(salt), signed, "sha256")).decode()


def _key(salt: str) -> bytes:
    own = settings.SECRET_KEY.encode()
    return hmac.new(own, b"samdrift.plumbing.hooks:" + salt.encode(), hashlib.sha256).digest()
