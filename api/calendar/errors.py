"""The refusals of planned weeks; what kept several entries from being written is one of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from api.runtime.errors import ApiError, FieldError, PreconditionFailed

# What a person cannot mend by writing comes first.
_FIRST = (403, 409, 404, 422)


class StaleWeek(PreconditionFailed):
    code = "stale_week"
    detail = "Entries of this week changed since you read it; read it again."
    detail_vi = "Lịch tuần này đã thay đổi sau khi bạn đọc; hãy tải lại."


class Refusals:
    """Gathers refusals, so that whoever wrote a week learns of all of them at once."""

    def __init__(self) -> None:
        self._refusals: list[tuple[int | None, UUID | None, ApiError]] = []

    @contextmanager
    def noted(self, number: int | None, entry: UUID | None) -> Iterator[None]:
        """Note the refusal of one entry, by its place in the week, None for one left out of it.

        That of an older state is no entry's.
        """
        try:
            yield
        except PreconditionFailed:
            raise
        except ApiError as error:
            self._refusals.append((number, entry, error))

    def require_none(self) -> None:
        """Raise what was noted, as one of its own kind."""
        if not self._refusals:
            return
        first = min((error for _, _, error in self._refusals), key=lambda e: _FIRST.index(e.status))
        errors = [error for refusal in self._refusals for error in _placed(refusal[0], refusal[2])]
        refused = [{"id": entry, "code": error.code} for _, entry, error in self._refusals]
        raise type(first)(errors=errors, extra={"refused": refused}, **first.values)


def _placed(number: int | None, error: ApiError) -> list[FieldError]:
    at = "/entries" if number is None else f"/entries/{number}"
    if error.errors:
        return [
            replace(field_error, pointer=f"{at}{field_error.pointer or ''}")
            for field_error in error.errors
        ]
    return [FieldError(error.code, error.say("en"), error.say("vi"), pointer=at)]
