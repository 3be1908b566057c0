"""What came out of a check of a portal, as lines for people and as JSON for machines."""

from collections import Counter
from collections.abc import Sequence

from api.runtime.jsons import dumps
from api.tools.conformance import BROKEN, NOT_CHECKED, OK, Finding

_WIDTH = len(NOT_CHECKED)


def line(finding: Finding) -> str:
    """One check: its result, its id, what the contract says, and what was seen."""
    check = finding.check
    text = f"{finding.result:<{_WIDTH}}  {check.id:<24}  {check.says}"
    if finding.seen is None:
        return text
    label = "seen" if finding.result == BROKEN else "why"
    return f"{text}\n{'':<{_WIDTH}}  {label}: {printable(finding.seen)}"


def summary(findings: Sequence[Finding]) -> str:
    """How many of each result."""
    counts = Counter(each.result for each in findings)
    return ", ".join(f"{counts[name]} {name}" for name in (OK, BROKEN, NOT_CHECKED)) + "."


def as_json(url: str, findings: Sequence[Finding]) -> str:
    """Everything as one JSON object."""
    told = [
        {
            "id": each.check.id,
            "group": each.check.group,
            "result": each.result.replace(" ", "_"),
            "contract": each.check.says,
            "seen": each.seen,
        }
        for each in findings
    ]
    counts = Counter(each["result"] for each in told)
    return dumps({"portal": url, "checks": told, "counts": dict(counts)}).decode()


def printable(text: str) -> str:
    """What came from the network in one line that moves no cursor of a terminal."""
    return "".join(each if each.isprintable() else "?" for each in text)[:500]
