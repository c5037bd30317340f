"""What is written: sources, and what is fetched from them."""
