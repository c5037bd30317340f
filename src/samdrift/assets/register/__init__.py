"""The register: things found, listed page by page, as they are or as they were on a day."""
