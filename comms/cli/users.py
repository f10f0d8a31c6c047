"""Staff accounts."""

import sys

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.errors import UsageError
from comms.model.account import COMMAND_LINE, Account, Role


@click.group()
def users() -> None:
    """Add, list and change staff accounts."""


@command(users)
@click.argument("name")
@click.option("--email", required=True)
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]))
@click.option("--password-stdin", is_flag=True, required=True, help="Read it from standard input.")
@click.option("--by", default=COMMAND_LINE, help="Who adds.")
def add(name: str, email: str, role: str, password_stdin: bool, by: str) -> Answer:
    """Make an account. The password is read from standard input, never from an argument."""
    password = _read(given=password_stdin)
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


@command(users)
@click.argument("name")
@click.option("--by", default=COMMAND_LINE, help="Who enables.")
def enable(name: str, by: str) -> Answer:
    """Let somebody in again, with the password they had."""
    with opened() as house:
        account = house.accounts.enable(name, by, house.clock())
    return Answer(_shown(account), [f"{account.name} kan logge ind igen."])


@command(users)
@click.argument("name")
@click.argument("role", type=click.Choice([str(role) for role in Role]))
@click.option("--by", default=COMMAND_LINE, help="Who decides.")
def role(name: str, role: str, by: str) -> Answer:
    """What somebody may do from now on."""
    with opened() as house:
        account = house.accounts.give_role(name, role, by, house.clock())
    return Answer(_shown(account), [f"{account.name} er nu {account.role}."])


@command(users)
@click.argument("name")
@click.option("--password-stdin", is_flag=True, required=True, help="Read it from standard input.")
@click.option("--by", default=COMMAND_LINE, help="Who sets it.")
def password(name: str, password_stdin: bool, by: str) -> Answer:
    """A new password, read from standard input. Whoever is logged in with the old one is out."""
    chosen = _read(given=password_stdin)
    with opened() as house:
        account = house.accounts.set_password(name, chosen, by, house.clock())
    return Answer(_shown(account), [f"{account.name} har fået en ny adgangskode."])


@command(users)
@click.argument("name")
@click.option("--by", default=COMMAND_LINE, help="Who makes it.")
def link(name: str, by: str) -> Answer:
    """A link by which somebody chooses a password, once. Shown here and kept nowhere."""
    with opened() as house:
        url = house.accounts.link(name, by, house.clock())
    return Answer({"link": url}, ["Virker én gang i to døgn:", f"  {url}"])


def _read(*, given: bool) -> str:
    if not given:
        raise UsageError("give the password on standard input with --password-stdin")
    return sys.stdin.readline().rstrip("\r\n")


def _shown(account: Account) -> dict[str, object]:
    return {
        "id": account.id,
        "name": account.name,
        "email": account.email,
        "role": account.role,
        "active": account.active,
    }
