"""How the product itself runs: its health, its measures, its logs and its long work."""
