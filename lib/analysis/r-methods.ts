/**
 * The methods of a script that R has not or has with other conventions: no continuity correction for rank tests, as SPSS
 * and this registry print them. Everything else is R's own.
 */
export const R_METHODS = `
quart <- function(x, type) as.numeric(quantile(x, c(0.25, 0.75), type = type))

# Differences to ten decimals, so that equal changes tie.
change10 <- function(x) ifelse(abs(x) < 1e5, round(x * 1e10) / 1e10, x)

as_test <- function(name, statistic, df, p)
  list(test = name, statistic = as.numeric(statistic), df = as.numeric(df), p = as.numeric(p))

two <- function(x, g) lapply(levels(g)[1:2], function(one) x[g == one])

rank_sum <- function(x, y, correct = FALSE) {
  m <- as.numeric(length(x)); n <- as.numeric(length(y)); N <- m + n
  r <- rank(c(x, y)); t <- as.numeric(table(r))
  d <- sum(r[seq_len(m)]) - m * (m + 1) / 2 - m * n / 2
  if (correct) d <- d - 0.5 * sign(d)
  z <- d / sqrt(m * n / 12 * (N + 1 - sum(t^3 - t) / (N * (N - 1))))
  list(z = z, p = 2 * pnorm(-abs(z)))
}

signed_rank <- function(d) {
  d <- d[d != 0]; n <- as.numeric(length(d)); r <- rank(abs(d)); t <- as.numeric(table(r))
  z <- (sum(r[d > 0]) - n * (n + 1) / 4) / sqrt(n * (n + 1) * (2 * n + 1) / 24 - sum(t^3 - t) / 48)
  list(z = z, p = 2 * pnorm(-abs(z)))
}

# Levels as numbers 0, 1, 2 … against the groups in their order.
trend <- function(x, g) {
  m2 <- (length(x) - 1) * cor(x, as.numeric(g))^2
  list(m2 = m2, p = pchisq(m2, 1, lower.tail = FALSE))
}

homogeneity <- function(t) {
  moving <- which(rowSums(t) + colSums(t) > 2 * diag(t)); kept <- moving[-length(moving)]
  d <- (rowSums(t) - colSums(t))[kept]
  S <- -(t + t(t)); diag(S) <- rowSums(t) + colSums(t) - 2 * diag(t)
  x2 <- sum(d * solve(S[kept, kept, drop = FALSE], d))
  list(x2 = x2, df = length(kept), p = pchisq(x2, length(kept), lower.tail = FALSE))
}

run_test <- function(name, x, g, levels) {
  counts <- if (levels > 0) table(g, factor(x, levels = seq_len(levels) - 1)) else NULL
  if (!is.null(counts)) counts <- counts[, colSums(counts) > 0, drop = FALSE]
  switch(name,
    student_t = { r <- t.test(x ~ g, var.equal = TRUE); as_test(name, r$statistic, r$parameter, r$p.value) },
    welch_t = { r <- t.test(x ~ g); as_test(name, r$statistic, r$parameter, r$p.value) },
    mann_whitney = { s <- two(x, g); r <- rank_sum(s[[1]], s[[2]]); as_test(name, r$z, NA, r$p) },
    anova = { r <- oneway.test(x ~ g, var.equal = TRUE); as_test(name, r$statistic, r$parameter, r$p.value) },
    welch_anova = { r <- oneway.test(x ~ g); as_test(name, r$statistic, r$parameter, r$p.value) },
    kruskal = { r <- kruskal.test(x, g); as_test(name, r$statistic, r$parameter, r$p.value) },
    pearson = { r <- suppressWarnings(chisq.test(counts, correct = FALSE)); as_test(name, r$statistic, r$parameter, r$p.value) },
    yates = { r <- suppressWarnings(chisq.test(counts, correct = TRUE)); as_test(name, r$statistic, r$parameter, r$p.value) },
    fisher = as_test(name, NA, NA, fisher.test(counts, workspace = 2e7)$p.value),
    linear_trend = { r <- trend(x, g); as_test(name, r$m2, 1, r$p) },
    as_test("none", NA, NA, NA))
}

run_paired <- function(name, before, after, levels) {
  cross <- if (levels > 0) table(factor(before, seq_len(levels) - 1), factor(after, seq_len(levels) - 1)) else NULL
  switch(name,
    paired_t = { r <- t.test(after, before, paired = TRUE); as_test(name, r$statistic, r$parameter, r$p.value) },
    wilcoxon = { r <- signed_rank(change10(after - before)); as_test(name, r$z, NA, r$p) },
    mcnemar = { r <- mcnemar.test(cross, correct = FALSE); as_test(name, r$statistic, 1, r$p.value) },
    mcnemar_cc = { r <- mcnemar.test(cross, correct = TRUE); as_test(name, r$statistic, 1, r$p.value) },
    mcnemar_exact = as_test(name, NA, NA, binom.test(cross[1, 2], cross[1, 2] + cross[2, 1])$p.value),
    stuart_maxwell = { r <- homogeneity(unclass(cross)); as_test(name, r$x2, r$df, r$p) },
    as_test("none", NA, NA, NA))
}
`
