"""Where the pages lie that a mail links to."""

from dataclasses import dataclass

from comms.model.issue import Issue


@dataclass(frozen=True)
class Places:
    """public_url: without a slash at its end (PUBLIC_URL)."""

    public_url: str

    def leave(self, token: str) -> str:
        """The reader's own page to leave; a POST to it leaves at once (RFC 8058)."""
        return f"{self.public_url}/afmeld/{token}"

    def archive(self, issue: Issue) -> str:
        """The issue's public page: `/nyhedsbreve/2026/uge-48`, or a special issue's own name."""
        return f"{self.public_url}{issue.archive_path}"

    def photo(self, digest: str) -> str:
        """A photo in an issue."""
        return f"{self.public_url}/nyhedsbreve/billede/{digest}.jpg"

    def issue(self, issue_id: int) -> str:
        """The staff's page of an issue."""
        return f"{self.public_url}/udgaver/{issue_id}"

    def drafts(self) -> str:
        """The staff's page of what waits."""
        return f"{self.public_url}/"
