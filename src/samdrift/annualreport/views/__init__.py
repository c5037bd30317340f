"""Pages of the year: overview, report, reconciliation, editions."""
