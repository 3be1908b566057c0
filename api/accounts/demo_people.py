"""A demo commune's two people, with passwords that only this installation's folder holds."""

import os
import secrets
from datetime import datetime
from pathlib import Path
from string import ascii_lowercase

from api.accounts import commands
from api.accounts.entry import passwords
from api.accounts.models import Account
from api.db.unit_of_work import transaction
from api.publishing.models import Role
from api.publishing.workflow import OPERATOR
from api.runtime.config import config
from api.runtime.jsons import dumps, loads
from api.setting.private_files import check_private
from api.sites import queries as sites

FILE_NAME = "demo_passwords.json"
SITES = ("yen-hoa", "dong-lam")
"""The demo commune, and the one that is as portals in real life are."""
_ROLES = {"bien-tap": ("Biên tập", Role.EDITOR), "duyet": ("Duyệt bài", Role.PUBLISHER)}


def demo_people(at: datetime, site: str = SITES[0]) -> list[str]:
    """Let the two in where they are not yet; a line of each, with role, address and password."""
    passwords = _passwords(config().state_dir / FILE_NAME)
    return [f"{role.name.title() + ':':<11}{email}  {_let_in(email, site, passwords[email], at)}"
            for email, (_name, role) in _people(site).items()]  # fmt: skip


def _people(site: str) -> dict[str, tuple[str, Role]]:
    return {f"{who}@{site.replace('-', '')}.example": person for who, person in _ROLES.items()}


def _let_in(email: str, site: str, password: str, at: datetime) -> str:
    name, role = _people(site)[email]
    by = (OPERATOR, at)
    account = Account.get_or_none(Account.email == email)
    if account is None:
        with transaction():
            account = commands.create_account(email, name, password, by)
            commands.grant(account, role, sites.get_reference(site).id, by)
    is_known = passwords.matches(account.password_hash, password)
    return password if is_known else f"(chose a password: congxa user reset {email})"


def _passwords(path: Path) -> dict[str, str]:
    """What is kept in the folder of the state, made on the first start."""
    if not path.exists():
        made = {email: _password() for site in SITES for email in _people(site)}
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(dumps(made))
    check_private(path)
    passwords: dict[str, str] = loads(path.read_bytes())
    return passwords


def _password() -> str:
    """Sixteen random letters (75 bits) in groups that can be typed."""
    groups = ("".join(secrets.choice(ascii_lowercase) for _ in range(4)) for _ in range(4))
    return "-".join(groups)
