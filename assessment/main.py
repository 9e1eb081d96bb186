"""Entry script of the Streamlit side. Not beside ui/pages: a folder of that name next to the entry script is served
page by page, without the shell, to whoever opens a deep link first after a start."""

from assessment.ui import shell

shell.run()
