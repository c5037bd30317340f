"""Suppliers: whom tickets are handed to, and how they are asked."""

from __future__ import annotations

from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer
from pydantic import Field, StringConstraints

from samdrift.api.views import doors
from samdrift.api.views.act_schemas import Code
from samdrift.api.views.desk_schemas import DESK
from samdrift.api.views.schemas import NO_NUL, Asked, Told, Words
from samdrift.parties import services as parties
from samdrift.servicedesk.casework import setting_up
from samdrift.servicedesk.casework.setting_up import MOST_HOURS, Terms
from samdrift.servicedesk.errors import CannotSetUp

router = Router(tags=["desk set-up"], by_alias=True)

SupplierCode = Annotated[str, Path(pattern=r"^[^/\x00]{1,20}$", example="LEV")]


class SupplierIn(Asked):
    """A supplier that is to be known: a short code, and what it is called."""

    code: Code
    name: Words


class TermsIn(Asked):
    """How a supplier is asked for help, and within how many hours they promise to solve it."""

    address: Annotated[str, StringConstraints(max_length=254, pattern=NO_NUL)] = ""
    reference_form: Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)] = ""
    solve_hours: Annotated[int, Field(ge=1, le=MOST_HOURS)] | None = None


class TermsOut(Told):
    """A supplier, how they are asked for help, and what they promise in general."""

    code: str
    name: str
    address: str
    reference_form: str
    solve_hours: int | None


@router.get("/suppliers", response=list[TermsOut], auth=DESK, summary="Suppliers")
def list_suppliers(request: HttpRequest) -> list[TermsOut]:
    """Return every supplier, by name."""
    doors.leader_of(request)
    return [_told(each) for each in setting_up.suppliers()]


@router.post("/suppliers", response={201: TermsOut}, auth=DESK, summary="Add a supplier")
def add_supplier(request: HttpRequest, asked: SupplierIn) -> Answer[TermsOut]:
    """Add somebody outside whom tickets are handed to."""
    doors.leader_of(request)
    return Answer(201, _terms(parties.add_supplier(code=asked.code, name=asked.name).code))


@router.put("/suppliers/{code}", response=TermsOut, auth=DESK, summary="Say how they are asked")
def save_terms(request: HttpRequest, code: SupplierCode, asked: TermsIn) -> TermsOut:
    """Say how a supplier is asked for help, and what they promise."""
    doors.leader_of(request)
    _terms(code)
    setting_up.save_terms(
        code=code,
        address=_address(asked.address),
        reference_form=asked.reference_form,
        solve_hours=asked.solve_hours,
    )
    return _terms(code)


def _address(written: str) -> str:
    address = written.strip()
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise CannotSetUp("Skriv e-postadressen så här: namn@leverantor.se.") from error
    return address


def _terms(code: str) -> TermsOut:
    found = next((each for each in setting_up.suppliers() if each.code == code), None)
    if found is None:
        raise HttpError(404, f"Det finns ingen leverantör {code}.")
    return _told(found)


def _told(terms: Terms) -> TermsOut:
    return TermsOut(
        code=terms.code,
        name=terms.name,
        address=terms.address,
        reference_form=terms.reference_form,
        solve_hours=terms.solve_hours,
    )
