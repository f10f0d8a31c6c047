"""Times in Danish text, by a grammar of our own.

Libraries get 2 to 10 of 46 such phrases right and read house numbers as years.
"""

from comms.danish.dates.reading import Found, read_times
from comms.danish.dates.roles import Role

__all__ = ["Found", "Role", "read_times"]
