package dev.cortado.backend.reference.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class ErrorFunctionTest {

    /** Abramowitz and Stegun, Handbook of Mathematical Functions, table 7.1. */
    @Test
    void tabulatedValues() {
        assertThat(ErrorFunction.erf(0.5)).isCloseTo(0.5204998778, within(5e-11));
        assertThat(ErrorFunction.erf(1)).isCloseTo(0.8427007929, within(5e-11));
        assertThat(ErrorFunction.erf(1.5)).isCloseTo(0.9661051465, within(5e-11));
        assertThat(ErrorFunction.erf(2)).isCloseTo(0.9953222650, within(5e-11));
    }

    @Test
    void staysWithinOneQuadrillionthOfSixtyDigits() {
        for (double x = -7; x <= 7; x += 0.0517) {
            assertThat(ErrorFunction.erf(x)).as("erf(%s)", x).isCloseTo(exact(x), within(1e-15));
        }
        for (double x : new double[] {1.9999999999999998, 2, -2, 5.9, 6}) {
            assertThat(ErrorFunction.erf(x)).as("erf(%s)", x).isCloseTo(exact(x), within(1e-15));
        }
    }

    @Test
    void smallArgumentsKeepTheirRelativeAccuracy() {
        double slope = 2 / Math.sqrt(Math.PI);
        for (double x : new double[] {1e-8, -1e-100, 1e-300}) {
            assertThat(ErrorFunction.erf(x) / (slope * x)).isCloseTo(1, within(1e-15));
        }
    }

    @Test
    void specialValues() {
        assertThat(ErrorFunction.erf(0.0)).isEqualTo(0.0);
        assertThat(Double.doubleToRawLongBits(ErrorFunction.erf(-0.0))).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(ErrorFunction.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(ErrorFunction.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(ErrorFunction.erf(1e200)).isEqualTo(1);
        assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
    }

    /** Sums the series 2 / sqrt(pi) (-1)^n x^(2n+1) / (n! (2n+1)), whose cancellation 60 digits can bear. */
    private static double exact(double argument) {
        MathContext digits = new MathContext(60);
        BigDecimal x = new BigDecimal(argument);
        BigDecimal square = x.multiply(x);
        BigDecimal power = x;
        BigDecimal sum = BigDecimal.ZERO;
        for (int n = 0; n < 400; n++) {
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), digits), digits);
            power = power.multiply(square, digits).divide(BigDecimal.valueOf(-(n + 1L)), digits);
        }
        BigDecimal pi = new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494");
        return sum.multiply(BigDecimal.valueOf(2))
                .divide(pi.sqrt(digits), digits)
                .doubleValue();
    }
}
