"""The interview: which question comes next, and what was typed."""
