"""What the database itself refuses: every trigger and exclusion that must stand, by name.

A migration that rebuilds a table on SQLite may take its triggers with it and say nothing. Whoever
adds a wall, or takes one away on purpose, says so here.
"""

import pytest
from django.db import connection

from samdrift.project import walls

NEVER_CHANGED = (
    "agreements_agreementreminder",
    "agreements_agreementstep",
    "agreements_orderanswer",
    "agreements_volumeorder",
    "annualreport_adoption",
    "annualreport_edition",
    "annualreport_explanation",
    "annualreport_printedfigure",
    "annualreport_printedreport",
    "assets_delivery",
    "assets_deviceevent",
    "assets_orderevent",
    "auditing_auditnote",
    "auditing_pickedvoucher",
    "auditing_sample",
    "budget_adoption",
    "budget_passedon",
    "bookkeeping_bookedvoucher",
    "bookkeeping_periodstep",
    "bookkeeping_voucherpaper",
    "billing_addressing",
    "billing_conversion",
    "billing_conversioneffect",
    "billing_invoice",
    "billing_latecharge",
    "billing_payment",
    "billing_reminder",
    "costing_costedge",
    "costing_costpart",
    "costing_costrun",
    "costing_partcost",
    "costing_recovery",
    "costing_settlement",
    "capital_depreciationrun",
    "capital_fixedevent",
    "capital_investmentword",
    "changes_changeevent",
    "changes_vote",
    "disturbances_disturbanceevent",
    "followup_comment",
    "followup_forecast",
    "followup_forecastreminder",
    "followup_forecastround",
    "followup_limits",
    "goals_target",
    "inventory_difference",
    "knowledge_guideversion",
    "ledger_voucher",
    "ledger_voucherline",
    "parties_accessreview",
    "parties_personchange",
    "problems_problemevent",
    "servicedesk_secrecyreading",
    "servicedesk_ticketevent",
    "servicelevels_calendaredition",
    "servicelevels_clock_closed",
    "servicelevels_clockevent",
    "privacy_extract",
    "privacy_takenout",
    "yearend_entry",
    "yearend_fact",
    "yearend_reconciliation",
    "yearend_signoff",
    "wiping_leaverprotocol",
    "wiping_protocol",
    "wiping_wipedticket",
)
"""Tables whose rows are neither changed nor deleted."""
KEPT = {
    "ledger_voucher": (),
    "ledger_voucherline": (),
    "agreements_agreementversion": (),
    "agreements_agreedvolume": ("insert",),
    "billing_rule": (),
    "billing_run": (),
    "billing_line": (),
    "billing_charge": ("insert",),
    "billing_comparison": ("insert",),
    "budget_version": (),
    "budget_amount": ("insert",),
    "catalogue_pricelist": (),
    "catalogue_price": ("insert",),
    "catalogue_costitem": ("insert",),
}
"""Tables whose rows are kept once something holds of them, and those nothing is added to then."""
SPANS = ("assets_holding", "assets_standing")
"""Tables in which the spans of a thing never overlap."""
OTHERS = {
    "wiping_wipedticket_refuses_insert",
    "servicelevels_clock_marks_insert",
    "servicelevels_clock_marks_update",
    *(f"servicedesk_{table}_marks_{act}" for table in ("ticket", "opinion")
      for act in ("insert", "update", "delete")),
}  # fmt: skip

pytestmark = pytest.mark.django_db


def wanted():
    """Return the name of everything that must stand on the database at hand."""
    refusing = {f"{table}_refuses_{act}" for table in NEVER_CHANGED for act in ("update", "delete")}
    if connection.vendor == "postgresql":
        apart = {f"{table}_of_a_thing_never_overlap" for table in SPANS}
    else:
        apart = {
            f"{table}_never_overlap_on_{act}" for table in SPANS for act in ("insert", "update")
        }
        apart.add("search_entry_is_forgotten")
    kept = {
        f"{table}_keeps_{act}"
        for table, more in KEPT.items()
        for act in ("update", "delete", *more)
    }
    return refusing | apart | kept | OTHERS


def test_every_wall_that_must_stand_stands():
    assert sorted(wanted() - walls.standing()) == []


def test_an_upgrade_that_takes_a_wall_away_is_told_of_by_name():
    before = walls.standing()

    walls.require(before)
    with pytest.raises(walls.WallLost, match="assets_old_never_overlap, som vaktar"):
        walls.require(before | {"assets_old_never_overlap"})
