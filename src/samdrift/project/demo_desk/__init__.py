"""A living desk for the demo: people, guides, groups and thousands of tickets, made up by us."""
