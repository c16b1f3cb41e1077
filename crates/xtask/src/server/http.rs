//! As much of HTTP/1.1 as a browser on the same machine needs: a request's head in, one answer
//! out, and the connection is closed.
//!
//! Not `tiny_http`: its pool of threads lets a connection wait behind idle ones, so that now and
//! then a page never opened.

use std::io::{BufRead, BufReader, Read, Write};

/// More than any browser sends.
const LONGEST_HEAD: u64 = 64 * 1024;

/// What a browser asks for.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET` and so on.
    pub method: String,
    /// The address, from the path on.
    pub url: String,
    /// The encodings that the browser takes.
    pub accepts: String,
}

/// What goes back.
pub struct Answer<'a> {
    /// The code and its words.
    pub status: &'static str,
    /// The lines before the body, but those on length and connection.
    pub headers: Vec<(&'a str, &'a str)>,
    /// The bytes, already encoded.
    pub body: &'a [u8],
}

/// Reads the head of a request. `None` when the browser went away or does not speak HTTP.
pub fn read(stream: impl Read) -> Option<Request> {
    let mut lines = BufReader::new(stream.take(LONGEST_HEAD)).lines();
    let first = lines.next()?.ok()?;
    let mut words = first.split(' ');
    let (method, url) = (words.next()?.to_owned(), words.next()?.to_owned());
    if !words.next()?.starts_with("HTTP/1.") {
        return None;
    }
    let mut accepts = String::new();
    loop {
        let line = lines.next()?.ok()?;
        if line.is_empty() {
            return Some(Request {
                method,
                url,
                accepts,
            });
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("accept-encoding")
        {
            accepts = value.trim().to_owned();
        }
    }
}

/// Writes an answer; without its body where the browser asked for the head only.
pub fn write(stream: &mut impl Write, answer: &Answer, is_head: bool) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {}\r\n", answer.status);
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let length = answer.body.len();
    head.push_str(&format!(
        "Content-Length: {length}\r\nConnection: close\r\n\r\n"
    ));
    stream.write_all(head.as_bytes())?;
    if !is_head {
        stream.write_all(answer.body)?;
    }
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_up_to_the_blank_line() {
        let text = "GET /a?b HTTP/1.1\r\nHost: x\r\naccept-encoding: gzip, br\r\n\r\nrest";
        let expected = Request {
            method: "GET".to_owned(),
            url: "/a?b".to_owned(),
            accepts: "gzip, br".to_owned(),
        };
        assert_eq!(read(text.as_bytes()), Some(expected));
    }

    #[test]
    fn what_is_not_a_whole_request_is_none() {
        for text in [
            "",
            "\r\n\r\n",
            "GET /\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n",
            "\u{16}\u{3}",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn a_head_without_end_is_given_up() {
        assert_eq!(read(std::io::repeat(b'a')), None);
    }

    #[test]
    fn an_answer_says_its_length_even_without_its_body() {
        let answer = Answer {
            status: "200 OK",
            headers: vec![("Vary", "Accept-Encoding")],
            body: b"four",
        };
        let head = "HTTP/1.1 200 OK\r\nVary: Accept-Encoding\r\nContent-Length: 4\r\n\
            Connection: close\r\n\r\n";
        for (is_head, body) in [(true, ""), (false, "four")] {
            let mut out = Vec::new();
            write(&mut out, &answer, is_head).expect("memory");
            assert_eq!(String::from_utf8_lossy(&out), format!("{head}{body}"));
        }
    }
}
