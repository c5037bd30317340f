"""What the year's figures say, in sentences and charts that are true whatever they are."""
