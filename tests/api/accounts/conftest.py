"""A portal, and people who sign in to it."""

import pytest

from api.accounts import commands
from api.accounts.entry import credentials
from api.accounts.models import Account
from api.publishing.models import Role
from api.publishing.workflow import OPERATOR
from tests.factories import NOON, make_site

BY = (OPERATOR, NOON)
PASSWORD = "trâu vàng uống nước suối"
PAGE = {"Origin": "http://localhost"}
"""What a page of this address says of itself."""


@pytest.fixture
def site(app):
    """The portal of Yên Hòa."""
    return make_site()


@pytest.fixture
def editor(site):
    """An account with the role of editor on the portal."""
    account = commands.create_account("Bien-Tap@yenhoa.example", "Lê Thị Mai", None, BY)
    commands.grant(account, Role.EDITOR, site.id, BY)
    return account


@pytest.fixture
def member(editor):
    """The editor, who has chosen a password."""
    credentials.choose_password(commands.make_link(editor, BY), PASSWORD, NOON)
    return Account.get_by_id(editor.id)
