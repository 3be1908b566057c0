"""What came out of a check of a portal, as lines for people and as JSON for machines."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.criteria.verdicts import MISSING, NOT_LOOKED_AT
from api.runtime.jsons import dumps
from api.tools.conformance import BROKEN, NOT_CHECKED, OK, Finding

_WIDTH = len(NOT_CHECKED)
_LONGEST = len(NOT_LOOKED_AT)
_FEW = 5


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
    counts = Counter(finding.result for finding in findings)
    return ", ".join(f"{counts[name]} {name}" for name in (OK, BROKEN, NOT_CHECKED)) + "."


def as_json(url: str, findings: Sequence[Finding]) -> str:
    """Everything as one JSON object."""
    entries = [
        {
            "id": finding.check.id,
            "group": finding.check.group,
            "result": finding.result.replace(" ", "_"),
            "contract": finding.check.says,
            "seen": finding.seen,
        }
        for finding in findings
    ]
    counts = Counter(entry["result"] for entry in entries)
    return dumps({"portal": url, "checks": entries, "counts": dict(counts)}).decode()


def judged_lines(sites: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What came out of criteria: a line each, what is missing below it, and a score."""
    for site in sites:
        for verdict in site["verdicts"]:
            result = verdict["result"].replace("_", " ")
            words = f"{verdict['says']} ({verdict['article']})"
            yield f"{result:<{_LONGEST}}  {verdict['id']:<24}  {words}"
            if verdict["result"] == MISSING:
                yield from _evidence(verdict)
        score = "nothing could be looked at" if site["score"] is None else f"{site['score']} of 100"
        yield f"{printable(site['site'])}: {score}."


def _evidence(verdict: Mapping[str, Any]) -> Iterator[str]:
    """The first few places where something is missing, and how many more there are."""
    shown = verdict["evidence"][:_FEW]
    for evidence in shown:
        value = "nothing" if evidence["found"] in (None, "") else repr(evidence["found"])
        yield f"{'':<{_LONGEST}}  found: {printable(value)} at {printable(evidence['address'])}"
    more = verdict["more"] + len(verdict["evidence"]) - len(shown)
    if more:
        yield f"{'':<{_LONGEST}}  and at {more} more"


def judged_as_json(url: str, criteria: str, sites: Sequence[Mapping[str, Any]]) -> str:
    """The same as one JSON object."""
    return dumps({"portal": url, "criteria": criteria, "sites": sites}).decode()


def printable(text: str) -> str:
    """What came from the network in one line that moves no cursor of a terminal."""
    return "".join(character if character.isprintable() else "?" for character in text)[:500]
