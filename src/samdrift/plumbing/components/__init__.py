"""Pieces of a page: a folder each, with a template, a contract and named examples."""
