"""A provider for the tests of this app."""

from samdrift.identity.tests.given import _provider, telling  # noqa: F401  Fixtures.
