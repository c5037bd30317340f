"""The chapters of the report: their order, their standard prose, and how they become blocks."""
