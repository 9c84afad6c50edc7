//! TLS, and HTTP/2 over it.

mod api;

use std::sync::Arc;

use api::{Certificate, Client, program, request, server};
use coolbpf_contract::wire::CompileAnswer;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper::{Request, StatusCode, Version, header};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

#[test]
fn tls_is_spoken_to_those_who_trust_the_certificate() {
    let directory = TempDir::new().unwrap();
    let certificate = Certificate::write(directory.path());
    let server = server(&certificate.flags());
    assert!(server.url().starts_with("https://"));
    let client = Client::trusting(server.url(), &[&certificate]);
    assert_eq!(client.compile(&request(&program(3))).status, 200);
    assert!(Client::trusting(server.url(), &[]).try_get("/healthz").is_err());
    assert!(Client::new(&server.url().replace("https", "http")).try_get("/healthz").is_err());
}

#[test]
fn http_2_is_agreed_on_over_tls_and_answers_several_at_once() {
    let directory = TempDir::new().unwrap();
    let certificate = Certificate::write(directory.path());
    let server = server(&certificate.flags());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let sender = connect(server.url(), &certificate).await;
        let (first, second) = tokio::join!(compile(sender.clone(), 1), compile(sender, 2));
        assert_ne!(first.object.digest, second.object.digest);
    });
}

/// A connection that speaks HTTP/2 because the server has agreed to.
async fn connect(url: &str, certificate: &Certificate) -> SendRequest<Full<Bytes>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(certificate.der.clone())).unwrap();
    let mut tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let stream = TcpStream::connect(url.strip_prefix("https://").unwrap()).await.unwrap();
    let name = "localhost".try_into().unwrap();
    let stream = TlsConnector::from(Arc::new(tls)).connect(name, stream).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(b"h2".as_slice()));
    let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    sender
}

async fn compile(mut sender: SendRequest<Full<Bytes>>, number: u32) -> CompileAnswer {
    let body = serde_json::to_vec(&request(&program(number))).unwrap();
    let request = Request::post("https://localhost/v1/compile")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Full::from(body))
        .unwrap();
    let response = sender.send_request(request).await.unwrap();
    assert_eq!((response.status(), response.version()), (StatusCode::OK, Version::HTTP_2));
    let body = response.into_body().collect().await.unwrap().to_bytes();
    serde_json::from_slice(&body).unwrap()
}
