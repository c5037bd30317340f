"""The year held against itself, and against what an earlier report has printed."""
