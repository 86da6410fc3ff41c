# Small, tied and lopsided samples through the same reference wrappers as ../cases. Usage: Rscript make-small.R [outdir] [cases a method]
# [seed]; one file small_<method>.json a method.
args <- commandArgs(TRUE); out <- normalizePath(if (length(args)) args[1] else "."); many <- if (length(args) > 1) as.integer(args[2]) else 15L; seed <- if (length(args) > 2) as.integer(args[3]) else 20261121L
setwd("../R"); source("json.R"); source("methods.R"); options(warn = -1); suppressWarnings(RNGversion("4.2.0")); set.seed(seed)
pick <- function(...) { v <- c(...); v[sample.int(length(v), 1)] }
# whole numbers with ties, tenths, or continuous; now and then a missing value
num <- function(n, shift = 0) { x <- switch(sample(3, 1), sample(0:6, n, TRUE) + shift, round(rnorm(n, 4 + shift, 2), 1), rexp(n, .3) + shift); if (n > 3 && runif(1) < .25) x[sample(n, 1)] <- NA; x }
bin <- function(n) { y <- rbinom(n, 1, runif(1, .25, .75)); if (n > 1) { y[1] <- 0; y[2] <- 1 }; y }
tab <- function(r = 2, k = 2, top = 12) matrix(as.numeric(sample(0:top, r * k, TRUE)), r)
groups <- function(k, lo = 1) lapply(seq_len(k), function(g) num(sample(lo:9, 1), g / 2))
make <- list(
  descriptives = function(k) list(list(x = num(k))), shapiro_wilk = function(k) list(list(x = num(2 + k))),
  t_test = function(k) list(list(x = num(pick(1:8)), y = num(pick(1:8), 1)), list(alternative = pick("two.sided", "less", "greater"), mu = pick(0, .5), conf = pick(.95, .9))),
  t_paired = function(k) { n <- pick(2:9); list(list(x = num(n, 1), y = num(n))) }, wilcoxon_signed_rank = function(k) { n <- pick(3:14); list(list(x = num(n, 1), y = num(n))) },
  mann_whitney = function(k) list(list(x = num(pick(1:9)), y = num(pick(2:9), 1))), levene = function(k) list(list(groups = groups(pick(2:4), 2))),
  chisq = function(k) list(list(table = tab(pick(2, 2, 3), pick(2, 2, 3)))), fisher = function(k) list(list(table = tab(pick(2, 2, 3), pick(2, 2, 3, 4), 8))),
  mcnemar = function(k) list(list(table = tab())), cochran_q = function(k) list(list(matrix = matrix(rbinom(3 * (3 + k), 1, .5), ncol = 3))), cmh = function(k) list(list(tables = lapply(1:pick(2, 3), function(s) tab() + 1))),
  anova_oneway = function(k) list(list(groups = groups(pick(2:4)))), # R integrates the studentized range loosely below some six degrees of freedom
  posthoc = function(k) list(list(groups = lapply(1:pick(3, 4), function(g) num(sample(8:12, 1), g / 2)))), kruskal = function(k) list(list(groups = groups(pick(2:4)))),
  friedman = function(k) { p <- pick(3, 4); list(list(matrix = matrix(num(p * pick(3:8)), ncol = p))) },
  rm_anova = function(k) { n <- pick(5:9); list(list(y = sapply(1:3, function(t) round(rnorm(n, t, 1), 1)) + rnorm(n), group = sample(rep(c("a", "b"), length.out = n)))) },
  ancova = function(k) { n <- pick(8:14); list(list(y = num(n), baseline = num(n), group = sample(rep(c("a", "b"), length.out = n)))) },
  anova_factorial = function(k) { n <- pick(12:20); list(list(y = num(n), a = rep(c("x", "y"), length.out = n), b = sample(rep(c("p", "q"), each = 2, length.out = n)))) },
  effect_size_cont = function(k) list(list(x = num(pick(2:9)), y = num(pick(2:9), 1))), effect_size_binary = function(k) { n1 <- pick(3:15); n2 <- pick(3:15); list(list(a = sample(0:n1, 1), n1 = n1, b = sample(0:n2, 1), n2 = n2)) },
  prop_ci = function(k) { n <- pick(1:20); list(list(x = sample(0:n, 1), n = n), list(conf = pick(.95, .9, .99))) }, smd = function(k) list(list(type = "continuous", x = num(pick(2:8)), y = num(pick(2:8), 1))),
  logistic = function(k) { n <- pick(25:60); x <- round(rnorm(n), 1); list(list(y = rbinom(n, 1, plogis(x / 2)), X = list(x = x, z = rbinom(n, 1, .4)))) }, firth = function(k) { n <- pick(12:30); x <- round(rnorm(n), 1); list(list(y = bin(n), X = list(x = x, z = rbinom(n, 1, .4)))) },
  hosmer_lemeshow = function(k) { n <- pick(20:60); list(list(y = bin(n), p = round(runif(n, .05, .95), 2)), list(g = pick(5, 10))) }, roc = function(k) { n <- pick(4:30); list(list(y = bin(n), score = sample(0:9, n, TRUE))) },
  delong_paired = function(k) { n <- pick(10:30); y <- bin(n); list(list(y = y, score1 = y + sample(0:9, n, TRUE), score2 = sample(0:9, n, TRUE))) }, nri_idi = function(k) { n <- pick(12:40); list(list(y = bin(n), p1 = round(runif(n), 2), p2 = round(runif(n), 2)), list(cuts = c(.2, .5))) },
  lowess = function(k) { n <- pick(5:30); list(list(x = sort(round(runif(n, 0, 9), 1)), y = round(rnorm(n), 1)), list(f = pick(.4, 2 / 3), iter = pick(0, 3))) },
  survival = function(k) { n <- pick(8:30); list(list(time = sample(1:20, n, TRUE), event = bin(n), group = sample(rep(c("a", "b"), length.out = n)))) },
  responder = NULL, p_adjust = function(k) list(list(p = round(runif(pick(1:7))^2, 4))),
  correlation = function(k) { n <- pick(4:12); list(list(x = num(n), y = num(n))) }, agreement = NULL, gee_binary = function(k) { n <- pick(12:20); list(list(id = rep(seq_len(n), each = 3), group = rep(sample(rep(c("a", "b"), length.out = n)), each = 3), visit = rep(c("v1", "v2", "v3"), n), y = rbinom(3 * n, 1, .5))) })
for (m in names(make)) if (!is.null(make[[m]])) { cases <- lapply(seq_len(many), function(k) { a <- make[[m]](k); run_case(paste0("small/", k), m, a[[1]], if (length(a) > 1) a[[2]] else list()) }); cases <- Filter(function(c) !identical(c$expected$status, "r_error"), cases); write_cases(cases, file.path(out, paste0("small_", m, ".json"))); cat(m, length(cases), "\n") }
