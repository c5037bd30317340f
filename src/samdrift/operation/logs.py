"""What is logged: a line of JSON or of words, with the request it belongs to, and no secret in it.

A secret here is what identifies or lets in: personal numbers, tokens, passwords in addresses. They
are taken away from the finished line, tracebacks included, so that no caller has to think of it.
"""

from __future__ import annotations

import logging
import re
from contextvars import ContextVar
from typing import Any, override

from pythonjsonlogger.json import JsonFormatter

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The request that is being answered, as it is told to the one who asks."""

GONE = "[…]"
_PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:19|20)?\d{2}[01]\d[0-3]\d[-+ ]?\d{4}(?!\d)")
_ADDRESS = re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+")
_TOKEN = re.compile(r"\b(samdrift|whsec)_[\w=+/-]+")
_NAMED = re.compile(
    r"""(?ix)(["']?\b(?:password|losenord|lösenord|passwd|secret|token|sessionid|csrftoken|api[_-]?key)
        ["']?\s*[:=]\s*)["']?[^\s"',;&}]+["']?"""
)


def redacted(line: str) -> str:
    """Return a line without personal numbers, tokens and passwords."""
    line = _ADDRESS.sub(GONE, line)
    line = _BEARER.sub(rf"\1 {GONE}", line)
    line = _TOKEN.sub(rf"\1_{GONE}", line)
    line = _NAMED.sub(rf"\1{GONE}", line)
    return _PERSONAL_NUMBER.sub(GONE, line)


class WithRequest(logging.Filter):
    """Puts the request on every line."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, with the request it belongs to."""
        record.request_id = REQUEST.get()
        return True


class Words(logging.Formatter):
    """A line for whoever reads a terminal."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and what broke, without secrets."""
        return redacted(super().format(record))


class Json(JsonFormatter):
    """A line for machines: time, level, logger, message, request, and what else is told."""

    @override
    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Return what a line says without secrets; so it is still JSON whatever is taken away."""
        return {key: _clean(told) for key, told in super().process_log_record(log_data).items()}


def _clean(told: object) -> object:
    return redacted(told) if isinstance(told, str) else told


def settings(form: str) -> dict[str, Any]:
    """Return Django's settings of logs: `json`, or else words of what went wrong only."""
    is_json = form == "json"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": WithRequest}},
        "formatters": {
            "words": {"()": Words, "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
            "json": {
                "()": Json,
                "format": "%(levelname)s %(name)s %(message)s %(request_id)s",
                "rename_fields": {"levelname": "level", "name": "logger", "request_id": "request"},
                "timestamp": "time",
                "json_ensure_ascii": False,
            },
        },
        "handlers": {
            "errors": {
                "class": "logging.StreamHandler",
                "filters": ["request"],
                "formatter": "json" if is_json else "words",
            }
        },
        "root": {"handlers": ["errors"], "level": "INFO" if is_json else "WARNING"},
        "loggers": {
            "django": {"level": "WARNING", "handlers": [], "propagate": True},
            "django.server": {"level": "WARNING", "handlers": [], "propagate": True},
        },
    }
