"""What a portal answers to what it refuses."""

from collections.abc import Iterator

from api.tools.checks.visit import (
    FEED,
    NOBODY,
    NOWHERE,
    Visit,
    check,
    first_of,
    header,
    json_of,
)
from api.tools.client import Answer

PROBLEM = "application/problem+json"
_MEMBERS = {"type": str, "title": str, "status": int, "detail": str, "code": str}
_NO_MEDIA = f"/media/{'0' * 40}.jpg"
_REFUSED = (
    NOWHERE,
    f"/v1/articles/{NOBODY}",
    _NO_MEDIA,
    "/v1/articles?limit=0",
    "/v1/articles?utm_source=conform",
    f"{FEED}?limit=0",
    f"{FEED}?cursor=x",
)


@check("errors.shape")
def shape(visit: Visit) -> str | None:
    """Every error is a problem (RFC 9457): application/problem+json with type, title, status,
    detail, code.
    """
    return first_of(_shapes(visit))


def _shapes(visit: Visit) -> Iterator[str]:
    for target in _REFUSED:
        answer = visit.ask(target)
        if answer.status >= 400 and (wrong := _wrong_with(answer)):
            yield f"{target}: {wrong}"


def _wrong_with(answer: Answer) -> str | None:
    kind = header(answer, "Content-Type").partition(";")[0]
    if kind != PROBLEM:
        return f"Content-Type is {kind or 'missing'}"
    problem = json_of(answer)
    if not isinstance(problem, dict):
        return "the body is no JSON object"
    wrong = [name for name, type_ in _MEMBERS.items() if not isinstance(problem.get(name), type_)]
    if wrong:
        return f"{', '.join(wrong)} missing or of another type"
    if problem["status"] != answer.status:
        return f"status says {problem['status']}, the answer is a {answer.status}"
    return None


@check("errors.unknown-path")
def unknown_path(visit: Visit) -> str | None:
    """Where nothing is, the answer is 404."""
    return _unless(visit, (404,), [NOWHERE])


@check("errors.unknown-id")
def unknown_id(visit: Visit) -> str | None:
    """An id that names nothing, and what is no id, is 404 (a proxy may answer %00 itself: 400)."""
    ids = (NOBODY, "1", "..%2f..%2fetc")
    targets = [f"{path}/{bad_id}" for path in visit.with_items for bad_id in ids]
    return _unless(visit, (404,), targets) or _unless(
        visit, (400, 404), [f"{path}/%00" for path in visit.with_items]
    )


@check("errors.unknown-site")
def unknown_site(visit: Visit) -> str | None:
    """An unknown site is 404."""
    return _unless(visit, (404,), ["/v1/sites/khong-co", "/v1/articles?site=khong-co"])


@check("errors.unknown-parameter")
def unknown_parameter(visit: Visit) -> str | None:
    """An unknown query parameter is a 400 that names it."""
    addresses = [f"{path}?utm_source=conform" for path in (*visit.lists, "/v1", FEED)]
    return named(visit, addresses, "utm_source")


@check("errors.repeated-parameter")
def repeated_parameter(visit: Visit) -> str | None:
    """A query parameter that is given twice is a 400 that names it."""
    return named(visit, [f"{path}?limit=1&limit=1" for path in visit.lists], "limit")


@check("errors.language")
def language(visit: Visit) -> str | None:
    """With Accept-Language: vi the title and detail are Vietnamese, the code stays."""
    english, vietnamese = visit.ask(NOWHERE), visit.ask(NOWHERE, Accept_Language="vi")
    problem, said = json_of(english), json_of(vietnamese)
    if not isinstance(problem, dict) or not isinstance(said, dict):
        return None  # Another check tells that.
    if said.get("code") != problem.get("code"):
        return f"code is {problem.get('code')} in English, {said.get('code')} in Vietnamese"
    same = [name for name in ("title", "detail") if said.get(name) == problem.get(name)]
    return f"{' and '.join(same)} stay English" if same else None


@check("errors.cache")
def cache(visit: Visit) -> str | None:
    """A 404 may not be served stale: it carries no stale directives."""
    control = header(visit.ask(f"/v1/articles/{NOBODY}"), "Cache-Control")
    return f"Cache-Control: {control}" if "stale-" in control else None


def named(visit: Visit, targets: list[str], parameter: str) -> str | None:
    """What is wrong with refusals of this parameter."""
    return _unless(visit, (400,), targets) or first_of(_unnamed(visit, targets, parameter))


def _unnamed(visit: Visit, targets: list[str], parameter: str) -> Iterator[str]:
    for target in targets:
        problem = json_of(visit.ask(target))
        if not isinstance(problem, dict) or "code" not in problem:
            continue  # Another check tells that.
        findings = problem.get("errors")
        names = [f.get("parameter") for f in findings or () if isinstance(f, dict)]
        if parameter not in names:
            yield f"{target}: errors names {names}"


def _unless(visit: Visit, statuses: tuple[int, ...], targets: list[str]) -> str | None:
    return first_of(
        f"{target}: {status}"
        for target in targets
        if (status := visit.status(target)) not in statuses
    )
