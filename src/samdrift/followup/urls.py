"""The addresses of a year as it goes."""

from django.urls import path

from samdrift.followup.views import collecting, year

app_name = "followup"

urlpatterns = [
    path("ar/<int:year>/uppfoljning/", year.year_page, name="year"),
    path("ar/<int:year>/uppfoljning/prognoser/", collecting.collect_page, name="collect"),
]
