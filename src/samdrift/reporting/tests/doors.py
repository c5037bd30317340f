"""Who may open the addresses of tables, figures and records."""

from samdrift.parties.tests.visitors import FOR_NOBODY_SIGNED_IN, FOR_SIGNED_IN, ROLES, only

SPAN = "span=2015-12-31/2016-01-01"
HOLDINGS = f"question=assets.holdings&{SPAN}"
BOXHOLM = f"{HOLDINGS}&kind=computer&organisation=BOX"
VIMMERBY = f"{HOLDINGS}&kind=computer&organisation=VIM"
SERVERS = f"{HOLDINGS}&kind=server&location=Hallen"
ABSENCES = "question=staff.absences&span=2015-01-01/2016-01-01&group=all"
CLOSED = "servicedesk.resolution-times&{0}year=2015&{0}column=tickets"
CHANGED = f"table={CLOSED.format('')}&row=2015&then-table={CLOSED.format('then-')}&then-row=2014"
FOR_WHO_OPENS_RECORDS = only(*(set(ROLES) - {"administrator"}))
FOR_NO_SINGLE_MEMBER = only(*(set(ROLES) - {"administrator", "economist"}))
FOR_WHO_SEES_PERSONS = only("manager", "controller", "auditor")

DOORS = [
    ("ar/<int:year>/tabeller/", "/ar/2015/tabeller/", FOR_SIGNED_IN),
    (
        "ar/<int:year>/tabeller/<str:table_id>/",
        "/ar/2015/tabeller/staff.sick-leave/",
        FOR_SIGNED_IN,
    ),
    (
        "ar/<int:year>/tabeller/<str:table_id>.<tableformat:form>",
        "/ar/2015/tabeller/staff.sick-leave.csv",
        FOR_SIGNED_IN,
    ),
    (
        "figur/",
        "/figur/?table=staff.sick-leave&year=2015&row=all&column=absent-days",
        FOR_SIGNED_IN,
    ),
    (
        "forandring/",
        f"/forandring/?{CHANGED}",
        FOR_SIGNED_IN,
    ),
    ("poster/", f"/poster/?{VIMMERBY}", FOR_WHO_OPENS_RECORDS),
    ("poster/", f"/poster/?{BOXHOLM}", FOR_NO_SINGLE_MEMBER),
    ("poster/", f"/poster/?{SERVERS}", FOR_NO_SINGLE_MEMBER),
    ("poster/", f"/poster/?{HOLDINGS}&kind=computer", FOR_NO_SINGLE_MEMBER),
    ("poster/", f"/poster/?{ABSENCES}", FOR_WHO_SEES_PERSONS),
    ("poster/fil/", f"/poster/fil/?{VIMMERBY}&form=csv", FOR_WHO_OPENS_RECORDS),
    ("poster/fil/", f"/poster/fil/?{BOXHOLM}&form=csv", FOR_NO_SINGLE_MEMBER),
    ("poster/fil/", f"/poster/fil/?{BOXHOLM}&form=xlsx", FOR_NO_SINGLE_MEMBER),
    ("poster/fil/", f"/poster/fil/?{ABSENCES}&form=csv", FOR_NOBODY_SIGNED_IN),
    ("poster/fil/", f"/poster/fil/?{ABSENCES}&form=xlsx", FOR_NOBODY_SIGNED_IN),
]
