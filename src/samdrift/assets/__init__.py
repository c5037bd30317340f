"""What every municipality has, since when."""
