"""What things lean on, and who is hit if one of them falls."""
