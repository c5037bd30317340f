"""What is common to all that decides how the desk works."""

from __future__ import annotations

from typing import Annotated

from ninja import Path
from pydantic import Field, StringConstraints

from samdrift.api.choices import Scope
from samdrift.api.views.act_schemas import MOST_ID
from samdrift.api.views.doors import Bearer
from samdrift.api.views.schemas import NO_NUL

DESK = Bearer(Scope.DESK)

type AnyService = Annotated[
    str, StringConstraints(max_length=100, pattern=NO_NUL), Field(examples=["E-post"])
]
type AnyOrganisation = Annotated[
    str, StringConstraints(max_length=20, pattern=NO_NUL), Field(examples=["KIN"])
]
type CalendarKey = Annotated[
    str, StringConstraints(max_length=60, pattern=NO_NUL), Field(examples=["weekdays"])
]
type GivenName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$"),
    Field(examples=["Nätverk"]),
]

RowId = Annotated[int, Path(ge=1, le=MOST_ID)]
