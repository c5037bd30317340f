"""The addresses of SCIM 2.0, and of who speaks it."""

from django.urls import path

from samdrift.provisioning.views import endpoint, pages

app_name = "provisioning"

urlpatterns = [
    path("scim/v2/ServiceProviderConfig", endpoint.configuration, name="configuration"),
    path("scim/v2/ResourceTypes", endpoint.resource_types, name="resource-types"),
    path("scim/v2/Schemas", endpoint.schemas, name="schemas"),
    path("scim/v2/Users", endpoint.users, name="users"),
    path("scim/v2/Users/<str:key>", endpoint.user, name="user"),
    path("scim/v2/Groups", endpoint.groups, name="groups"),
    path("scim/v2/Groups/<str:key>", endpoint.group, name="group"),
    path("inloggning/scim/", pages.feeds_page, name="feeds"),
    path("inloggning/scim/<int:feed_id>/stang/", pages.shut, name="shut"),
    path("inloggning/scim/grupp/<int:group_id>/", pages.give_role, name="give-role"),
]
