"""Why another system is told no, as SCIM says it; and why a feed is not added."""

from __future__ import annotations

from samdrift.kernel.refusals import Refusal


class CannotAdd(Refusal):
    """A feed that cannot be."""


class CannotProvision(Exception):
    """What was asked cannot be done: by which status of HTTP and which word of SCIM (RFC 7644)."""

    def __init__(self, detail: str, *, status: int = 400, kind: str = "invalidValue") -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status
        self.kind = kind
