"""The addresses of the overview and of the annual report."""

from django.urls import path

from samdrift.annualreport import views

app_name = "annualreport"

urlpatterns = [
    path("", views.start, name="start"),
    path("ar/<int:year>/", views.overview_page, name="overview"),
    path("ar/<int:year>/rapport/", views.report_page, name="report"),
    path("ar/<int:year>/arsredovisning.<str:form>", views.report_file, name="report-file"),
]
