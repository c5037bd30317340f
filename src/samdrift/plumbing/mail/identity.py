"""Who we are in mail: the key that signs our letters' names, and our installation's own name."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def key() -> str:
    """Return the key that signs names of letters; another than signs sessions."""
    return _made("mail letters")


def installation() -> str:
    """Return the name by which a letter of ours is known when it comes back."""
    return _made("mail installation")[:16]


def _made(purpose: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), purpose.encode(), hashlib.sha256).hexdigest()
