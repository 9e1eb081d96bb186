"""Entry script of the Streamlit side."""

from assessment.ui import shell

shell.run()
