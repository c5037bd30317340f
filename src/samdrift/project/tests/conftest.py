"""What every test of the whole program may ask for."""

from samdrift.project.tests.homes import place

__all__ = ["place"]
