"""Going to those who need help: where places are, and how a day of visits comes out."""
