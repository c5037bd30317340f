"""Investments: what was planned, decided and spent."""
