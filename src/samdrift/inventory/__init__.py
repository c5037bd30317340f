"""What machines tell of themselves: received from agents, kept as states, matched to one each."""
