# R cases of the methods beyond the two studies. Usage: Rscript make-extra.R [outdir]; one JSON a method, same format as ../cases.
# Packages: MASS, ordinal, cmprsk, glmnet, Hmisc, geepack, jsonlite. Iterative fits are run to full precision.
suppressPackageStartupMessages({ library(MASS); library(jsonlite) })
suppressWarnings(RNGversion("4.2.0")); set.seed(20261120)
args <- commandArgs(TRUE); out <- if (length(args)) args[1] else "."
A <- function(x) I(unname(x))
fac <- function(v, levels) list(values = A(as.character(v)), levels = A(levels))
Xin <- function(d) lapply(d, function(v) if (is.factor(v)) fac(v, levels(v)) else A(v))
write_cases <- function(method, cases) {
  full <- lapply(seq_along(cases), function(k) c(list(name = paste0(method, "/", cases[[k]]$name), method = method), cases[[k]][c("input", "options", "expected")]))
  full <- lapply(full, function(x) { if (!length(x$options)) x$options <- structure(list(), names = character()); x })
  writeLines(toJSON(full, auto_unbox = TRUE, digits = I(17), na = "null", null = "null"), file.path(out, paste0(method, ".json")))
  cat(method, length(full), "\n")
}
ctl <- list(epsilon = 1e-15, maxit = 200); z <- qnorm(.975)
glmf <- function(f, d, fam = binomial()) suppressWarnings(glm(f, fam, d, control = ctl))
frame <- function(n, k = 3, factor3 = FALSE) { d <- as.data.frame(sapply(seq_len(k), function(j) if (j %% 3 == 0) rbinom(n, 1, .4) else round(rnorm(n), 2))); names(d) <- paste0("x", seq_len(k)); if (factor3) d$f <- factor(sample(c("a", "b", "c"), n, TRUE)); d }

## proportional odds -------------------------------------------------------------------------------------------------
cases <- lapply(1:12, function(k) { n <- c(40, 60, 80, 114, 150, 200, 77, 300, 90, 120, 250, 500)[k]; d <- frame(n, 1 + k %% 4, k %% 2 == 0); L <- 3 + k %% 3; eta <- .8 * d$x1; y <- cut(eta + rlogis(n), c(-Inf, qlogis(seq(.2, .85, length.out = L - 1)), Inf), labels = paste0("g", 1:L)); y <- droplevels(y)
  d$y <- y; m <- ordinal::clm(y ~ ., data = d, control = ordinal::clm.control(gradTol = 1e-13, maxIter = 300)); m0 <- ordinal::clm(y ~ 1, data = d, control = ordinal::clm.control(gradTol = 1e-13, maxIter = 300)); V <- vcov(m); se <- sqrt(diag(V)); na <- length(m$alpha); b <- m$beta; sb <- se[-(1:na)]
  lr <- 2 * as.numeric(logLik(m) - logLik(m0)); nm <- names(b); nm <- sub("^f([abc])$", "f=\\1", nm)
  list(name = paste0("n", n, " levels", nlevels(y)), input = list(y = A(as.character(y)), levels = A(levels(y)), X = Xin(d[setdiff(names(d), "y")])), expected = list(status = "ok", n = n,
    coefficients = lapply(seq_along(b), function(j) list(name = nm[j], coef = b[[j]], se = sb[[j]], z = b[[j]] / sb[[j]], p = 2 * pnorm(-abs(b[[j]] / sb[[j]])), or = exp(b[[j]]), or_ci = A(exp(b[[j]] + c(-1, 1) * z * sb[[j]])))),
    thresholds = lapply(seq_len(na), function(j) list(name = names(m$alpha)[j], estimate = m$alpha[[j]], se = se[[j]])), loglik = as.numeric(logLik(m)), null_loglik = as.numeric(logLik(m0)), lr = list(chi2 = lr, df = length(b), p = pchisq(lr, length(b), lower.tail = FALSE)), aic = AIC(m))) })
write_cases("proportional_odds", cases)

## Poisson -----------------------------------------------------------------------------------------------------------
co <- function(m, V = vcov(m)) { b <- if (is.numeric(m)) m else coef(m); se <- sqrt(diag(V)); nm <- sub("^f([abc])$", "f=\\1", names(b)); lapply(seq_along(b), function(j) list(name = nm[j], coef = b[[j]], se = se[[j]], z = b[[j]] / se[[j]], p = 2 * pnorm(-abs(b[[j]] / se[[j]])), rr = exp(b[[j]]), rr_ci = A(exp(b[[j]] + c(-1, 1) * z * se[[j]])))) }
cases <- lapply(1:12, function(k) { n <- c(20, 40, 60, 77, 114, 150, 200, 300, 35, 90, 400, 800)[k]; d <- frame(n, 1 + k %% 3, k %% 2 == 0); e <- if (k %% 3 == 0) round(runif(n, .3, 3), 2) else NULL; y <- rpois(n, exp(.3 + .4 * d$x1) * (if (is.null(e)) 1 else e)); m <- if (is.null(e)) glm(y ~ ., poisson, d, control = ctl) else glm(y ~ . + offset(log(e)), poisson, d, control = ctl); m0 <- if (is.null(e)) glm(y ~ 1, poisson, control = ctl) else glm(y ~ 1 + offset(log(e)), poisson, control = ctl)
  lr <- m0$deviance - m$deviance; df <- m0$df.residual - m$df.residual; inp <- list(y = A(y), X = Xin(d)); if (!is.null(e)) inp$exposure <- A(e)
  list(name = paste0("n", n, if (!is.null(e)) " exposure"), input = inp, expected = list(status = "ok", n = n, coefficients = co(m, solve(crossprod(model.matrix(m) * sqrt(fitted(m))))), loglik = as.numeric(logLik(m)), deviance = m$deviance, null_deviance = m0$deviance, aic = AIC(m), lr = list(chi2 = lr, df = df, p = pchisq(lr, df, lower.tail = FALSE)), dispersion = sum(resid(m, "pearson")^2) / m$df.residual)) })
write_cases("poisson", cases)

## negative binomial: glm.nb alternated to full precision ---------------------------------------------------------------
nb <- function(y, d, e) { d$e <- NULL; X <- model.matrix(~ ., d); off <- if (is.null(e)) 0 else log(e); m0 <- suppressWarnings(if (is.null(e)) glm.nb(y ~ ., d) else glm.nb(y ~ . + offset(log(e)), d)); th <- m0$theta; b <- coef(m0)
  for (i in 1:400) { for (j in 1:200) { mu <- exp(drop(X %*% b) + off); st <- solve(crossprod(X * sqrt(mu / (1 + mu / th))), crossprod(X, (y - mu) / (1 + mu / th))); b <- b + drop(st); if (max(abs(st)) < 1e-15) break }
    mu <- exp(drop(X %*% b) + off); s <- function(t) sum(digamma(t + y) - digamma(t) + log(t) + 1 - log(t + mu) - (y + t) / (mu + t)); t1 <- uniroot(s, c(th / 3, th * 3), tol = 1e-15)$root; ch <- abs(t1 / th - 1); th <- t1; if (ch < 1e-14) break }
  info <- sum(-trigamma(th + y) + trigamma(th) - 1 / th + 2 / (mu + th) - (y + th) / (mu + th)^2); w <- mu / (1 + mu / th); ll <- sum(dnbinom(y, size = th, mu = mu, log = TRUE)); names(b) <- names(coef(m0)); list(b = b, V = solve(crossprod(X * sqrt(w))), theta = th, se = 1 / sqrt(info), ll = ll) }
cases <- lapply(1:12, function(k) { n <- c(40, 60, 77, 114, 150, 200, 300, 90, 120, 400, 250, 600)[k]; d <- frame(n, 1 + k %% 3, k %% 2 == 0); e <- if (k %% 3 == 0) round(runif(n, .3, 3), 2) else NULL; y <- rnbinom(n, size = c(.6, 1, 2)[1 + k %% 3], mu = exp(.9 + .4 * d$x1) * (if (is.null(e)) 1 else e)); r <- nb(y, d, e); inp <- list(y = A(y), X = Xin(d)); if (!is.null(e)) inp$exposure <- A(e)
  list(name = paste0("n", n, if (!is.null(e)) " exposure"), input = inp, expected = list(status = "ok", n = n, coefficients = co(r$b, r$V), theta = r$theta, theta_se = r$se, loglik = r$ll, aic = -2 * r$ll + 2 * (length(r$b) + 1))) })
write_cases("negative_binomial", cases)

## competing risks -----------------------------------------------------------------------------------------------------
surv <- function(n, tied, g = NULL) { t1 <- rexp(n, .08 * exp(if (is.null(g)) 0 else .5 * g)); t2 <- rexp(n, .05); cn <- runif(n, 1, 30); t <- pmin(t1, t2, cn); s <- ifelse(t == t1, 1, ifelse(t == t2, 2, 0)); list(t = if (tied) ceiling(t) else round(t, 3), s = s) }
cases <- lapply(1:12, function(k) { n <- c(15, 25, 40, 60, 80, 114, 77, 150, 30, 100, 200, 300)[k]; g <- sample(c("A", "B"), n, TRUE); q <- surv(n, k %% 2 == 0, as.numeric(g == "B")); w <- cmprsk::cuminc(q$t, q$s, g)
  cur <- unlist(lapply(unique(g), function(l) lapply(1:2, function(cs) { tm <- sort(unique(q$t[g == l & q$s == cs])); if (!length(tm)) return(list(group = l, cause = cs, n = sum(g == l), events = 0, time = A(numeric()), incidence = A(numeric()), se = A(numeric()))); tp <- cmprsk::timepoints(w, tm); r <- paste(l, cs); list(group = l, cause = cs, n = sum(g == l), events = sum(g == l & q$s == cs), time = A(tm), incidence = A(as.numeric(tp$est[r, ])), se = A(sqrt(as.numeric(tp$var[r, ])))) })), recursive = FALSE)
  list(name = paste0("n", n, if (k %% 2 == 0) " tied"), input = list(time = A(q$t), status = A(q$s), group = A(g)), expected = list(status = "ok", n = n, curves = cur)) })
write_cases("competing_risks", cases)

# crr stops when its likelihood no longer rises in double precision; Newton steps on the score carry on from there
polish <- function(t, s, Z, b) { cu <- sort(unique(t[s == 0])); cr <- sapply(cu, function(u) sum(t >= u)); cc <- sapply(cu, function(u) sum(t == u & s == 0)); G <- function(v) prod(c(1, (1 - cc / cr)[cu < v])); ev <- sort(unique(t[s == 1])); W <- sapply(ev, function(u) ifelse(t >= u, 1, ifelse(s == 2, G(u) / sapply(t, G), 0)))
  for (it in 1:5) { r <- drop(exp(Z %*% b)); U <- numeric(ncol(Z)); I <- matrix(0, ncol(Z), ncol(Z)); for (e in seq_along(ev)) { w <- W[, e] * r; zb <- colSums(w * Z) / sum(w); k <- s == 1 & t == ev[e]; U <- U + colSums(Z[k, , drop = FALSE]) - sum(k) * zb; I <- I + sum(k) * (crossprod(Z * w, Z) / sum(w) - outer(zb, zb)) }; b <- b + drop(solve(I, U)) }; b }
## Fine-Gray -----------------------------------------------------------------------------------------------------------
cases <- lapply(1:12, function(k) { n <- c(40, 60, 80, 114, 77, 150, 200, 100, 250, 90, 120, 300)[k]; d <- frame(n, 1 + k %% 3); q <- surv(n, k %% 2 == 0, .6 * d$x1); X <- as.matrix(d); m <- cmprsk::crr(q$t, q$s, X, gtol = 1e-11, maxiter = 50); b0 <- polish(q$t, q$s, X, m$coef); m <- suppressWarnings(cmprsk::crr(q$t, q$s, X, init = b0, gtol = 1e-6, maxiter = 0)); b <- m$coef; se <- sqrt(diag(m$var))
  list(name = paste0("n", n, " p", ncol(X), if (k %% 2 == 0) " tied"), input = list(time = A(q$t), status = A(q$s), X = Xin(d)), expected = list(status = "ok", n = n, events = sum(q$s == 1), competing = sum(q$s == 2), loglik = m$loglik, coefficients = lapply(seq_along(b), function(j) list(name = names(d)[j], coef = b[[j]], se = se[[j]], z = b[[j]] / se[[j]], p = 2 * pnorm(-abs(b[[j]] / se[[j]])), shr = exp(b[[j]]), ci = A(exp(b[[j]] + c(-1, 1) * z * se[[j]])))))) })
write_cases("fine_gray", cases)

## LASSO ---------------------------------------------------------------------------------------------------------------
cases <- lapply(1:12, function(k) { n <- c(60, 80, 100, 114, 77, 150, 90, 120, 200, 70, 110, 250)[k]; p <- 3 + k %% 6; d <- frame(n, p); y <- rbinom(n, 1, plogis(-.4 + .9 * d$x1 - .5 * d$x2)); fold <- sample(rep(1:5, length.out = n)); lam <- exp(seq(log(.25), log(.004), length.out = 12)); X <- as.matrix(d); m <- glmnet::cv.glmnet(X, y, family = "binomial", lambda = lam, foldid = fold, thresh = 1e-22, maxit = 1e8, type.measure = "deviance"); cf <- as.matrix(coef(m$glmnet.fit))
  list(name = paste0("n", n, " p", p), input = list(y = A(y), X = Xin(d), lambda = A(lam), fold_id = A(fold)), expected = list(status = "ok", n = n, path = lapply(seq_along(lam), function(j) list(lambda = lam[j], coefficients = A(cf[, j]), nonzero = sum(cf[-1, j] != 0), dev_ratio = m$glmnet.fit$dev.ratio[j])), cv_mean = A(m$cvm), cv_se = A(m$cvsd), lambda_min = m$lambda.min, lambda_1se = m$lambda.1se)) })
write_cases("lasso", cases)

## restricted cubic splines ----------------------------------------------------------------------------------------------
cases <- lapply(1:12, function(k) { n <- c(120, 150, 200, 114, 130, 180, 250, 300, 160, 140, 220, 400)[k]; nk <- 3 + k %% 3; d <- frame(n, 1 + k %% 2); x <- round(rnorm(n, 70, 9), 1); y <- rbinom(n, 1, plogis(-1 + .002 * (x - 68)^2 + .3 * d$x1)); kn <- quantile(x, list(c(.1, .5, .9), c(.05, .35, .65, .95), c(.05, .275, .5, .725, .95))[[nk - 2]], names = FALSE); B <- Hmisc::rcspline.eval(x, kn, inclx = TRUE, norm = 2); X <- cbind(1, B, as.matrix(d)); m <- suppressWarnings(glm.fit(X, y, family = binomial(), control = ctl)); w <- m$fitted.values * (1 - m$fitted.values); V <- solve(crossprod(X * sqrt(w))); b <- m$coefficients; wt <- function(ix) { c2 <- drop(t(b[ix]) %*% solve(V[ix, ix, drop = FALSE]) %*% b[ix]); list(chi2 = c2, df = length(ix), p = pchisq(c2, length(ix), lower.tail = FALSE)) }; q <- ncol(B); nm <- c("(Intercept)", sapply(1:q, function(j) paste0("x", strrep("'", j - 1))), names(d)[1:ncol(d)]); names(d) <- paste0("c", seq_along(d)); nm <- c(nm[1:(q + 1)], names(d))
  list(name = paste0("n", n, " knots", nk), input = list(y = A(y), x = A(x), X = Xin(d), knots = nk), expected = list(status = "ok", n = n, knots = A(kn), coefficients = lapply(seq_along(b), function(j) list(name = nm[j], coef = b[[j]], se = sqrt(V[j, j]))), association = wt(2:(q + 1)), nonlinear = wt(3:(q + 1)), loglik = -m$deviance / 2)) })
write_cases("logistic_spline", cases)

## matching: written out (MatchIt 4.5.1 of Debian lets pairs wider than its caliper through); its caliper is 0.2 sd(logit) --
greedy <- function(l, tr, cal) { t <- which(tr == 1); t <- t[order(-l[t], t)]; free <- which(tr == 0); out <- NULL; for (i in t) { if (!length(free)) break; d <- abs(l[free] - l[i]); q <- which.min(d); if (d[q] <= cal) { out <- rbind(out, c(i, free[q])); free <- free[-q] } }; out }
cases <- lapply(1:12, function(k) { n <- c(40, 60, 80, 114, 77, 150, 90, 120, 200, 70, 110, 250)[k]; d <- frame(n, 2 + k %% 2); d$x1 <- round(rnorm(n), 6); tr <- rbinom(n, 1, plogis(-.6 + .7 * d$x1)); m <- glmf(tr ~ ., d); l <- predict(m); cal <- .2 * sd(l); r <- greedy(l, tr, cal); ti <- r[, 1]; ci <- r[, 2]
  s <- lapply(names(d), function(v) { x <- d[[v]]; sd1 <- sd(x[tr == 1]); list(name = v, smd_before = (mean(x[tr == 1]) - mean(x[tr == 0])) / sd1, smd_after = (mean(x[ti]) - mean(x[ci])) / sd1) })
  list(name = paste0("n", n), input = list(treat = A(tr), X = Xin(d)), expected = list(status = "ok", n = n, caliper = cal, n_matched = length(ti), pairs = lapply(seq_along(ti), function(j) list(treated = ti[j] - 1, control = ci[j] - 1)), balance = s)) })
write_cases("matching", cases)

## Boschloo: enumerated, maximised over a fine grid with optimize at every peak ------------------------------------------
bosch <- function(a, n1, b, n2) { g <- expand.grid(i = 0:n1, j = 0:n2); side <- function(lower) { pf <- function(i, j) if (lower) phyper(i, n1, n2, i + j) else phyper(i - 1, n1, n2, i + j, lower.tail = FALSE); pv <- pf(g$i, g$j); lim <- pf(a, b) * (1 + 1e-7); k <- pv <= lim; f <- function(p) sum(dbinom(g$i[k], n1, p) * dbinom(g$j[k], n2, p)); gr <- seq(0, 1, length.out = 1501); v <- sapply(gr, f); best <- max(v); for (q in which(v > .9 * best)) best <- max(best, optimize(f, c(gr[max(1, q - 1)], gr[min(1501, q + 1)]), maximum = TRUE, tol = 1e-10)$objective); c(pf(a, b), min(1, best)) }; l <- side(TRUE); u <- side(FALSE); list(status = "ok", fisher_less = l[1], fisher_greater = u[1], p_less = l[2], p_greater = u[2], p = min(1, 2 * min(l[2], u[2]))) }
B <- rbind(c(7, 12, 8, 13), c(1, 10, 6, 11), c(0, 9, 4, 8), c(15, 20, 8, 20), c(3, 30, 9, 27), c(5, 56, 22, 58), c(12, 13, 9, 16), c(2, 6, 2, 6), c(10, 10, 4, 9), c(0, 12, 0, 15), c(18, 38, 24, 39), c(4, 25, 13, 26))
write_cases("boschloo", lapply(seq_len(nrow(B)), function(k) { v <- B[k, ]; list(name = paste(v, collapse = "-"), input = list(a = v[1], n1 = v[2], b = v[3], n2 = v[4]), expected = bosch(v[1], v[2], v[3], v[4])) }))

## non-inferiority -------------------------------------------------------------------------------------------------------
cases <- lapply(1:12, function(k) { n <- c(8, 12, 20, 30, 56, 38, 15, 80, 25, 40, 60, 10)[k]; x <- round(rnorm(n, 20, 5), 1); y <- round(rnorm(n + 3, 21, 6), 1); hi <- k %% 2 == 0; mg <- c(1, 2, 3, 1.5)[1 + k %% 4]; al <- if (k %% 3 == 0) .05 else .025; mu <- if (hi) -mg else mg; alt <- if (hi) "greater" else "less"; w <- t.test(x, y, mu = mu, alternative = alt); s <- t.test(x, y, mu = mu, alternative = alt, var.equal = TRUE)
  list(name = paste0("n", n, " margin", mg), input = list(x = A(x), y = A(y)), options = list(margin = mg, higher = hi, alpha = al), expected = list(status = "ok", diff = mean(x) - mean(y), ci = A(as.numeric(t.test(x, y, conf.level = 1 - 2 * al)$conf.int)), welch = list(t = unname(w$statistic), df = unname(w$parameter), p = w$p.value), student = list(t = unname(s$statistic), df = unname(s$parameter), p = s$p.value), non_inferior = w$p.value < al)) })
write_cases("non_inferiority_means", cases)
N <- rbind(c(48, 56, 50, 58), c(20, 25, 22, 24), c(70, 80, 75, 80), c(30, 60, 28, 55), c(9, 38, 12, 39), c(100, 120, 96, 118), c(17, 20, 18, 20), c(40, 90, 52, 91), c(5, 60, 3, 62), c(55, 77, 49, 70), c(150, 200, 160, 205), c(11, 30, 14, 31))
cases <- lapply(seq_len(nrow(N)), function(k) { v <- N[k, ]; hi <- k %% 3 != 0; mg <- c(.1, .15, .08)[1 + k %% 3]; D <- if (hi) -mg else mg; a <- v[1]; n1 <- v[2]; b <- v[3]; n2 <- v[4]; p1 <- a / n1; p2 <- b / n2; lo <- max(0, -D) + 1e-12; up <- min(1, 1 - D) - 1e-12; sc <- function(q) a / (q + D) - (n1 - a) / (1 - q - D) + b / q - (n2 - b) / (1 - q); r2 <- uniroot(sc, c(lo, up), tol = 1e-16, maxiter = 10000)$root; r1 <- r2 + D; se <- sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2); sr <- sqrt(r1 * (1 - r1) / n1 + r2 * (1 - r2) / n2); tt <- function(s) { zz <- (p1 - p2 - D) / s; list(z = zz, p = pnorm(zz, lower.tail = !hi)) }
  list(name = paste(v, collapse = "-"), input = list(a = a, n1 = n1, b = b, n2 = n2), options = list(margin = mg, higher = hi), expected = list(status = "ok", diff = p1 - p2, wald = tt(se), score = tt(sr), wald_ci = A(p1 - p2 + c(-1, 1) * z * se), non_inferior = tt(sr)$p < .025)) })
write_cases("non_inferiority_proportions", cases)

## adjusted risk ---------------------------------------------------------------------------------------------------------
cases <- lapply(1:12, function(k) { n <- c(60, 80, 100, 114, 77, 150, 90, 120, 200, 70, 300, 500)[k]; d <- frame(n, 1 + k %% 3, k %% 2 == 0); tr <- rbinom(n, 1, .5); y <- rbinom(n, 1, plogis(-.7 + .6 * tr + .5 * d$x1)); dd <- cbind(treat = tr, d); m <- glmf(y ~ ., dd); w <- fitted(m) * (1 - fitted(m)); V <- solve(crossprod(model.matrix(m) * sqrt(w))); st <- function(v) { d1 <- dd; d1$treat <- v; X <- model.matrix(delete.response(terms(m)), d1); mu <- drop(plogis(X %*% coef(m))); list(r = mean(mu), g = colMeans(mu * (1 - mu) * X)) }; o <- st(1); e <- st(0); g <- o$g - e$g; gl <- o$g / o$r - e$g / e$r; s <- sqrt(drop(t(g) %*% V %*% g)); sl <- sqrt(drop(t(gl) %*% V %*% gl)); rd <- o$r - e$r; lr <- log(o$r / e$r)
  list(name = paste0("n", n), input = list(y = A(y), treat = A(tr), X = Xin(d)), expected = list(status = "ok", n = n, risk1 = o$r, risk0 = e$r, risk_difference = list(estimate = rd, se = s, z = rd / s, p = 2 * pnorm(-abs(rd / s)), ci = A(rd + c(-1, 1) * z * s)), risk_ratio = list(estimate = exp(lr), se_log = sl, z = lr / sl, p = 2 * pnorm(-abs(lr / sl)), ci = A(exp(lr + c(-1, 1) * z * sl))))) })
write_cases("adjusted_risk", cases)

## GEE for levels in patients ----------------------------------------------------------------------------------------------
cases <- lapply(1:12, function(k) { N <- c(30, 40, 60, 80, 50, 70, 100, 45, 90, 120, 55, 150)[k]; m <- sample(1:4, N, TRUE); id <- rep(seq_len(N), m); n <- length(id); d <- frame(n, 1 + k %% 3); y <- rbinom(n, 1, plogis(-.5 + .6 * d$x1 + rnorm(N, 0, .9)[id])); cs <- if (k %% 4 == 0) "independence" else "exchangeable"; dd <- cbind(y = y, id = id, d); g <- geepack::geeglm(as.formula(paste("y ~", paste(names(d), collapse = "+"))), binomial, dd, id = id, corstr = cs, control = geepack::geese.control(epsilon = 1e-13, maxit = 500)); s <- summary(g)$coefficients
  list(name = paste0("clusters", N, " ", cs), input = list(y = A(y), id = A(paste0("P", id)), X = Xin(d)), options = list(corstr = cs), expected = list(status = "ok", n_obs = n, n_clusters = N, alpha = if (cs == "independence") NULL else unname(g$geese$alpha[1]), phi = unname(g$geese$gamma[1]), coefficients = lapply(seq_len(nrow(s)), function(r) list(name = rownames(s)[r], coef = s[r, 1], robust_se = s[r, 2], wald = s[r, 3], p = pchisq(s[r, 3], 1, lower.tail = FALSE))), converged = TRUE)) })
write_cases("gee_logistic", cases)

## GRIM: every possible total tried ----------------------------------------------------------------------------------------
G <- list(c("3.47", 18), c("5.19", 28), c("3.50", 18), c("2.33", 3), c("2.34", 3), c("4.05", 56), c("7.12", 58), c("0.79", 114), c("6.2", 7), c("12.345", 40), c("1.67", 6), c("1.66", 6), c("10.00", 38), c("74.5", 56))
write_cases("grim", lapply(G, function(v) { mean <- as.numeric(v[1]); n <- as.integer(v[2]); dec <- nchar(sub("^[^.]*\\.?", "", v[1])); tot <- 0:ceiling((mean + 1) * n); poss <- tot / n; list(name = paste(v, collapse = " n"), input = list(mean = v[1], n = n), expected = list(status = "ok", consistent = any(abs(poss - mean) <= .5 * 10^-dec + 1e-10), granularity = 1 / n, below = max(poss[poss <= mean + 1e-10]), above = min(poss[poss >= mean - 1e-10]), informative = n < 10^dec)) }))

## Gray's test: two to four groups, ties, groups whose follow-up ends early ---------------------------------------------------
cases <- lapply(1:16, function(k) { n <- c(20, 30, 40, 60, 80, 114, 77, 150, 30, 100, 200, 300, 56, 90, 48, 500)[k]; G <- 2 + k %% 3; g <- sample(LETTERS[1:G], n, TRUE); q <- surv(n, k %% 2 == 0, as.numeric(g == "B")); if (k %% 4 == 3) { cut <- g == "A" & q$t > 6; q$t[cut] <- 6; q$s[cut] <- 0 }
  w <- cmprsk::cuminc(q$t, q$s, g)$Tests; tests <- lapply(seq_len(nrow(w)), function(i) list(cause = as.integer(rownames(w)[i]), chi2 = w[i, "stat"], df = as.integer(w[i, "df"]), p = pchisq(w[i, "stat"], w[i, "df"], lower.tail = FALSE)))
  list(name = paste0("n", n, " groups", G, if (k %% 2 == 0) " tied"), input = list(time = A(q$t), status = A(q$s), group = A(g)), expected = list(status = "ok", n = n, groups = length(unique(g)), tests = tests)) })
write_cases("gray_test", cases)
