"""Where stories go."""
