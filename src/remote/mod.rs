//! The network: the only module that speaks HTTP, and only where a person named an address on the command line.
//!
//! In: a method, an address, a body. Out: the answer's text, or why there is none. Answers that tell of a passing
//! trouble (429, 502, 503, 504, a connection that breaks) are asked for again. Knows nothing of what is sent.

use std::fmt;
use std::thread::sleep;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// Longest answer that is read, in bytes.
const LIMIT: u64 = 64 << 20;
/// How often a request is made before it is given up, and how long the first pause is; each next is twice as long.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_millis(400);
/// So much of a refusal's text is shown.
const SHOWN: usize = 300;

/// Who asks. Never printed.
#[derive(Clone, Default)]
pub enum Credentials {
    /// Nobody in particular.
    #[default]
    None,
    /// `Authorization: Bearer …`.
    Bearer(String),
    /// `Authorization: Basic …`.
    Basic {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self, Self::None) { "None" } else { "(secret)" })
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RemoteError {
    /// Not an address.
    #[error("`{0}` is not an address\n  help: give one that begins with http:// or https://")]
    Address(String),
    /// A secret would travel in the open.
    #[error(
        "{0}: the credentials of the environment would travel unencrypted\n  help: use https://, or unset them where the server asks for none"
    )]
    Open(String),
    /// Nobody answers.
    #[error("{url}: no answer: {cause}\n  help: check the address, and that the server runs")]
    Unreachable {
        /// Whom.
        url: String,
        /// Why.
        cause: String,
    },
    /// The server refuses.
    #[error("{url}: the server answers {status}: {text}\n  help: {help}")]
    Refused {
        /// Whom.
        url: String,
        /// The HTTP status.
        status: u16,
        /// The beginning of what it says.
        text: String,
        /// The way out.
        help: &'static str,
    },
}

/// A client of one server.
pub struct Client {
    agent: ureq::Agent,
    authorization: Option<String>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client")
    }
}

/// How a request is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Ask.
    Get,
    /// Add.
    Post,
    /// Replace.
    Put,
}

impl Client {
    /// A client that waits at most so long for each answer. Redirections are not followed with a body.
    pub fn new(credentials: &Credentials, timeout: Duration) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("glane/", env!("CARGO_PKG_VERSION")))
            .build();
        let authorization = match credentials {
            Credentials::None => None,
            Credentials::Bearer(token) => Some(format!("Bearer {token}")),
            Credentials::Basic { user, password } => {
                Some(format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}"))))
            }
        };
        Self { agent: config.into(), authorization }
    }

    /// The answer's text.
    ///
    /// # Errors
    /// Where the address is none, nobody answers, or the server refuses.
    pub fn send(&self, method: Method, url: &str, kind: &str, body: &[u8]) -> Result<String, RemoteError> {
        let (secure, host) = parts(url).ok_or_else(|| RemoteError::Address(url.to_owned()))?;
        if self.authorization.is_some() && !secure && !is_here(host) {
            return Err(RemoteError::Open(url.to_owned()));
        }
        let mut pause = PAUSE;
        for attempt in 1.. {
            let answer = self.once(method, url, kind, body);
            let passing = match &answer {
                Ok((status, _)) => matches!(status, 429 | 502 | 503 | 504),
                Err(_) => true,
            };
            if !passing || attempt == TRIES {
                return finish(url, answer);
            }
            sleep(pause);
            pause *= 2;
        }
        unreachable!("the loop ends with the last attempt")
    }

    fn once(&self, method: Method, url: &str, kind: &str, body: &[u8]) -> Result<(u16, String), ureq::Error> {
        let authorization = self.authorization.as_deref();
        let mut response = match method {
            Method::Get => {
                let request = self.agent.get(url).header("Accept", kind);
                authorization.iter().fold(request, |r, a| r.header("Authorization", *a)).call()?
            }
            Method::Post | Method::Put => {
                let request = if method == Method::Put { self.agent.put(url) } else { self.agent.post(url) };
                let request = request.header("Content-Type", kind);
                authorization.iter().fold(request, |r, a| r.header("Authorization", *a)).send(body)?
            }
        };
        let text = response.body_mut().with_config().limit(LIMIT).lossy_utf8(true).read_to_string()?;
        Ok((response.status().as_u16(), text))
    }
}

fn finish(url: &str, answer: Result<(u16, String), ureq::Error>) -> Result<String, RemoteError> {
    let (status, text) =
        answer.map_err(|cause| RemoteError::Unreachable { url: url.to_owned(), cause: cause.to_string() })?;
    let help = match status {
        200..=299 => return Ok(text),
        300..=399 => "the resource has moved; give its new address",
        401 | 403 => "set GLANE_TOKEN, or GLANE_USER and GLANE_PASSWORD, in the environment",
        404 | 405 | 415 => {
            "check the address: is it the right endpoint, and writable? See --help for which protocol it speaks"
        }
        413 => "send smaller pieces with --chunk",
        _ => "see the server's log",
    };
    let shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect();
    Err(RemoteError::Refused { url: url.to_owned(), status, text: shown, help })
}

/// Whether an address is of https, and its host.
fn parts(url: &str) -> Option<(bool, &str)> {
    let (secure, rest) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return None,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    (!host.is_empty() && !url.chars().any(|c| c.is_whitespace() || c.is_control())).then_some((secure, host))
}

/// True for this machine.
fn is_here(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name == "::1" || name.parse::<core::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

/// Text as a part of a query string or of a form.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_travel_encrypted_or_stay_here() {
        let client = Client::new(&Credentials::Bearer("x".to_owned()), Duration::from_secs(1));
        let sent = client.send(Method::Get, "http://kb.example/", "*/*", &[]);
        assert!(matches!(sent, Err(RemoteError::Open(_))));
        assert!(is_here("127.0.0.1:80") && is_here("[::1]:80") && is_here("localhost"));
        assert!(!is_here("localhost.example") && !is_here("127.0.0.1.example"));
        assert_eq!(format!("{:?}", Credentials::Bearer("x".to_owned())), "(secret)");
    }

    #[test]
    fn what_is_no_address_is_told() {
        for url in ["", "ftp://x/", "http://", "http://a b/", "kb.example"] {
            let sent = Client::new(&Credentials::None, Duration::from_secs(1)).send(Method::Get, url, "*/*", &[]);
            assert!(matches!(sent, Err(RemoteError::Address(_))), "{url}");
        }
        assert_eq!(parts("https://u@kb.example:1/x?y"), Some((true, "kb.example:1")));
    }

    #[test]
    fn text_is_encoded_for_forms() {
        assert_eq!(encode("é &=+/"), "%C3%A9%20%26%3D%2B%2F");
    }
}
