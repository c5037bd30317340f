"""What is charged to whom, and the invoices."""
