"""Fixtures for what is asked of an installation's health, and what only trying shows."""

from tests.api.operations.readiness import clock, ticker  # noqa: F401 - fixtures
