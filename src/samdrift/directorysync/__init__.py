"""What the directories of municipalities tell of people, units and group accounts."""
