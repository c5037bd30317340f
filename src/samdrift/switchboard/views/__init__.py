"""The pages of the switchboard."""
