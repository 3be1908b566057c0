"""`@guarded`: a write says which version, or state of a set, it changes, and changes no other."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request

from api.http.writes.errors import PreconditionRequired

IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": 'The version that is changed, by its strong ETag: `"v17"`.',
    "schema": {"type": "string", "pattern": '^"v[0-9]{1,18}"$'},
}
# One strong tag: `*` and lists would match what nobody has read, a weak one something like it.
_TAG = re.compile(r'"v([1-9][0-9]{0,17})"')
_SET_TAG = re.compile(r'"w([0-9a-f]{32})"')
IF_MATCH_SET = {
    **IF_MATCH,
    "description": "The state that is changed, by its strong ETag, made of its members' versions.",
    "schema": {"type": "string", "pattern": '^"w[0-9a-f]{32}"$'},
}


def guarded(view: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the version that If-Match names to the view; without one raise PreconditionRequired."""

    @wraps(view)
    def run(*args: Any, **kwargs: Any) -> Any:
        return view(*args, version=int(_named(_TAG)), **kwargs)

    return run


def guarded_set(view: Callable[..., Any]) -> Callable[..., Any]:
    """The same for what has no version of its own: hand over the `tag` made of its members'."""

    @wraps(view)
    def run(*args: Any, **kwargs: Any) -> Any:
        return view(*args, tag=_named(_SET_TAG), **kwargs)

    return run


def _named(form: re.Pattern[str]) -> str:
    match = form.fullmatch(request.headers.get("If-Match", "").strip())
    if match is None:
        raise PreconditionRequired
    return match[1]
