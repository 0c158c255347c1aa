"""The exchange tables: which there are, their columns, and what each column means in the graph."""
