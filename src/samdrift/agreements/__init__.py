"""What members and customers have agreed on, version by version, and who has signed."""
