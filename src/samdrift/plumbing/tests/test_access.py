"""The door, asked by every role."""

from __future__ import annotations

import pytest

from samdrift.plumbing import access
from samdrift.plumbing.access import Role, Viewer

EVERYBODY = frozenset(Role)
ANSWERS = {Role.MANAGER, Role.CONTROLLER}
WITH_RECORDS = EVERYBODY - {Role.ADMINISTRATOR, Role.EMPLOYEE}
DOORS = [
    (access.may_import, ANSWERS),
    (access.may_set_targets, ANSWERS),
    (lambda viewer: viewer.may_approve, ANSWERS),
    (access.may_administer, {Role.ADMINISTRATOR}),
    (lambda viewer: viewer.sees_figures, EVERYBODY - {Role.EMPLOYEE}),
    (lambda viewer: viewer.sees_every_record, ANSWERS | {Role.AUDITOR}),
    (access.reconciles, ANSWERS | {Role.AUDITOR}),
    (access.follows_goals, ANSWERS | {Role.AUDITOR, Role.ELECTED}),
    (access.reads_the_year, ANSWERS | {Role.AUDITOR, Role.ELECTED, Role.ECONOMIST}),
    (
        access.reads_tables,
        ANSWERS | {Role.AUDITOR, Role.ECONOMIST, Role.AGENT, Role.TECHNICIAN},
    ),
]


def opens(viewer, *, is_personal=False, code=None):
    return access.may_open_records(viewer, is_personal=is_personal, organisation_code=code)


@pytest.mark.parametrize(("door", "who"), DOORS)
def test_a_door_is_open_to_the_roles_it_is_for_and_to_no_other(door, who):
    assert {role for role in Role if door(Viewer.of(role, organisation_code="VIM"))} == who


@pytest.mark.parametrize(
    ("records", "who"),
    [
        ({"is_personal": True}, ANSWERS | {Role.AUDITOR}),
        ({"is_personal": True, "code": "VIM"}, ANSWERS | {Role.AUDITOR}),
        ({"code": "BOX"}, WITH_RECORDS - {Role.ECONOMIST}),
        ({"code": "VIM"}, WITH_RECORDS),
        ({}, WITH_RECORDS),
    ],
)
def test_records_are_opened_by_the_roles_they_are_for_and_by_no_other(records, who):
    found = {role for role in Role if opens(Viewer.of(role, organisation_code="VIM"), **records)}

    assert found == who


def test_an_economist_of_no_member_opens_no_members_records():
    assert not opens(Viewer.of(Role.ECONOMIST), code="VIM")


def test_whoever_has_two_roles_may_do_what_either_may():
    viewer = Viewer.of(Role.ADMINISTRATOR, Role.ECONOMIST, organisation_code="VIM")

    assert access.may_administer(viewer)
    assert opens(viewer, code="VIM")
    assert not opens(viewer, code="BOX")
    assert not access.may_import(viewer)


def test_what_the_door_did_not_put_there_is_a_fault_and_no_viewer():
    with pytest.raises(access.NoViewer):
        access.viewer_of(object())
