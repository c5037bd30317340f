"""What every test of the whole program may ask for."""

from samdrift.project.tests.homes import another_place, place

__all__ = ["another_place", "place"]
