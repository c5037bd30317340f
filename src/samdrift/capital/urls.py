"""The addresses of investments, fixed assets, loans and leases."""

from django.urls import include, path

from samdrift.capital.views import debts, fixed, groups, investments, months

app_name = "capital"

INVESTMENTS = [
    path("", investments.newest_page, name="newest"),
    path("<int:year>/", investments.year_page, name="investments"),
    path("rad/<int:investment_id>/", investments.investment_page, name="investment"),
    path("rad/<int:investment_id>/for-vidare/", investments.carry_on, name="carry-on"),
]
"""Those of investments."""

FIXED = [
    path("", fixed.list_page, name="fixed"),
    path("registret.csv", fixed.register_file, name="file"),
    path("ny/", fixed.new_page, name="new"),
    path("plan/", months.plan_page, name="plan"),
    path("manader/", months.months_page, name="months"),
    path("manader/<int:year>-<int:number>.<str:kind>", months.vouchers_file, name="vouchers"),
    path("grupper/", groups.groups_page, name="groups"),
    path("grupper/ny/", groups.new_page, name="group-new"),
    path("grupper/<slug:key>/", groups.group_page, name="group"),
    path("<int:number>/", fixed.asset_page, name="asset"),
    path("<int:number>/andra/", fixed.describe_page, name="describe"),
    path("<int:number>/tillbaka/", fixed.take_back_page, name="take-back"),
    path("<int:number>/<slug:happening>/", fixed.event_page, name="event"),
]
"""Those of fixed assets."""

DEBTS = [
    path("", debts.debts_page, name="debts"),
    path("ny/", debts.write_loan, name="loan-new"),
    path("<int:loan_id>/", debts.loan_page, name="loan"),
    path("<int:loan_id>/skriv/", debts.write_loan, name="loan-write"),
    path("leasing/ny/", debts.write_lease, name="lease-new"),
    path("leasing/<int:lease_id>/", debts.write_lease, name="lease"),
]
"""Those of loans and leases."""

urlpatterns = [
    path("anlaggningar/", include(FIXED)),
    path("investeringar/", include(INVESTMENTS)),
    path("lan/", include(DEBTS)),
]
