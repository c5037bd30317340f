"""Measures what is promised, on a large year, beside references measured in the same run."""
