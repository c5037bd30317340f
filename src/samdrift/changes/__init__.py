"""What is changed in what runs: approved before, looked at after."""
