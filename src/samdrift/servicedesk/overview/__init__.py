"""The desk at a glance over any period, for whoever answers for it."""
