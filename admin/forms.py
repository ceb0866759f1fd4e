"""The forms of sign-in and password. What is wrong is said beside the field, and what was typed stays."""

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from admin.passwords import LONGEST
from admin.texts import say


class SignInForm(FlaskForm):
    email = EmailField(validators=[InputRequired(say("sign_in.email_missing")), Length(max=200)])
    password = PasswordField(validators=[InputRequired(say("sign_in.password_missing")), Length(max=LONGEST)])


class PasswordForm(FlaskForm):
    old = PasswordField(validators=[InputRequired(say("password.old_missing")), Length(max=LONGEST)])
    new = PasswordField(validators=[InputRequired(say("password.too_short"))])
    again = PasswordField(validators=[InputRequired(say("password.differ"))])
