"""The Streamlit pages for the team that walks the phases, agrees and decides."""
