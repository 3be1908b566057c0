"""`@guarded`: a write says which version it changes, and changes no other."""

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


def guarded(view: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the version that If-Match names to the view; without one raise PreconditionRequired."""

    @wraps(view)
    def run(*args: Any, **kwargs: Any) -> Any:
        found = _TAG.fullmatch(request.headers.get("If-Match", "").strip())
        if found is None:
            raise PreconditionRequired
        return view(*args, version=int(found[1]), **kwargs)

    return run
