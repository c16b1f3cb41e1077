//! Files that only a passphrase opens: the browser's own cryptography over the envelope of
//! `core::lock`.

use isms_gauge_core::lock::{Locked, ROUNDS};
use js_sys::{Array, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};

const SALT_BYTES: usize = 16;
const NONCE_BYTES: usize = 12;

/// Locks a text with a passphrase.
///
/// # Errors
/// Where the browser has no cryptography for this page, in words.
pub async fn lock(passphrase: &str, text: &str) -> Result<String, String> {
    let (crypto, subtle) = subtle()?;
    let random = |n: usize| {
        let mut bytes = vec![0; n];
        crypto
            .get_random_values_with_u8_array(&mut bytes)
            .map(|_| bytes)
    };
    let locked = async {
        let (salt, nonce) = (random(SALT_BYTES)?, random(NONCE_BYTES)?);
        let key = key(&subtle, passphrase, &salt, ROUNDS, "encrypt").await?;
        let promise =
            subtle.encrypt_with_object_and_u8_array(&aes(&nonce), &key, text.as_bytes())?;
        let data = Uint8Array::new(&JsFuture::from(promise).await?).to_vec();
        Ok::<_, JsValue>(Locked {
            rounds: ROUNDS,
            salt,
            nonce,
            data,
        })
    };
    match locked.await {
        Ok(locked) => Ok(locked.write()),
        Err(fault) => Err(t!(
            "The copy could not be locked: {}",
            format!("{:?}", fault)
        )),
    }
}

/// Opens what a passphrase locked.
///
/// # Errors
/// Where the passphrase does not fit or the file was changed, which cannot be told apart.
pub async fn unlock(passphrase: &str, locked: &Locked) -> Result<Vec<u8>, String> {
    let (_, subtle) = subtle()?;
    let opened = async {
        let key = key(&subtle, passphrase, &locked.salt, locked.rounds, "decrypt").await?;
        let promise =
            subtle.decrypt_with_object_and_u8_array(&aes(&locked.nonce), &key, &locked.data)?;
        Ok::<_, JsValue>(Uint8Array::new(&JsFuture::from(promise).await?).to_vec())
    };
    opened
        .await
        .map_err(|_| t!("The passphrase does not fit, or the file was changed.").to_owned())
}

fn subtle() -> Result<(Crypto, SubtleCrypto), String> {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let crypto = crypto.ok_or(t!("This browser has no cryptography."))?;
    let subtle = super::file::property(&crypto, "subtle");
    if subtle.is_undefined() {
        return Err(t!(
            "The browser does cryptography only for pages that come over HTTPS or from this device."
        )
        .to_owned());
    }
    Ok((crypto, subtle.unchecked_into()))
}

/// The key of a passphrase. Different ways to type the same letter give the same key.
async fn key(
    subtle: &SubtleCrypto,
    passphrase: &str,
    salt: &[u8],
    rounds: u32,
    usage: &str,
) -> Result<CryptoKey, JsValue> {
    let passphrase = String::from(JsString::from(passphrase).normalize("NFKC"));
    let raw = Uint8Array::from(passphrase.as_bytes());
    let usages = Array::of1(&"deriveKey".into());
    let from = subtle.import_key_with_str("raw", raw.unchecked_ref(), "PBKDF2", false, &usages)?;
    let from: CryptoKey = JsFuture::from(from).await?.unchecked_into();
    let by = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", rounds.into()),
    ]);
    let kind = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    let usages = Array::of1(&usage.into());
    let key = subtle.derive_key_with_object_and_object(&by, &from, &kind, false, &usages)?;
    Ok(JsFuture::from(key).await?.unchecked_into())
}

fn aes(nonce: &[u8]) -> Object {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce).into()),
    ])
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a new object does not fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}
