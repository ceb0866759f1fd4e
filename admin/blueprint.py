"""The one blueprint of the console; views hang themselves on it when `admin.console` imports them."""

from flask import Blueprint

blueprint = Blueprint("admin", __name__, url_prefix="/admin", template_folder="templates", static_folder="static")
