"""Codes of a phone (RFC 6238), codes on paper, and what both are kept as."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import datetime

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SECONDS = 30
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that are not taken for each other."""
RECOVERY_CODES = 10


def new_secret() -> str:
    """Return what a phone makes codes of."""
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """Return what a phone reads to begin telling codes."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Samdrift")


def step_of(secret: str, code: str, *, after: int, at: datetime) -> int | None:
    """Return the half minute a code is of: this, the one before or the next; None for others.

    Those that are not after one that was taken are used up.
    """
    if not secret:
        return None
    now = int(at.timestamp()) // SECONDS
    found = None
    for step in (now - 1, now, now + 1):
        if constant_time_compare(pyotp.TOTP(secret).generate_otp(step), code) and step > after:
            found = step
    return found


def recovery_codes() -> tuple[str, ...]:
    """Return new codes for paper, each once: of 118 bits, so that no digest gives one away."""
    return tuple(
        "-".join("".join(secrets.choice(ALPHABET) for _sign in range(4)) for _part in range(6))
        for _code in range(RECOVERY_CODES)
    )


def plain(written: str) -> str:
    """Return a code as it is compared, however it was written."""
    return "".join(sign for sign in written.casefold() if sign.isalnum())


def digest(code: str) -> str:
    """Return what a code on paper is kept as."""
    return salted_hmac("samdrift.secondstep", plain(code), algorithm="sha256").hexdigest()


def seal(secret: str) -> str:
    """Return a secret as it is kept: of no use to whoever has only the database."""
    return _lock().encrypt(secret.encode()).decode()


def opened(sealed: str) -> str:
    """Return a secret that was sealed; empty where the secret key is another by now."""
    try:
        return _lock().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


def _lock() -> Fernet:
    told = f"samdrift.secondstep {settings.SECRET_KEY}".encode()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(told).digest()))
