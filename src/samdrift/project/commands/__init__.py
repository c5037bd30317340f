"""The commands of `samdrift`, a module per kind of work."""
