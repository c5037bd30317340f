"""Whether what is shown is a demo, so that nobody takes what is made up for what has been."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

SENTENCE = _(
    "Demo: summorna kommer ur publicerade årsredovisningar. "
    "Enskilda poster, personer, priser och ärenden är påhittade."
)
_MARK = "demo"


def is_demo() -> bool:
    """Whether the database in use is the one that a demo was loaded into, from this home."""
    try:
        return _mark().read_text("utf-8") == _database()
    except OSError:
        return False


def mark_as_demo() -> None:
    """Leave word in the home that this database holds a demo."""
    _mark().write_text(_database(), "utf-8")


def _mark() -> Path:
    return Path(settings.HOME) / _MARK


def _database() -> str:
    told = settings.DATABASES["default"]
    return "\n".join(str(told.get(key, "")) for key in ("ENGINE", "HOST", "PORT", "NAME"))
