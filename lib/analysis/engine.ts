/** Raised with every change that can alter a printed number. Part of every receipt and cache key. */
export const ENGINE_VERSION = 'suivi-analysis/1.1.0'
