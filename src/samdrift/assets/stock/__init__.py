"""Where things lie, counting them, receiving them, and receipts for what is handed over."""
