"""`python -m assessment` is `interlock`."""

from assessment.cli import main

main()
