//! Compression, as static hosts do it.

use std::io::{Read, Write};

/// The bytes as `gzip -9` makes them.
pub fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing into memory has no way to fail.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

/// The bytes as brotli makes them, from 0 (quick) to 11 (small).
pub fn brotli(body: &[u8], quality: u32) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut reader = brotli::CompressorReader::new(body, 4096, quality, 22);
    // Reading from memory has no way to fail.
    let _ = reader.read_to_end(&mut packed);
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compression_can_be_undone() {
        let body = b"ISMS Gauge ".repeat(50);
        let mut plain = Vec::new();
        let mut reader = flate2::read::GzDecoder::new(std::io::Cursor::new(gzip(&body)));
        reader.read_to_end(&mut plain).expect("gzip");
        assert_eq!(plain, body);
        let mut plain = Vec::new();
        let packed = brotli(&body, 11);
        brotli::Decompressor::new(packed.as_slice(), 4096)
            .read_to_end(&mut plain)
            .expect("brotli");
        assert_eq!(plain, body);
    }
}
