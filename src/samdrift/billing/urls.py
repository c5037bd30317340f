"""The addresses of months, invoices and what members pay."""

from django.urls import path

from samdrift.billing.views import months, paying

app_name = "billing"

urlpatterns = [
    path("debitering/", months.list_page, name="months"),
    path("debitering/matning/", months.metering_page, name="metering"),
    path("debitering/rad/<int:line_id>/", paying.line_page, name="line"),
    path("debitering/<int:year>-<int:number>/", months.month_page, name="month"),
    path("debitering/<int:year>-<int:number>/<slug:name>/", months.act, name="act"),
    path("fakturor/", paying.invoice_list, name="invoices"),
    path("fakturor/<int:number>/", paying.invoice_page, name="invoice"),
    path("kostnader/<str:code>/", paying.costs_page, name="costs"),
    path("kostnader/<str:code>/<int:year>/", paying.costs_page, name="costs-of-year"),
]
