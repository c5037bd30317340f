"""Swedish words as terms: found alike when a text is written and when it is looked for."""
