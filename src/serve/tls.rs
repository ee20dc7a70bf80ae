//! Encrypts connections with a certificate of the user's.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The PEM files that TLS needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The certificate, with those that lead to its root.
    pub chain: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// Accepts TLS connections with `certificate`.
///
/// # Errors
///
/// A file cannot be read, is not PEM, or the two do not belong together.
pub(super) fn acceptor(certificate: &Certificate) -> io::Result<TlsAcceptor> {
    let failed = |file: &Path, error: &dyn std::fmt::Display| {
        io::Error::other(format!("cannot use `{}` for TLS: {error}", file.display()))
    };
    let Certificate { chain, key } = certificate;
    let chain_read = CertificateDer::pem_file_iter(chain)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| failed(chain, &error))?;
    if chain_read.is_empty() {
        return Err(failed(chain, &"there is no certificate in it"));
    }
    let key_read = PrivateKeyDer::from_pem_file(key).map_err(|error| failed(key, &error))?;
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain_read, key_read)
        .map_err(|error| failed(key, &error))?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}
