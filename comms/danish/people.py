"""What is told about people: phone numbers, health, children, danger."""

from comms.danish.children import minors
from comms.danish.danger import danger
from comms.danish.illness import health
from comms.danish.phones import phones
from comms.danish.spots import Told

__all__ = ["Told", "danger", "health", "minors", "phones"]
