"""Opslagstavlen: `python main.py --help`."""

from comms.cli import main

if __name__ == "__main__":
    main()
