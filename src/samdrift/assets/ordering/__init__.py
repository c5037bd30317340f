"""What is bought: standard models, orders, who approves them, and what comes."""
