using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>Functions of which only the declaration is here, and gradients that no linear recurrence carries: neither may end in silence or in a wrong verdict.</summary>
public class ExternalFunctionTests
{
    private const string Native = """
        using System;
        using System.Runtime.InteropServices;

        public static partial class Native
        {
            [DllImport("blas")] public static extern double Tanh(double x);
            [DllImport("blas")] public static extern void Tanh(int n, double[] x, double[] y);
            [LibraryImport("blas")] public static partial void TanhInPlace(Span<double> x);
            [DllImport("blas")] public static extern void Gemv(int transposed, int n, double[] a, double[] x, double[] y);
            [DllImport("blas")] public static extern unsafe void Gemv(int transposed, int n, double* a, double* x, double* y);
        }

        """;

    private const string Template = """
        public sealed class Rnn
        {
            private readonly double[] w;
            private readonly int n;

            public Rnn(int n) { this.n = n; w = new double[n * n]; }

            public double[][] Forward(double[][] u)
            {
                var h = new double[u.Length + 1][];
                h[0] = new double[n];
                for (int t = 1; t <= u.Length; t++)
                {
                    h[t] = new double[n];
                    var c = new double[n];
                    FORWARD
                    for (int j = 0; j < n; j++)
                        c[j] += u[t - 1][j];
                    ACTIVATION
                }

                return h;
            }

            public double[] Backward(double[][] u, double[][] direct)
            {
                var h = Forward(u);
                var gradient = new double[n * n];
                var later = new double[n];
                for (int t = u.Length; t >= 1; t--)
                {
                    var d = new double[n];
                    for (int j = 0; j < n; j++)
                        d[j] = (direct[t - 1][j] + later[j]) * (1 - h[t][j] * h[t][j]);
                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++)
                            gradient[j * n + k] += d[j] * h[t - 1][k];
                    later = new double[n];
                    BACKWARD
                }

                return gradient;
            }
        }
        """;

    private const string Forward = "for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) c[j] += w[j * n + k] * h[t - 1][k];";
    private const string Activation = "for (int j = 0; j < n; j++) h[t][j] = Math.Tanh(c[j]);";
    private const string Backward = "for (int j = 0; j < n; j++) for (int k = 0; k < n; k++) later[k] += w[j * n + k] * d[j];";
    private const string NativeForward = "Native.Gemv(0, n, w, h[t - 1], c);";
    private const string NativeBackward = "Native.Gemv(1, n, w, d, later);";

    [Theory]
    [InlineData(Forward, "for (int j = 0; j < n; j++) h[t][j] = Native.Tanh(c[j]);", Backward, "Native.Tanh")]
    [InlineData(Forward, "Native.Tanh(n, c, h[t]);", Backward, "Native.Tanh")]
    [InlineData(Forward, "Native.TanhInPlace(c); h[t] = c;", Backward, "Native.TanhInPlace")]
    [InlineData(NativeForward, Activation, Backward, "Native.Gemv")]
    [InlineData(NativeForward, Activation, NativeBackward, "Native.Gemv")]
    [InlineData(Forward, Activation, NativeBackward, "Native.Gemv")]
    [InlineData(
        "unsafe { fixed (double* a = w, x = h[t - 1], y = c) Native.Gemv(0, n, a, x, y); }", Activation,
        "unsafe { fixed (double* a = w, x = d, y = later) Native.Gemv(1, n, a, x, y); }", "Native.Gemv")]
    public void A_recurrent_cell_with_an_external_function_was_not_probed_and_the_function_is_named(string forward, string activation, string backward, string function) =>
        Finding(forward, activation, backward).Message.ShouldContain("the external function " + function);

    [Fact]
    public void A_library_function_that_fills_what_it_is_handed_is_named() =>
        Finding(Forward, "MathNet.Numerics.IntegralTransforms.Fourier.ForwardReal(c, n); h[t] = c;", Backward).Message.ShouldContain("the result of Fourier.ForwardReal");

    [Theory]
    [InlineData("double norm = 0; for (int k = 0; k < n; k++) norm += later[k] * later[k]; for (int k = 0; k < n; k++) later[k] /= Math.Sqrt(norm);", "normalised")]
    [InlineData("for (int k = 0; k < n; k++) later[k] = Math.Clamp(later[k], -0.001, 0.001);", "clipped")]
    [InlineData("for (int k = 0; k < n; k++) later[k] = Math.Max(-0.001, Math.Min(0.001, later[k]));", "clipped")]
    [InlineData("double norm = 0; for (int k = 0; k < n; k++) norm += later[k] * later[k]; norm = Math.Sqrt(norm); if (norm > 0.001) for (int k = 0; k < n; k++) later[k] *= 0.001 / norm;", "normalised")]
    public void What_is_normalised_or_clamped_at_each_step_was_not_probed_and_says_so(string afterwards, string reason) =>
        Finding(Forward, Activation, Backward + afterwards).Message.ShouldContain(reason);

    [Fact]
    public void An_external_function_beside_the_recurrence_changes_nothing() =>
        Findings(Native + Program(Forward, Activation, Backward).Replace("return gradient;", "Native.Tanh(n, gradient, gradient); return gradient;", StringComparison.Ordinal))
            .ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);

    /// <summary>A power iteration, an RNN that is only run, and a perceptron trained sample by sample.</summary>
    [Theory]
    [InlineData("""
        public class Power
        {
            public double[] Run(double[] a, double[] x, int n)
            {
                for (int i = 0; i < 10; i++)
                {
                    var y = new double[n];
                    Native.Gemv(0, n, a, x, y);
                    double norm = 0;
                    for (int k = 0; k < n; k++) norm += y[k] * y[k];
                    for (int k = 0; k < n; k++) x[k] = y[k] / norm;
                }
                return x;
            }
        }
        """)]
    [InlineData("""
        public class Inference
        {
            public double[] Run(double[] w, double[][] u, int n)
            {
                var h = new double[n];
                for (int t = 0; t < u.Length; t++)
                {
                    var c = new double[n];
                    Native.Gemv(0, n, w, h, c);
                    for (int k = 0; k < n; k++) h[k] = h[k] * 0.5 + Math.Tanh(c[k] + u[t][k]);
                }
                return h;
            }
        }
        """)]
    [InlineData("""
        public class Perceptron
        {
            public void Train(double[] w, double[] v, double[][] u, double[][] target, int n)
            {
                for (int t = 0; t < u.Length; t++)
                {
                    var h = new double[n];
                    Native.Gemv(0, n, w, u[t], h);
                    for (int k = 0; k < n; k++) h[k] = Math.Tanh(h[k]);
                    var y = new double[n];
                    Native.Gemv(0, n, v, h, y);
                    for (int k = 0; k < n; k++) y[k] -= target[t][k];
                    var d = new double[n];
                    Native.Gemv(1, n, v, y, d);
                    for (int j = 0; j < n; j++)
                        for (int k = 0; k < n; k++)
                        {
                            v[j * n + k] -= 0.1 * y[j] * h[k];
                            w[j * n + k] -= 0.1 * d[j] * (1 - h[j] * h[j]) * u[t][k];
                        }
                }
            }
        }
        """)]
    public void Other_code_with_external_functions_is_none_of_our_business(string program) => Findings(Native + program).ShouldBeEmpty();

    /// <summary>An element of an array as the only thing in a <c>fixed</c> statement once sent the interpreter round in circles.</summary>
    [Fact]
    public void A_row_can_be_pinned() =>
        Findings(Native + Program(Forward, "unsafe { fixed (double* p = h[t]) for (int j = 0; j < n; j++) p[j] = Math.Tanh(c[j]); }", Backward)).ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Verified);

    private static CellFinding Finding(string forward, string activation, string backward)
    {
        var finding = Findings(Native + Program(forward, activation, backward)).ShouldHaveSingleItem();
        finding.Verdict.ShouldBe(Verdict.NotProbed);
        return finding;
    }

    private static string Program(string forward, string activation, string backward) => Template
        .Replace("FORWARD", forward, StringComparison.Ordinal).Replace("ACTIVATION", activation, StringComparison.Ordinal).Replace("BACKWARD", backward, StringComparison.Ordinal);

    private static IReadOnlyList<CellFinding> Findings(string source) => Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Rnn.cs", source)]));
}
