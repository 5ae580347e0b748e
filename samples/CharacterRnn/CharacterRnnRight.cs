using System;

namespace Samples.CharacterRnn;

/// <summary>
/// A character-level network with forward and backward pass in one method, after the many that train on a text file.
/// h_t = tanh(Wxh x_t + Whh h_{t-1} + bh), p_t = softmax(Why h_t + by); weights are [to][from].
/// </summary>
public sealed class CharacterRnnRight  // expect: verified
{
    private readonly int vocabulary;
    private readonly int hidden;

    public readonly double[][] Wxh, Whh, Why;
    public readonly double[] Bh, By;

    /// <summary>Gradients of the last call of <see cref="LossAndGradients"/>.</summary>
    public double[][] DWxh, DWhh, DWhy;
    public double[] DBh, DBy;

    public CharacterRnnRight(int vocabulary, int hidden, int seed)
    {
        this.vocabulary = vocabulary;
        this.hidden = hidden;
        var random = new Random(seed);
        Wxh = Uniform(random, hidden, vocabulary);
        Whh = Uniform(random, hidden, hidden);
        Why = Uniform(random, vocabulary, hidden);
        Bh = new double[hidden];
        By = new double[vocabulary];
        DWxh = Zeros(hidden, vocabulary);
        DWhh = Zeros(hidden, hidden);
        DWhy = Zeros(vocabulary, hidden);
        DBh = new double[hidden];
        DBy = new double[vocabulary];
    }

    /// <summary>Cross-entropy of predicting <paramref name="targets"/> from <paramref name="inputs"/>, both character indices.</summary>
    public double LossAndGradients(int[] inputs, int[] targets, double[] initialState)
    {
        int steps = inputs.Length;
        var hs = new double[steps + 1][]; // hs[t + 1] is the state after character t
        var ps = new double[steps][];
        hs[0] = initialState;
        double loss = 0;

        // Forward pass.
        for (int t = 0; t < steps; t++)
        {
            var h = new double[hidden];
            for (int i = 0; i < hidden; i++)
            {
                double sum = Bh[i] + Wxh[i][inputs[t]]; // the input is one-hot
                for (int j = 0; j < hidden; j++)
                {
                    sum += Whh[i][j] * hs[t][j];
                }

                h[i] = Math.Tanh(sum);
            }

            hs[t + 1] = h;

            var p = new double[vocabulary];
            double total = 0;
            for (int c = 0; c < vocabulary; c++)
            {
                double y = By[c];
                for (int i = 0; i < hidden; i++)
                {
                    y += Why[c][i] * h[i];
                }

                p[c] = Math.Exp(y);
                total += p[c];
            }

            for (int c = 0; c < vocabulary; c++)
            {
                p[c] /= total;
            }

            ps[t] = p;
            loss -= Math.Log(p[targets[t]]);
        }

        // Backward pass.
        DWxh = Zeros(hidden, vocabulary);
        DWhh = Zeros(hidden, hidden);
        DWhy = Zeros(vocabulary, hidden);
        DBh = new double[hidden];
        DBy = new double[vocabulary];
        var dhNext = new double[hidden];
        for (int t = steps - 1; t >= 0; t--)
        {
            // Softmax and cross-entropy together: dL/dy = p − target.
            var dh = dhNext;
            for (int c = 0; c < vocabulary; c++)
            {
                double dy = ps[t][c] - (c == targets[t] ? 1 : 0);
                DBy[c] += dy;
                for (int i = 0; i < hidden; i++)
                {
                    DWhy[c][i] += dy * hs[t + 1][i];
                    dh[i] += Why[c][i] * dy;
                }
            }

            dhNext = new double[hidden];
            for (int i = 0; i < hidden; i++)
            {
                double draw = (1 - hs[t + 1][i] * hs[t + 1][i]) * dh[i]; // back through tanh
                DBh[i] += draw;
                DWxh[i][inputs[t]] += draw;
                for (int j = 0; j < hidden; j++)
                {
                    DWhh[i][j] += draw * hs[t][j];
                    dhNext[j] += Whh[i][j] * draw;
                }
            }
        }

        return loss;
    }

    private static double[][] Uniform(Random random, int rows, int columns)
    {
        double[][] matrix = Zeros(rows, columns);
        foreach (double[] row in matrix)
        {
            for (int j = 0; j < columns; j++)
            {
                row[j] = random.NextDouble() - 0.5;
            }
        }

        return matrix;
    }

    private static double[][] Zeros(int rows, int columns)
    {
        var matrix = new double[rows][];
        for (int i = 0; i < rows; i++)
        {
            matrix[i] = new double[columns];
        }

        return matrix;
    }
}
