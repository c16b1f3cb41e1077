//! Drawings that leave the page: their colours as they are shown, and pictures made of them.

use isms_gauge_charts::with_colours;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CssStyleDeclaration, Document, Element, HtmlImageElement,
    OffscreenCanvas, OffscreenCanvasRenderingContext2d, Url, Window,
};

use super::file::hand_out;

/// How many pixels of a picture stand for one of the drawing.
const SCALE: u32 = 2;

/// Hands the person the drawing below an element as an SVG file, with the colours that it has on
/// the page now. Returns what went wrong, in words.
pub fn download_svg(name: &str, id: &str) -> Result<(), String> {
    let saved = real_svg(id).and_then(|(svg, _)| hand_out(name, &svg_blob(&svg)?));
    saved.map_err(in_words)
}

/// As [`download_svg`], as a PNG picture of twice the drawing's size.
pub async fn download_png(name: &str, id: &str) -> Result<(), String> {
    let painted = match real_svg(id) {
        Ok((svg, size)) => png(&svg, size).await,
        Err(fault) => Err(fault),
    };
    let saved = painted.and_then(|blob| hand_out(name, &blob));
    saved.map_err(in_words)
}

fn in_words(fault: JsValue) -> String {
    format!("The picture could not be made: {fault:?}")
}

/// The drawing below an element as text with real colours, and its width and height.
fn real_svg(id: &str) -> Result<(String, (u32, u32)), JsValue> {
    let (window, document) = window()?;
    let nothing = || JsValue::from_str("there is no drawing");
    let svg = document
        .query_selector(&format!("#{id} .chart-figure__drawing svg"))?
        .ok_or_else(nothing)?;
    let side = |name: &str| svg.get_attribute(name)?.parse::<u32>().ok();
    let size = side("width").zip(side("height")).ok_or_else(nothing)?;
    let pen = pen(1, 1)?.1;
    let mut colours = Vec::new();
    let parts = svg.query_selector_all("[fill], [stroke]")?;
    for at in 0..parts.length() {
        let Some(part) = parts.get(at) else { continue };
        let part: Element = part.dyn_into()?;
        let style = style(&window, &part)?;
        for attribute in ["fill", "stroke"] {
            let Some(drawn) = part.get_attribute(attribute) else {
                continue;
            };
            let drawn = format!("{attribute}=\"{drawn}\"");
            if drawn.contains("none") || colours.iter().any(|(known, _)| *known == drawn) {
                continue;
            }
            let colour = as_hex(&pen, &style.get_property_value(attribute)?)?;
            let dashes = style.get_property_value("stroke-dasharray")?;
            let mut real = format!("{attribute}=\"{colour}\"");
            if attribute == "stroke" && dashes != "none" {
                real.push_str(" stroke-dasharray=\"6 4\"");
            }
            colours.push((drawn, real));
        }
    }
    // The ground is painted on the root; everything above it is clear.
    let root = document.document_element().ok_or_else(nothing)?;
    let paper = style(&window, &root)?.get_property_value("background-color")?;
    let paper = as_hex(&pen, &paper)?;
    Ok((with_colours(&svg.outer_html(), &colours, &paper), size))
}

/// Paints a drawing.
async fn png(svg: &str, (width, height): (u32, u32)) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    let url = Url::create_object_url_with_blob(&svg_blob(svg)?)?;
    image.set_src(&url);
    let decoded = JsFuture::from(image.decode()).await;
    Url::revoke_object_url(&url)?;
    decoded?;
    let (canvas, pen) = pen(width * SCALE, height * SCALE)?;
    let (width, height) = (f64::from(width * SCALE), f64::from(height * SCALE));
    pen.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    JsFuture::from(canvas.convert_to_blob()?).await?.dyn_into()
}

fn svg_blob(svg: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let parts = js_sys::Array::of1(&JsValue::from_str(svg));
    Blob::new_with_str_sequence_and_options(&parts, &options)
}

/// A colour of any notation as one that every program reads: one dot is painted with it.
fn as_hex(pen: &OffscreenCanvasRenderingContext2d, colour: &str) -> Result<String, JsValue> {
    pen.clear_rect(0.0, 0.0, 1.0, 1.0);
    pen.set_fill_style_str(colour);
    pen.fill_rect(0.0, 0.0, 1.0, 1.0);
    let dot = pen.get_image_data(0.0, 0.0, 1.0, 1.0)?.data();
    let hex: String = dot.iter().take(3).map(|n| format!("{n:02x}")).collect();
    Ok(format!("#{hex}"))
}

fn pen(
    width: u32,
    height: u32,
) -> Result<(OffscreenCanvas, OffscreenCanvasRenderingContext2d), JsValue> {
    let canvas = OffscreenCanvas::new(width, height)?;
    let pen = canvas
        .get_context("2d")?
        .ok_or_else(|| JsValue::from_str("this browser does not paint"))?
        .dyn_into()?;
    Ok((canvas, pen))
}

fn style(window: &Window, element: &Element) -> Result<CssStyleDeclaration, JsValue> {
    window
        .get_computed_style(element)?
        .ok_or_else(|| JsValue::from_str("an element without style"))
}

fn window() -> Result<(Window, Document), JsValue> {
    let window = web_sys::window();
    let document = window.as_ref().and_then(Window::document);
    window
        .zip(document)
        .ok_or_else(|| JsValue::from_str("no document"))
}
