//! How long the parts of the way from answers to a plan take, where the browser's own tools and a
//! benchmark find it.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn mark(name: &str);
    #[wasm_bindgen(js_namespace = performance)]
    fn measure(name: &str, from: &str);
    #[wasm_bindgen(js_namespace = performance, js_name = clearMarks)]
    fn clear_marks(name: &str);
    #[wasm_bindgen(js_namespace = performance, js_name = clearMeasures)]
    fn clear_measures(name: &str);
}

/// Does some work and leaves how long it took under this name, among the measures of the page's
/// timeline. Only the last run of each name is kept.
pub fn measured<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let begin = format!("{name} begins");
    mark(&begin);
    let done = work();
    clear_measures(name);
    measure(name, &begin);
    clear_marks(&begin);
    done
}
