"""Investments, fixed assets and debts: what was decided, spent, written off and owed."""
