"""Pages of wiping."""
