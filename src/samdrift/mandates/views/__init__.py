"""The pages of mandates, and of emergencies."""
