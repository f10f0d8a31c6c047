"""The pages: each request is one call of a stage."""
