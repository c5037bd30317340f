"""The pages of operation, and what machines ask."""
