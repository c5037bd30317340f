"""Invoices between organisations as Peppol BIS Billing 3: what they tell, checked and written."""
