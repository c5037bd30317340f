"""What is written of investments and fixed assets, each in one transaction."""
