"""The addresses of the catalogue."""

from django.urls import path

from samdrift.catalogue import views

app_name = "catalogue"

urlpatterns = [
    path("", views.list_page, name="list"),
    path("ny/", views.new_service, name="new"),
    path("priser/", views.price_lists, name="prices"),
    path("priser/<int:list_id>/", views.price_list, name="price-list"),
    path("priser/<int:list_id>/besluta/", views.publish, name="publish"),
    path("<slug:key>/", views.service_page, name="service"),
    path("<slug:key>/andra/", views.change_service, name="change"),
]
