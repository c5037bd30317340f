"""The inks a document is set in: html, pdf, docx and xlsx. Each renders the tree, nothing else."""
