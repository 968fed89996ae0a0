"""One settings file: development by default, the environment for the rest."""

import sys
from datetime import date
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from lms import environment

BASE_DIR = Path(__file__).resolve().parent.parent
NODE_MODULES = BASE_DIR / "node_modules"
VAR = BASE_DIR / "var"

# --- What kind of site this is ------------------------------------------------------------

TESTING = "pytest" in sys.modules
PRODUCTION = environment.flag("WEERBAAR_PRODUCTION", False)
#: The demo organisation with its known password lives here: never together with PRODUCTION.
DEMO = environment.flag("WEERBAAR_DEMO", False)
DEBUG = environment.flag("WEERBAAR_DEBUG", False)

_today = environment.text("WEERBAAR_TODAY")
#: A set day instead of the clock's, for the demo and the tests.
WEERBAAR_TODAY = date.fromisoformat(_today) if _today else None

if PRODUCTION and (DEMO or DEBUG or WEERBAAR_TODAY):
    raise ImproperlyConfigured("WEERBAAR_PRODUCTION goes without WEERBAAR_DEMO, WEERBAAR_DEBUG and WEERBAAR_TODAY.")

SECRET_KEY = environment.text("WEERBAAR_SECRET_KEY")
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured("WEERBAAR_SECRET_KEY is missing. Set a long random text.")
    SECRET_KEY = "only-for-a-demo-on-your-own-machine-never-in-production"

ALLOWED_HOSTS = environment.words("WEERBAAR_HOSTS", ["localhost", "127.0.0.1", "testserver"])
WEERBAAR_URL = environment.text("WEERBAAR_URL", "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = environment.words("WEERBAAR_TRUSTED_ORIGINS", [])

# --- The house ----------------------------------------------------------------------------

INSTALLED_APPS = [
    "lms",
    "modules",
    "scenarios",
    "badges",
    "analytics",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_htmx",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",  # never used here, but every page of the admin asks for its address
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lms.shell.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.shell.middleware.second_factor_for_administrators",
    "lms.shell.middleware.private_pages",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.shell.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "lms.templatetags.weerbaar"],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------

DATABASES = {"default": environment.database(environment.text("DATABASE_URL", f"sqlite:///{VAR / 'weerbaar.sqlite3'}"))}
CACHES = {
    # Rate limits must hold across processes, so they live in the database.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 12
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"

# --- Sign-in ------------------------------------------------------------------------------

AUTH_USER_MODEL = "lms.Employee"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "lms.people.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["lms.people.passwords.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "modules:home"
ACCOUNT_ADAPTER = "lms.people.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come from HR
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Weerbaar: "
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Weerbaar"
# allauth notes an address as unproven when somebody asks for a new password. Ours come from HR, and a stranger
# who asks may not keep a person from adding a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost in the demo
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("WEERBAAR_PROXIES", 0)
# On top of allauth's own limits: asking for a new invitation.
ACCOUNT_RATE_LIMITS = {"invitation": "10/m/ip,3/h/key"}
#: How long an invitation link can be used, in days.
INVITATION_DAYS = 14

# --- Language, time -----------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "taal"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# --- Static files, without a bundler ------------------------------------------------------

STATIC_URL = "/static/"
# A development site serves the files from where they lie.
STATIC_ROOT = BASE_DIR / "static-root" if PRODUCTION else None
STATICFILES_DIRS = [
    (f"v/{name}", folder)
    for name, folder in {
        "bricolage": NODE_MODULES / "@fontsource-variable/bricolage-grotesque/files",
        "atkinson": NODE_MODULES / "@fontsource-variable/atkinson-hyperlegible-next/files",
        "plotly": NODE_MODULES / "plotly.js-basic-dist-min",
    }.items()
    if folder.is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if PRODUCTION
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False

# --- Safety -------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/beheer/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
if PRODUCTION:
    SECURE_SSL_REDIRECT = environment.flag("WEERBAAR_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True

# --- Mail ---------------------------------------------------------------------------------

EMAIL_BACKEND = environment.text(
    "WEERBAAR_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = environment.text("WEERBAAR_EMAIL_HOST", "localhost")
EMAIL_PORT = environment.number("WEERBAAR_EMAIL_PORT", 25)
DEFAULT_FROM_EMAIL = environment.text("WEERBAAR_EMAIL_FROM", "Weerbaar <weerbaar@demo.example>")

# --- Wagtail ------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Weerbaar"
WAGTAILADMIN_BASE_URL = WEERBAAR_URL
WAGTAIL_I18N_ENABLED = False  # both languages live side by side in one page
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # addresses come from HR
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # allauth does this
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1

# --- What an organisation may set ---------------------------------------------------------

#: Smallest group of which completion figures are shown, and of which anything about choices is.
SMALLEST_GROUP_FOR_COMPLETION = 5
SMALLEST_GROUP_FOR_CHOICES = 10
#: Above this share of people changed at once, a delivery from HR asks for confirmation.
FEED_BRAKE_SHARE = 0.05
#: The share of colleagues that the organisation aims for, per level.
TARGET_SHARE = 0.8

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": environment.text("WEERBAAR_LOG_LEVEL", "WARNING")},
}
