"""The forms of sign-in and password. What is wrong is said beside the field, and what was typed stays."""

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import DataRequired, InputRequired, Length

from admin.cleaning import one_line
from admin.passwords import LONGEST
from admin.texts import say


class SignInForm(FlaskForm):
    email = EmailField(
        filters=[one_line],
        validators=[DataRequired(say("sign_in.email_missing")), Length(max=200, message=say("sign_in.wrong"))],
    )
    password = PasswordField(
        validators=[InputRequired(say("sign_in.password_missing")), Length(max=LONGEST, message=say("sign_in.wrong"))]
    )


class PasswordForm(FlaskForm):
    old = PasswordField(
        validators=[InputRequired(say("password.old_missing")), Length(max=LONGEST, message=say("password.old_wrong"))]
    )
    new = PasswordField(validators=[InputRequired(say("password.too_short"))])
    again = PasswordField(validators=[InputRequired(say("password.differ"))])
