"""One index of everything that can be found by its words, written with what it tells of."""
