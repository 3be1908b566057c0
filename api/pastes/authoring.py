"""Tells an editor what becomes of what somebody pastes, before it is in the text."""

from typing import Any

from flask import Response

from api.http.authoring import Blueprint, answer
from api.pastes.schemas import PastedSchema, PasteSchema
from api.publishing.checks.losses import losses_of_body

blp = Blueprint("pastes", __name__, description="What becomes of what is pasted.")


@blp.post("/authoring/v1/pastes")
@blp.arguments(PasteSchema)
@blp.response(200, PastedSchema)
def read_paste(said: dict[str, Any]) -> Response:
    """Show what a body would store of HTML, and what it would lose.

    Nothing is kept. Lists, tables and marks of word processors become what they mean; images that
    are in no library are among the losses.
    """
    body = said["html"]
    return answer({"body_html": str(body), "losses": losses_of_body(body)}, PastedSchema)
