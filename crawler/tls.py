"""What is wrong with a TLS handshake, in a closed set of words."""

import ssl
from enum import StrEnum


class TlsFault(StrEnum):
    """The first word of the detail of a `tls` failure."""

    EXPIRED = "expired"  # or not valid yet
    SELF_SIGNED = "self-signed"
    NAME = "name"  # issued for another name
    INCOMPLETE_CHAIN = "incomplete-chain"  # no way to an issuer we know: an intermediate is missing, or it is not known
    LEGACY = "legacy"  # protocol, cipher, renegotiation or key of a kind no longer accepted
    OTHER = "other"


# X509_V_ERR_* of OpenSSL.
_CERTIFICATE = {
    2: TlsFault.INCOMPLETE_CHAIN,
    9: TlsFault.EXPIRED,
    10: TlsFault.EXPIRED,
    18: TlsFault.SELF_SIGNED,
    19: TlsFault.SELF_SIGNED,
    20: TlsFault.INCOMPLETE_CHAIN,
    21: TlsFault.INCOMPLETE_CHAIN,
    62: TlsFault.NAME,
    64: TlsFault.NAME,
    66: TlsFault.LEGACY,
    67: TlsFault.LEGACY,
    68: TlsFault.LEGACY,
}
_RENEGOTIATION = "UNSAFE_LEGACY_RENEGOTIATION_DISABLED"
# What OpenSSL calls it when our side refuses, and the alerts by which theirs does.
_LEGACY = frozenset(
    {
        _RENEGOTIATION,
        "UNSUPPORTED_PROTOCOL",
        "TLSV1_ALERT_PROTOCOL_VERSION",
        "SSLV3_ALERT_HANDSHAKE_FAILURE",
        "SSL/TLS_ALERT_HANDSHAKE_FAILURE",
        "TLSV1_ALERT_INSUFFICIENT_SECURITY",
        "INSUFFICIENT_SECURITY",
        "NO_SHARED_CIPHER",
        "NO_CIPHERS_AVAILABLE",
        "DH_KEY_TOO_SMALL",
        "EE_KEY_TOO_SMALL",
        "CA_KEY_TOO_SMALL",
        "CA_MD_TOO_WEAK",
        "WRONG_SIGNATURE_TYPE",
        "NO_PROTOCOLS_AVAILABLE",
        "LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED",
    }
)


def tls_fault(error: BaseException) -> TlsFault:
    """The kind of a failed handshake."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATE.get(error.verify_code, TlsFault.OTHER)
    reason = (error.reason or "") if isinstance(error, ssl.SSLError) else ""
    return TlsFault.LEGACY if reason.replace(" ", "_").upper() in _LEGACY else TlsFault.OTHER
