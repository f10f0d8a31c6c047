"""Grouping: stories that tell the same are made one, a mail that tells several is made several."""

from comms.stages.grouping.ground import Followed
from comms.stages.grouping.grouping import Grouping
from comms.stages.grouping.merging import Merged, Unmerged
from comms.stages.grouping.splitting import Part, Split
from comms.stages.grouping.twins import Twin

__all__ = ["Followed", "Grouping", "Merged", "Part", "Split", "Twin", "Unmerged"]
