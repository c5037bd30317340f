"""The addresses of months, invoices and what members pay."""

from django.urls import path

from samdrift.billing.views import (
    addresses,
    belonging,
    coding,
    fixing,
    late,
    months,
    own,
    paying,
    receivables,
    ruling,
    sending,
    thinking,
)

app_name = "billing"

urlpatterns = [
    path("debitering/", months.list_page, name="months"),
    path("debitering/matning/", months.metering_page, name="metering"),
    path("debitering/regler/", ruling.rules_page, name="rules"),
    path("debitering/betalare/", addresses.payers_page, name="payers"),
    path("debitering/betalare/<str:code>/", addresses.payer_page, name="payer"),
    path("debitering/fasta/", fixing.fixed_page, name="fixed"),
    path("debitering/omvandling/", fixing.conversion_page, name="conversion"),
    path("debitering/tank-om/", thinking.what_if_page, name="what-if"),
    path("debitering/kontering/", coding.codings_page, name="codings"),
    path("debitering/kontering/<slug:key>/", coding.coding_page, name="coding"),
    path(
        "debitering/verifikationer/<int:year>-<int:number>/<slug:kind>/",
        coding.vouchers_file,
        name="vouchers",
    ),
    path("debitering/rad/<int:line_id>/", paying.line_page, name="line"),
    path("debitering/<int:year>-<int:number>/", months.month_page, name="month"),
    path("debitering/<int:year>-<int:number>/<slug:name>/", months.act, name="act"),
    path("fakturor/", paying.invoice_list, name="invoices"),
    path("fakturor/fordringar/", receivables.receivables_page, name="receivables"),
    path("fakturor/drojsmal/", late.late_page, name="late"),
    path("fakturor/<int:number>/", paying.invoice_page, name="invoice"),
    path("fakturor/<int:number>/paminn/", receivables.remind, name="remind"),
    path("fakturor/<int:number>/paminnelse/", receivables.reminder_file, name="reminder"),
    path("fakturor/<int:number>/e-faktura/", sending.electronic_file, name="electronic"),
    path("fakturor/<int:number>/pdf/", sending.printed_file, name="printed"),
    path("kostnader/<str:code>/", paying.costs_page, name="costs"),
    path("kostnader/<str:code>/enheter/", belonging.places_page, name="places"),
    path("kostnader/<str:code>/<int:year>/allt.zip", sending.archive_file, name="archive"),
    path("kostnader/<str:code>/<int:year>/enheter/", belonging.units_page, name="units"),
    path("kostnader/<str:code>/tank-om/", own.think_page, name="own-what-if"),
    path("kostnader/<str:code>/<int:year>/budget/", own.budget_page, name="budget"),
    path("kostnader/<str:code>/<int:year>/", paying.costs_page, name="costs-of-year"),
]
