"""With CI set a skipped test is a failed one: nothing may go missing there unnoticed."""

import os

import pytest

IS_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """Judge the report of a test."""
    return _without_skips((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    """Judge the report of a file that skips itself as a whole."""
    return _without_skips((yield))


def _without_skips(report):
    # An expected failure is reported as skipped too, but it did run.
    if IS_CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{reason}\nNothing may be skipped when CI is set."
    return report
