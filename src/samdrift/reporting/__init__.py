"""Tables of figures, documents, and their ink: html, pdf, xlsx, docx. Knows no domain."""
