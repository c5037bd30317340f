"""What is typed about months, invoices and what might be."""
