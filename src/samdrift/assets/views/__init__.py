"""Pages of the register: things, what happens to them, their kinds, and where they lie."""
