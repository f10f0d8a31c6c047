"""Drafts of one status and channel are found by one index, however many the channel has."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this form of the tables."""
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_drafts_status_channel_story_id", ["status", "channel", "story_id"], unique=False
        )
