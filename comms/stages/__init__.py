"""What happens, in the order it happens."""
