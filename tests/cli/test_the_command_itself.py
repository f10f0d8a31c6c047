"""What `python main.py` does around every command: usage, JSON, the service's own words."""

import json
import socket
import subprocess
import sys
from pathlib import Path

from PIL import Image

from tests.cli.conftest import Run

MAIN = Path(__file__).parents[2] / "main.py"


def main_py(*words: str | bytes) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, MAIN, *words], capture_output=True, text=True, timeout=60
    )


def test_wrong_usage_is_one_json_document_too() -> None:
    done = main_py("collect", "postkasse", "--json")
    assert done.returncode == 2
    assert "'postkasse' is not one of" in json.loads(done.stdout)["error"]


def test_an_unknown_command_is_wrong_usage() -> None:
    assert main_py("findes-ikke").returncode == 2


def test_help_ends_well() -> None:
    assert main_py("drafts", "approve", "--help").returncode == 0


def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = main_py("graph-practice", "--port", port)
    assert (done.returncode, f"--port {port}: cannot be used" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr


def test_a_photo_whose_name_holds_a_cpr_number_is_refused(run: Run, tmp_path: Path) -> None:
    photo = tmp_path / "010135-1234.jpg"
    Image.new("RGB", (40, 30)).save(photo)
    story = ("stories", "add", "--title", "Dag", "--link", "https://example.dk", "--by", "Anna")
    refused = run(*story, "--image", photo, "--alt", "En have")
    assert (refused.exit_code, "cpr-nummer" in refused.err) == (1, True)
    assert "010135" not in refused.err
