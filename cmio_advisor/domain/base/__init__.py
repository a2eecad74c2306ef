"""What everything rests on: immutable values, time, evidence, ids with their titles, sentences."""
