"""What the text of evidence says: facts to propose to a person, and marks of buyers to be masked."""
