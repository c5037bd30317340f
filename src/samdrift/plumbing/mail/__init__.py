"""Letters by mail: read whatever comes, answered when they may be, sent once, and never lost."""
