//# matrix: weightsHidden
//# style: layer objects behind an interface, a trainer in another file that knows only the interface; sequence in, sequence out; softmax at every step (many to many); optimizer callback visits parameters; double[][]; W[from][to]; file per class
//--- ISequenceLayer.cs
using System;

namespace SequenceLearning;

public interface ISequenceLayer
{
    double[][] Forward(double[][] sequence);

    double[][] Backward(double[][] gradients);

    void Visit(Action<double[][], double[][]> visitor);
}
//--- RecurrentLayer.cs
using System;

namespace SequenceLearning;

public sealed class RecurrentLayer : ISequenceLayer
{
    private readonly int size;
    private readonly double[][] weightsInput, weightsHidden, gradInput, gradHidden;
    private double[][] lastInput = [], states = [];

    public RecurrentLayer(int inputSize, int size, Random random)
    {
        this.size = size;
        weightsInput = Arrays.Random(inputSize, size, random);
        weightsHidden = Arrays.Random(size, size, random);
        gradInput = Arrays.Zeros(inputSize, size);
        gradHidden = Arrays.Zeros(size, size);
    }

    public double[][] Forward(double[][] sequence)
    {
        lastInput = sequence;
        states = new double[sequence.Length][];
        var previous = new double[size];
        for (var t = 0; t < sequence.Length; t++)
        {
            var state = new double[size];
            for (var to = 0; to < size; to++)
            {
                var sum = 0.0;
                for (var from = 0; from < sequence[t].Length; from++) sum += sequence[t][from] * weightsInput[from][to];
                for (var from = 0; from < size; from++) sum += previous[from] * weightsHidden[from][to];
                state[to] = Math.Tanh(sum);
            }
            states[t] = previous = state;
        }
        return states;
    }

    public double[][] Backward(double[][] gradients)
    {
        Arrays.Clear(gradInput);
        Arrays.Clear(gradHidden);
        var result = Arrays.Zeros(gradients.Length, weightsInput.Length);
        var carried = new double[size];
        for (var t = gradients.Length - 1; t >= 0; t--)
        {
            var dz = new double[size];
            for (var to = 0; to < size; to++)
                dz[to] = (gradients[t][to] + carried[to]) * (1 - states[t][to] * states[t][to]);
                //! sigma-missing: dz[to] = gradients[t][to] + carried[to];
                //! truncated: dz[to] = gradients[t][to] * (1 - states[t][to] * states[t][to]);
            for (var from = 0; from < weightsInput.Length; from++)
            {
                for (var to = 0; to < size; to++)
                {
                    gradInput[from][to] += lastInput[t][from] * dz[to];
                    result[t][from] += weightsInput[from][to] * dz[to];
                }
            }
            for (var from = 0; from < size; from++)
            {
                carried[from] = 0;
                for (var to = 0; to < size; to++)
                {
                    if (t > 0) gradHidden[from][to] += states[t - 1][from] * dz[to];  //! reversed: if (t > 0) gradHidden[from][to] += states[t - 1][to] * dz[from];
                    carried[from] += weightsHidden[from][to] * dz[to];  //! transposed: carried[from] += weightsHidden[to][from] * dz[to];
                }
            }
        }
        return result;
    }

    public void Visit(Action<double[][], double[][]> visitor)
    {
        visitor(weightsInput, gradInput);
        visitor(weightsHidden, gradHidden);
    }
}
//--- LinearLayer.cs
using System;

namespace SequenceLearning;

public sealed class LinearLayer(int inputs, int outputs, Random random) : ISequenceLayer
{
    private readonly double[][] weights = Arrays.Random(inputs, outputs, random), gradient = Arrays.Zeros(inputs, outputs);
    private double[][] lastInput = [];

    public double[][] Forward(double[][] sequence)
    {
        lastInput = sequence;
        var result = Arrays.Zeros(sequence.Length, outputs);
        for (var t = 0; t < sequence.Length; t++)
            for (var i = 0; i < inputs; i++)
                for (var o = 0; o < outputs; o++) result[t][o] += sequence[t][i] * weights[i][o];
        return result;
    }

    public double[][] Backward(double[][] gradients)
    {
        Arrays.Clear(gradient);
        var result = Arrays.Zeros(gradients.Length, inputs);
        for (var t = 0; t < gradients.Length; t++)
        {
            for (var i = 0; i < inputs; i++)
            {
                for (var o = 0; o < outputs; o++)
                {
                    gradient[i][o] += lastInput[t][i] * gradients[t][o];
                    result[t][i] += weights[i][o] * gradients[t][o];
                }
            }
        }
        return result;
    }

    public void Visit(Action<double[][], double[][]> visitor) => visitor(weights, gradient);
}
//--- Arrays.cs
using System;

namespace SequenceLearning;

internal static class Arrays
{
    public static double[][] Zeros(int n, int m)
    {
        var rows = new double[n][];
        for (var i = 0; i < n; i++) rows[i] = new double[m];
        return rows;
    }

    public static double[][] Random(int n, int m, Random random)
    {
        var rows = Zeros(n, m);
        foreach (var row in rows)
            for (var j = 0; j < m; j++) row[j] = random.NextDouble() - 0.5;
        return rows;
    }

    public static void Clear(double[][] rows)
    {
        foreach (var row in rows) Array.Clear(row);
    }
}
//--- Trainer.cs
using System;
using System.Collections.Generic;
using System.Linq;

namespace SequenceLearning;

public sealed class Trainer(IReadOnlyList<ISequenceLayer> layers, double learningRate)
{
    public double Step(double[][] sequence, int[] labels)
    {
        var scores = layers.Aggregate(sequence, (s, layer) => layer.Forward(s));
        var loss = 0.0;
        var gradients = new double[scores.Length][];
        for (var t = 0; t < scores.Length; t++)
        {
            var exp = scores[t].Select(Math.Exp).ToArray();
            var sum = exp.Sum();
            gradients[t] = exp.Select(e => e / sum).ToArray();
            loss -= Math.Log(gradients[t][labels[t]]);
            gradients[t][labels[t]] -= 1;
        }
        for (var l = layers.Count - 1; l >= 0; l--) gradients = layers[l].Backward(gradients);
        foreach (var layer in layers)
        {
            layer.Visit((parameter, gradient) =>
            {
                for (var i = 0; i < parameter.Length; i++)
                    for (var j = 0; j < parameter[i].Length; j++)
                        parameter[i][j] -= learningRate * gradient[i][j];
            });
        }
        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var rng = new Random(seed);
        SequenceLearning.ISequenceLayer[] layers = [new SequenceLearning.RecurrentLayer(2, 4, rng), new SequenceLearning.LinearLayer(4, 3, rng)];
        object[] p = [.. Numeric.Fields(layers[0], "weightsInput", "weightsHidden"), .. Numeric.Fields(layers[1], "weights")];
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var ys = Numeric.Integers(seed + 2, 5, 3);
        var g = Numeric.FromUpdate(1, () => new SequenceLearning.Trainer(layers, 1).Step(xs, ys), p);
        return (g, Numeric.Differences(() => new SequenceLearning.Trainer(layers, 0).Step(xs, ys), p));
    }
}
