"""The app: `streamlit run app.py` finds the ASGI application only if it stands here."""

import streamlit as st

from assessment import server

app = st.App(**server.settings())
