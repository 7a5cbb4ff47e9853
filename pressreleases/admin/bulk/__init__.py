"""What is done to many releases at once from their list; each through the same verbs and checks as one alone."""
