"""What somebody who needs help sees: one box, their own cases, guides, and what is down."""
