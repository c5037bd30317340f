"""What we prove ourselves with at providers: in the environment or a file, never in a row."""

from __future__ import annotations

from samdrift.plumbing.passwords import Drawer

_DRAWER = Drawer(prefix="SAMDRIFT_SIGN_IN_SECRET_", folder="sign-in-secrets")

secret = _DRAWER.password
keep = _DRAWER.keep
