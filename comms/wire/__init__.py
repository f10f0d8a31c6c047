"""One protocol each, knowing nothing of stories."""
