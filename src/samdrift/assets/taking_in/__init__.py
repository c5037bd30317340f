"""Lists of things from spreadsheets: read, mapped, looked at row by row, taken in and undone."""
