"""The desk's pages of disturbances: the list, one of them, and what is done with it."""
