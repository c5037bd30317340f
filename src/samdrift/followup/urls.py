"""The address of a year as it goes."""

from django.urls import path

from samdrift.followup import views

app_name = "followup"

urlpatterns = [path("ar/<int:year>/uppfoljning/", views.year_page, name="year")]
