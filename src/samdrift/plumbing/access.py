"""The door: what somebody who has signed in may open. Every page and export asks here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a person is here to do; the words are those of parties.PersonRole."""

    MANAGER = "manager"
    CONTROLLER = "controller"
    AGENT = "agent"
    TECHNICIAN = "technician"
    ECONOMIST = "economist"
    ELECTED = "elected"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    EMPLOYEE = "employee"


WHO_ANSWER_FOR_THE_YEAR = frozenset((Role.MANAGER, Role.CONTROLLER))
WHO_SEE_PERSONS = WHO_ANSWER_FOR_THE_YEAR | {Role.AUDITOR}
WHO_SEE_EVERY_ORGANISATION = WHO_SEE_PERSONS | {Role.AGENT, Role.TECHNICIAN, Role.ELECTED}
WHO_SEE_FIGURES = frozenset(Role) - {Role.EMPLOYEE}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: their roles, and the organisation they belong to where they belong to one.

    Whoever has several roles may do what any of them may. `has_opened` says that they have opened
    what is secret, in an emergency that others are told of.
    """

    roles: frozenset[Role]
    organisation_code: str = ""
    has_opened: bool = False

    @classmethod
    def of(cls, *roles: Role, organisation_code: str = "") -> Viewer:
        """Return a viewer who has some roles."""
        return cls(frozenset(roles), organisation_code)

    def is_any(self, *roles: Role) -> bool:
        """Whether the viewer has one of some roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def sees_figures(self) -> bool:
        """Whether figures, tables and the report may be read; an employee has the portal only."""
        return not self.roles.isdisjoint(WHO_SEE_FIGURES)

    @property
    def sees_every_record(self) -> bool:
        """Whether all records may be opened, whoever they tell of."""
        return not self.roles.isdisjoint(WHO_SEE_PERSONS)

    @property
    def may_approve(self) -> bool:
        """Whether the year may be reconciled, reviewed and adopted; everybody else reads."""
        return not self.roles.isdisjoint(WHO_ANSWER_FOR_THE_YEAR)


def reads_the_year(viewer: Viewer) -> bool:
    """Whether the year as a whole is what somebody comes for: the overview and the report."""
    return viewer.is_any(Role.MANAGER, Role.CONTROLLER, Role.ECONOMIST, Role.ELECTED, Role.AUDITOR)


def follows_goals(viewer: Viewer) -> bool:
    """Whether somebody comes to see how the goals go."""
    return viewer.is_any(Role.MANAGER, Role.CONTROLLER, Role.ELECTED, Role.AUDITOR)


def reconciles(viewer: Viewer) -> bool:
    """Whether somebody comes to hold the year against itself, or to see that it was done."""
    return viewer.sees_every_record


def reads_tables(viewer: Viewer) -> bool:
    """Whether somebody comes for the tables one by one."""
    return viewer.sees_every_record or viewer.is_any(Role.ECONOMIST, Role.AGENT, Role.TECHNICIAN)


def may_open_records(viewer: Viewer, *, is_personal: bool, organisation_code: str | None) -> bool:
    """Whether a list of records may be opened.

    What tells of single persons is for the manager, the controller and the auditor. Agents,
    technicians and elected members open all that tells of no person; a member's economist what is
    that member's own, or nobody's. An administrator opens none: people are not records.
    """
    if viewer.sees_every_record:
        return True
    if is_personal:
        return False
    if not viewer.roles.isdisjoint(WHO_SEE_EVERY_ORGANISATION):
        return True
    is_own_or_nobodys = not organisation_code or organisation_code == viewer.organisation_code
    return Role.ECONOMIST in viewer.roles and is_own_or_nobodys


def may_import(viewer: Viewer) -> bool:
    """Whether packages may be taken in and undone: that is for the manager and the controller."""
    return not viewer.roles.isdisjoint(WHO_ANSWER_FOR_THE_YEAR)


def may_set_targets(viewer: Viewer) -> bool:
    """Whether targets of key figures may be set: that is for the manager and the controller."""
    return not viewer.roles.isdisjoint(WHO_ANSWER_FOR_THE_YEAR)


def may_administer(viewer: Viewer) -> bool:
    """Whether people and their roles may be seen and changed."""
    return Role.ADMINISTRATOR in viewer.roles


def may_work_tickets(viewer: Viewer) -> bool:
    """Whether somebody answers tickets, changes them and solves them."""
    return viewer.is_any(Role.AGENT, Role.TECHNICIAN, Role.MANAGER)


def may_run_desk(viewer: Viewer) -> bool:
    """Whether somebody decides how the desk works: its groups, suppliers, priorities and mail."""
    return viewer.is_any(Role.MANAGER, Role.ADMINISTRATOR)


def may_keep_switchboard(viewer: Viewer) -> bool:
    """Whether somebody takes in the logs of the exchange, and keeps its numbers and staffing."""
    return viewer.is_any(Role.MANAGER, Role.CONTROLLER)


def may_read_every_machine(viewer: Viewer) -> bool:
    """Whether what the machines of every organisation tell may be read."""
    return may_read_every_ticket(viewer)


def may_read_machines(viewer: Viewer) -> bool:
    """Whether somebody reads what machines tell: of every one, or of their organisation's."""
    return may_read_every_machine(viewer) or (
        viewer.is_any(Role.ECONOMIST) and bool(viewer.organisation_code)
    )


def may_decide_machines(viewer: Viewer) -> bool:
    """Whether somebody says which machines are one, and puts away what could not be read."""
    return may_work_tickets(viewer)


def may_give_agent_keys(viewer: Viewer) -> bool:
    """Whether somebody gives inventory agents keys, and says by what machines are matched."""
    return viewer.is_any(Role.MANAGER, Role.ADMINISTRATOR)


def goes_out(viewer: Viewer) -> bool:
    """Whether somebody visits those who need help, and comes to see where to go."""
    return viewer.is_any(Role.TECHNICIAN)


def may_read_every_ticket(viewer: Viewer) -> bool:
    """Whether the tickets of every organisation may be read, all but the secret."""
    return may_work_tickets(viewer) or viewer.is_any(Role.CONTROLLER, Role.AUDITOR)


def may_read_tickets(viewer: Viewer) -> bool:
    """Whether somebody reads tickets at the desk: every one, or those of their organisation."""
    return may_read_every_ticket(viewer) or viewer.is_any(Role.ECONOMIST)


def may_read_secret_tickets(viewer: Viewer) -> bool:
    """Whether secret tickets may be read by somebody who does not work on them (OSL 2009:400)."""
    return viewer.is_any(Role.MANAGER) or (viewer.has_opened and may_work_tickets(viewer))


def may_open_in_emergency(viewer: Viewer) -> bool:
    """Whether secret tickets may be opened for an hour: by who works on tickets and sees none."""
    return may_work_tickets(viewer) and not viewer.is_any(Role.MANAGER)


def may_see_emergencies(viewer: Viewer) -> bool:
    """Whether it may be read when secrets were opened, by whom and why."""
    return may_open_in_emergency(viewer) or viewer.is_any(Role.MANAGER, Role.AUDITOR)


def may_give(viewer: Viewer, role: str, organisation_code: str) -> bool:
    """Whether a role, or where it is empty a unit, of an organisation may be given for a while.

    Who administers gives all, a manager all but that; a member's economist what is the member's.
    """
    if may_administer(viewer):
        return True
    if viewer.is_any(Role.MANAGER):
        return role != Role.ADMINISTRATOR
    is_own = bool(organisation_code) and organisation_code == viewer.organisation_code
    return viewer.is_any(Role.ECONOMIST) and is_own and role in ("", Role.ECONOMIST)


def may_give_any(viewer: Viewer) -> bool:
    """Whether there is something that may be given for a while."""
    return viewer.is_any(Role.ADMINISTRATOR, Role.MANAGER, Role.ECONOMIST)


def may_review_access(viewer: Viewer) -> bool:
    """Whether it may be asked who sees what, also of what one does not see oneself."""
    return viewer.sees_every_record or may_administer(viewer)


def may_wipe(viewer: Viewer) -> bool:
    """Whether somebody decides on wiping, carries it out, and preserves what is not wiped."""
    return not viewer.roles.isdisjoint(WHO_ANSWER_FOR_THE_YEAR)


def may_tell_of_persons(viewer: Viewer) -> bool:
    """Whether all that is held of somebody may be taken out, secret tickets too."""
    return viewer.is_any(Role.MANAGER)


def may_see_what_is_taken_out(viewer: Viewer) -> bool:
    """Whether it may be read which files were taken out, by whom."""
    return viewer.is_any(Role.MANAGER, Role.AUDITOR)


def may_read_changes(viewer: Viewer) -> bool:
    """Whether changes, their calendar and how they are decided may be read."""
    return may_read_every_ticket(viewer)


def may_work_changes(viewer: Viewer) -> bool:
    """Whether changes may be written down, proposed, carried out and looked back on."""
    return may_work_tickets(viewer)


def may_rule_changes(viewer: Viewer) -> bool:
    """Whether somebody decides who approves changes, and when nothing is changed."""
    return viewer.is_any(Role.MANAGER)


def may_keep_catalogue(viewer: Viewer) -> bool:
    """Whether somebody says what is offered and at what price; whoever sees figures reads it."""
    return not viewer.roles.isdisjoint(WHO_ANSWER_FOR_THE_YEAR)


def may_charge(viewer: Viewer) -> bool:
    """Whether somebody reckons months, approves them, invoices and credits."""
    return not viewer.roles.isdisjoint(WHO_ANSWER_FOR_THE_YEAR)


def may_see_costs(viewer: Viewer, organisation_code: str) -> bool:
    """Whether what an organisation pays may be seen: by who sees all, and by its own economist."""
    if viewer.sees_every_record:
        return True
    return viewer.is_any(Role.ECONOMIST) and organisation_code == viewer.organisation_code


def may_budget_costs(viewer: Viewer, organisation_code: str) -> bool:
    """Whether what an organisation reckons with to pay may be written: by it, and who charges."""
    if may_charge(viewer):
        return True
    return viewer.is_any(Role.ECONOMIST) and organisation_code == viewer.organisation_code


def reads_invoices(viewer: Viewer) -> bool:
    """Whether somebody comes for invoices: of all, or of their own member."""
    return viewer.sees_every_record or viewer.is_any(Role.ECONOMIST)


def reads_capital(viewer: Viewer) -> bool:
    """Whether somebody comes for fixed assets, and what is owed and owned in the long run."""
    return viewer.sees_every_record or viewer.is_any(Role.ELECTED)


def may_keep_capital(viewer: Viewer) -> bool:
    """Whether somebody registers fixed assets, tells what happens to them, and writes them off."""
    return not viewer.roles.isdisjoint(WHO_ANSWER_FOR_THE_YEAR)


def reads_books(viewer: Viewer) -> bool:
    """Whether somebody comes to see what is booked, voucher by voucher."""
    return viewer.sees_every_record


def may_keep_books(viewer: Viewer) -> bool:
    """Whether somebody posts vouchers, corrects them, and locks the months they are booked in."""
    return not viewer.roles.isdisjoint(WHO_ANSWER_FOR_THE_YEAR)


def may_audit(viewer: Viewer) -> bool:
    """Whether somebody picks vouchers out to look at, and notes what was found."""
    return viewer.is_any(Role.AUDITOR)


def may_read_things(viewer: Viewer) -> bool:
    """Whether the register of things may be read: all of it, or that of one's organisation."""
    return may_read_tickets(viewer)


def may_read_every_thing(viewer: Viewer) -> bool:
    """Whether the things of every organisation may be read, and who has them."""
    return may_read_every_ticket(viewer)


def may_keep_things(viewer: Viewer) -> bool:
    """Whether things may be registered, moved on, handed over and counted."""
    return may_work_tickets(viewer)


def may_rule_things(viewer: Viewer) -> bool:
    """Whether somebody decides what kinds there are, what is told of them, and their steps."""
    return viewer.is_any(Role.MANAGER)


def may_keep_directory(viewer: Viewer) -> bool:
    """Whether somebody says where people and units are fetched from, and lets it be carried out."""
    return viewer.is_any(Role.MANAGER, Role.ADMINISTRATOR)


def may_run_the_product(viewer: Viewer) -> bool:
    """Whether somebody sees how the product itself runs, and stops or repeats its long work."""
    return viewer.is_any(Role.ADMINISTRATOR)


def may_write_report(viewer: Viewer) -> bool:
    """Whether the report's text may be written; everybody else reads it, and its versions."""
    return viewer.is_any(Role.MANAGER, Role.CONTROLLER)


class NoViewer(Exception):
    """A view was reached without passing the door: a fault of ours, never of the reader."""


def viewer_of(request: object) -> Viewer:
    """Return who reads, as the door put it on the request. Raises NoViewer where it did not."""
    viewer = getattr(request, "viewer", None)
    if not isinstance(viewer, Viewer):
        raise NoViewer
    return viewer


def for_all_who_sign_in[View: Callable[..., Any]](view: View) -> View:
    """Let a view be reached by whoever has signed in, whatever their roles; even without one."""
    view.needs_no_role = True  # type: ignore[attr-defined]
    return view
