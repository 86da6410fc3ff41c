# R cases of paired categories: marginal homogeneity (coin::mh_test) and the difference of paired proportions (Newcombe 1998,
# method 10, written out). Usage: Rscript make-paired.R [outdir]. Own seed, so that other cases do not move these.
suppressPackageStartupMessages({ library(coin); library(jsonlite) })
suppressWarnings(RNGversion("4.2.0")); set.seed(20261121)
args <- commandArgs(TRUE); out <- if (length(args)) args[1] else "."
write_cases <- function(method, cases) {
  full <- lapply(cases, function(x) list(name = paste0(method, "/", x$name), method = method, input = x$input, options = structure(list(), names = character()), expected = x$expected))
  writeLines(toJSON(full, auto_unbox = TRUE, digits = I(17), na = "null", null = "null"), file.path(out, paste0(method, ".json")))
  cat(method, length(full), "\n")
}
rows <- function(m) lapply(seq_len(nrow(m)), function(i) I(as.numeric(m[i, ])))

## Stuart-Maxwell: the test over the categories that somebody left or entered ------------------------------------------------
draw <- function(n, k, drift) { x <- sample(k, n, TRUE, rev(seq_len(k))); y <- pmin(k, pmax(1, x + sample(c(-1, 0, 1), n, TRUE, c(.2, .8 - drift, drift)))); table(factor(x, seq_len(k)), factor(y, seq_len(k))) }
stuart <- function(m) { off <- m; diag(off) <- 0; keep <- rowSums(off) + colSums(off) > 0; if (sum(keep) < 2) return(list(status = "not_computable", reason = "no_discordant_pairs")); t <- as.table(unclass(m)[keep, keep]); dimnames(t) <- list(before = letters[seq_len(nrow(t))], after = letters[seq_len(nrow(t))]); r <- mh_test(t); list(status = "ok", n = sum(m), X2 = as.numeric(statistic(r)), df = sum(keep) - 1, p = as.numeric(pvalue(r))) }
cases <- lapply(1:12, function(q) { k <- c(2, 3, 4, 5)[1 + q %% 4]; m <- draw(c(20, 40, 77, 114, 200, 35)[1 + q %% 6], k, .1 * (q %% 5)); list(name = paste0("n", sum(m), " k", k, " #", q), input = list(table = rows(m)), expected = stuart(m)) })
still <- diag(c(4, 5, 6)); lone <- matrix(c(10, 0, 0, 0, 8, 3, 0, 1, 9), 3, byrow = TRUE)
cases <- c(cases, list(list(name = "nobody changed", input = list(table = rows(still)), expected = stuart(still)), list(name = "one category stays", input = list(table = rows(lone)), expected = stuart(lone))))
write_cases("stuart_maxwell", cases)

## Newcombe's method 10 --------------------------------------------------------------------------------------------------
score <- function(x, n) prop.test(x, n, correct = FALSE)$conf.int[1:2]
newcombe10 <- function(a, b, c, d) { n <- a + b + c + d; p1 <- (a + b) / n; p2 <- (a + c) / n; w1 <- score(a + b, n); w2 <- score(a + c, n)
  m <- prod(c(a + b, c + d, a + c, b + d)); x <- a * d - b * c; x <- if (x > n / 2) x - n / 2 else if (x >= 0) 0 else x; f <- if (m == 0) 0 else x / sqrt(m)
  dl <- p1 - w1[1]; du <- w2[2] - p2; el <- w1[2] - p1; eu <- p2 - w2[1]
  list(status = "ok", n = n, p1 = p1, p2 = p2, diff = p1 - p2, ci = I(c(p1 - p2 - sqrt(dl^2 - 2 * f * dl * du + du^2), p1 - p2 + sqrt(el^2 - 2 * f * el * eu + eu^2)))) }
tables <- list(c(36, 12, 2, 0), c(20, 12, 2, 16), c(17, 14, 5, 20), c(0, 10, 3, 25), c(30, 0, 0, 8), c(1, 7, 0, 31), c(0, 0, 0, 12), c(9, 0, 0, 0), c(5, 6, 7, 8), c(40, 3, 9, 25), c(2, 20, 22, 3), c(100, 8, 21, 71))
write_cases("paired_proportions", lapply(tables, function(t) list(name = paste(t, collapse = "/"), input = list(table = rows(matrix(t, 2, byrow = TRUE))), expected = suppressWarnings(do.call(newcombe10, as.list(t))))))
