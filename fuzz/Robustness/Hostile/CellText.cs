namespace RnnLint.Fuzz.Robustness.Hostile;

/// <summary>A right Elman cell, with places for hostile code.</summary>
internal static class CellText
{
    /// <param name="statements">Run at each step of the forward pass, in reach of the pre-activation <c>a</c> and its indices.</param>
    /// <param name="members">Further members of the cell's class.</param>
    /// <param name="types">Further types.</param>
    /// <param name="activation">Made of <c>a</c>.</param>
    /// <param name="slope">The derivative of the activation, where <c>h</c> is what it made.</param>
    public static string With(string statements = "", string members = "", string types = "", string activation = "Math.Tanh(a)", string slope = "1 - h * h") => $$"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;

        public class Cell
        {
            readonly double[,] W = new double[3, 3];

            public double[][] Forward(double[][] xs)
            {
                var hs = new double[xs.Length + 1][];
                hs[0] = new double[3];
                for (int t = 0; t < xs.Length; t++)
                {
                    hs[t + 1] = new double[3];
                    for (int i = 0; i < 3; i++)
                    {
                        double a = xs[t][i];
                        for (int j = 0; j < 3; j++)
                            a += W[i, j] * hs[t][j];
                        hs[t + 1][i] = {{activation}};
                    }
                }
                {
                    double a = W[0, 0], b = 0;
                    int n = 3;
                    bool yes = true;
                    string text = "text";
                    object any = text;
        {{statements}}
                }
                return hs;
            }

            public double[][] Backward(double[][] hs, double[][] dhs)
            {
                var dh = new double[3];
                var all = new double[dhs.Length][];
                for (int t = dhs.Length - 1; t >= 0; t--)
                {
                    all[t] = new double[3];
                    var before = new double[3];
                    for (int i = 0; i < 3; i++)
                    {
                        all[t][i] = dh[i] + dhs[t][i];
                        double h = hs[t + 1][i];
                        double da = all[t][i] * ({{slope}});
                        for (int j = 0; j < 3; j++)
                            before[j] += W[i, j] * da;
                    }
                    dh = before;
                }
                return all;
            }

            public double[][] Pass(double[][] xs, double[][] dhs) => Backward(Forward(xs), dhs);
        {{members}}
        }
        {{types}}
        """;
}
