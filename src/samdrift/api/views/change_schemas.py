"""What is sent in of changes that are written down."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from samdrift.api.views.act_schemas import Code
from samdrift.api.views.major_schemas import Helper
from samdrift.api.views.process_schemas import Optional
from samdrift.api.views.schemas import NO_NUL, Asked, Sent, Told

type Service = Annotated[
    str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")
]
type Degree = Annotated[int, Field(ge=1, le=4)]


class ChangeIn(Asked):
    """A change: what, why, when, for whom and by whom; no organisations means every one."""

    title: Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)] = ""
    why: Optional = ""
    what: Optional = ""
    services: Annotated[tuple[Service, ...], Field(max_length=50)] = ()
    organisations: Annotated[tuple[Code, ...], Field(max_length=100)] = ()
    probability: Degree = 1
    consequence: Degree = 1
    plan: Optional = ""
    back_out_plan: Optional = ""
    test: Optional = ""
    starts_at: Sent | None = None
    ends_at: Sent | None = None
    responsible_id: Helper | None = None
    implementer_ids: Annotated[tuple[Helper, ...], Field(max_length=50)] = ()
    is_public: bool = False
    public_text: Annotated[str, StringConstraints(max_length=500, pattern=NO_NUL)] = ""


class NewChangeIn(ChangeIn):
    """A change and its kind; a standard one names its template."""

    kind: Literal["standard", "normal", "emergency"]
    template: Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)] = ""


class RewrittenChange(ChangeIn):
    """A change as it is to be, and the version that was read."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class TemplateOut(Told):
    """A standard change that can be made."""

    key: str
    title: str


class ChangeTie(Asked):
    """A ticket, or a problem such as P-12, that a change belongs with, and how."""

    other: Annotated[str, StringConstraints(pattern=r"^([0-9]{1,12}|[PK]-?[0-9]{1,9})$")]
    kind: Literal["reason", "caused"] = "reason"


class TieOut(Told):
    """What a change belongs with; the subject only where whoever asks may see the ticket."""

    id: int
    kind: str
    number: str
    subject: str
