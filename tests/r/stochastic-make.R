# Multiple imputation by mice, pooled slope of y on x1: mean and SD over imputations. Usage: Rscript stochastic-make.R OUT.json
suppressPackageStartupMessages({ library(mice); library(jsonlite) }); suppressWarnings(RNGversion("4.2.0")); set.seed(99)
out <- commandArgs(TRUE)[1]; m <- 80
cases <- lapply(1:12, function(k) { n <- c(60, 80, 100, 114, 77, 150, 90, 120, 200, 110, 130, 160)[k]; me <- c("norm", "pmm", "logreg")[1 + k %% 3]; x1 <- round(rnorm(n), 3); x2 <- round(.5 * x1 + rnorm(n), 3); y <- round(1 + .8 * x1 - .4 * x2 + rnorm(n), 3); if (me == "logreg") x2 <- rbinom(n, 1, plogis(x1))
  x2[runif(n) < plogis(-1.2 + .5 * x1)] <- NA; if (me != "logreg") y[runif(n) < .12] <- NA; d <- data.frame(x1, x2, y); if (me == "logreg") d$x2 <- factor(d$x2)
  im <- mice(d, m = m, method = if (me == "logreg") c("", "logreg", "") else c("", me, me), maxit = 10, printFlag = FALSE, ridge = 0, seed = k); q <- sapply(1:m, function(i) { z <- complete(im, i); z$x2 <- as.numeric(as.character(z$x2)); coef(lm(y ~ x1 + x2, z))[2:3] })
  list(name = paste0(me, " n", n), method = me, m = m, x1 = x1, x2 = as.numeric(as.character(d$x2)), y = y, mean = unname(rowMeans(q)), sd = unname(apply(q, 1, sd))) })
writeLines(toJSON(cases, auto_unbox = TRUE, digits = I(17), na = "null"), out)
