"""Opslagstavlen: from a shared inbox to posts, a newsletter and a growth report."""
