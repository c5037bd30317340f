"""Packages of records taken in whole or not at all. Knows files and rows, and no domain."""
