"""The passwords of mailboxes: in the environment or a file of the home folder, never in a row."""

from __future__ import annotations

from samdrift.plumbing.passwords import Drawer

_DRAWER = Drawer(prefix="SAMDRIFT_MAIL_PASSWORD_", folder="mail-passwords")

password = _DRAWER.password
keep = _DRAWER.keep
