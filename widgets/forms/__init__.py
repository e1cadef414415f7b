"""What a person types into."""
