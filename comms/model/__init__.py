"""What the office talks about, without input or output."""
