"""Opening hours, time used and deadlines: plain Python that knows no database."""
