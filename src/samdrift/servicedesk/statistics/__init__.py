"""Tickets counted: by month, organisation, channel, kind, group and service."""
