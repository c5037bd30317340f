"""Going anywhere by words or a pasted number: what apps offer to be found, and how it is found."""
