"""IT and OT side by side: what each values, aims at and is measured on, and what reconciles the differences."""
