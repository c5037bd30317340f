"""What an exchange tells of a call while it goes on."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status as Answer
from pydantic import AwareDatetime, StringConstraints

from samdrift.api.choices import Scope
from samdrift.api.views import doors
from samdrift.api.views.doors import Bearer
from samdrift.api.views.schemas import Asked
from samdrift.plumbing import clock
from samdrift.switchboard.choices import CallEvent
from samdrift.switchboard.services import live

router = Router(tags=["calls"], by_alias=True)

_NO_NUL = r"^[^\x00]*$"
type Number = Annotated[str, StringConstraints(max_length=40, pattern=_NO_NUL)]
type Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_NO_NUL)]


class CallTold(Asked):
    """One word about a call; `call` is what the exchange calls it, in its log too."""

    call: Name
    event: CallEvent
    at: AwareDatetime
    extension: Annotated[str, StringConstraints(max_length=20, pattern=_NO_NUL)] = ""
    caller: Number = ""
    called: Number = ""


@router.post("", response={204: None}, auth=Bearer(Scope.CALLS_WRITE), summary="Tell of a call")
def tell(request: HttpRequest, asked: CallTold) -> Answer[None]:
    """Take one word of an exchange: a call rings, is answered, is lost, or has ended.

    Words may come again and in any order; what is older than two days is left to the log.
    """
    doors.worker_of(request)
    told = live.Told(
        identifier=asked.call,
        event=asked.event,
        at=asked.at,
        extension=asked.extension,
        caller=asked.caller,
        called=asked.called,
    )
    live.tell(told, at=clock.now())
    return Answer(204, None)
