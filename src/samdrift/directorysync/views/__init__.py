"""The pages of directories: sources, fetches and their differences."""
