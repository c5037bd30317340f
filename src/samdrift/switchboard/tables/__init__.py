"""Calls, reception and citizens' measures as tables."""
