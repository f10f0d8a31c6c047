"""Staff accounts."""

import sys

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.errors import UsageError
from comms.model.account import COMMAND_LINE, Account, Role


@click.group()
def users() -> None:
    """Add, list and disable staff accounts."""


@command(users)
@click.argument("name")
@click.option("--email", required=True)
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]))
@click.option("--password-stdin", is_flag=True, required=True, help="Read it from standard input.")
@click.option("--by", default=COMMAND_LINE, help="Who adds.")
def add(name: str, email: str, role: str, password_stdin: bool, by: str) -> Answer:
    """Make an account. The password is read from standard input, never from an argument."""
    if not password_stdin:
        raise UsageError("give the password on standard input with --password-stdin")
    password = sys.stdin.readline().rstrip("\r\n")
    with opened() as house:
        account = house.accounts.add(name, email, role, password, by, house.clock())
    return Answer(_shown(account), [f"{account.name} kan nu logge ind som {account.role}."])


@command(users, "list")
def list_users() -> Answer:
    """Every account."""
    with opened() as house:
        found = house.accounts.all()
    lines = [
        f"{a.name:<24} {a.email:<36} {a.role:<9}{'' if a.active else ' spærret'}" for a in found
    ]
    return Answer([_shown(account) for account in found], lines or ["Der er ingen brugere."])


@command(users)
@click.argument("name")
@click.option("--by", default=COMMAND_LINE, help="Who disables.")
def disable(name: str, by: str) -> Answer:
    """Let nobody in by this account any more."""
    with opened() as house:
        account = house.accounts.disable(name, by, house.clock())
    return Answer(_shown(account), [f"{account.name} er spærret."])


def _shown(account: Account) -> dict[str, object]:
    return {
        "id": account.id,
        "name": account.name,
        "email": account.email,
        "role": account.role,
        "active": account.active,
    }
