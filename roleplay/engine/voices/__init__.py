"""What words a decision in a buyer's mouth."""
