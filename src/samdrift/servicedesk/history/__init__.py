"""What has happened to tickets: written once, read as a story, undone by a counter-event."""
