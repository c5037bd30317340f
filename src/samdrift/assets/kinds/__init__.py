"""Kinds of things: their tree, their fields, how long they last and what they cost."""
