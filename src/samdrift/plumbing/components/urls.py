"""The address of the page of pieces."""

from django.urls import path

from samdrift.plumbing.components import views

urlpatterns = [path("komponenter/", views.components_page, name="components")]
