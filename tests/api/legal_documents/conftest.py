"""One application for the tests of a file."""

from tests.api.delivery.standing import reader, site, standing_app  # noqa: F401 - fixtures
