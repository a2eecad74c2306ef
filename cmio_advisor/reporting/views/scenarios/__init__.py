"""What changes with other answers, days or rules, and roadmaps side by side."""
