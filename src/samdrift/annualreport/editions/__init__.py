"""The report as it was reviewed and adopted: frozen, and held against the records since."""
