//# matrix: W
//# style: System.Numerics: a Matrix4x4 with row vectors on its left, Vector4.Transform; the gradient is a Matrix4x4 summed from outer products
//# precision: float
using System;
using System.Collections.Generic;
using System.Numerics;

public sealed class FourUnits
{
    public Matrix4x4 W, U;
    public Vector4 b;
    public Matrix4x4 dW, dU;
    public Vector4 db;

    public FourUnits(Random random)
    {
        float Draw() => (float)random.NextDouble() - 0.5f;
        W = new Matrix4x4(Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw());
        U = new Matrix4x4(Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw(), Draw());
    }

    private static Vector4 Tanh(Vector4 a) => new Vector4(MathF.Tanh(a.X), MathF.Tanh(a.Y), MathF.Tanh(a.Z), MathF.Tanh(a.W));

    private static Matrix4x4 Outer(Vector4 a, Vector4 b) => new Matrix4x4(
        a.X * b.X, a.X * b.Y, a.X * b.Z, a.X * b.W,
        a.Y * b.X, a.Y * b.Y, a.Y * b.Z, a.Y * b.W,
        a.Z * b.X, a.Z * b.Y, a.Z * b.Z, a.Z * b.W,
        a.W * b.X, a.W * b.Y, a.W * b.Z, a.W * b.W);

    public float Train(IReadOnlyList<Vector4> inputs, IReadOnlyList<Vector4> targets)
    {
        var states = new List<Vector4> { Vector4.Zero };
        float loss = 0;
        for (int t = 0; t < inputs.Count; t++)
        {
            var a = Vector4.Transform(states[t], W) + Vector4.Transform(inputs[t], U) + b;
            states.Add(Tanh(a));
            loss += 0.5f * Vector4.DistanceSquared(states[t + 1], targets[t]);
        }

        dW = new Matrix4x4();
        dU = new Matrix4x4();
        db = Vector4.Zero;
        var carried = Vector4.Zero;
        for (int t = inputs.Count - 1; t >= 0; t--)
        {
            var h = states[t + 1];
            var dh = h - targets[t] + carried;
            var dz = dh * (Vector4.One - h * h);
            //! sigma-missing: var dz = dh;
            //! sigma-wrong-step: var dz = dh * (Vector4.One - states[t] * states[t]);
            dW += Outer(states[t], dz);  //! reversed: dW += Outer(dz, states[t]);
            dU += Outer(inputs[t], dz);
            db += dz;
            carried = Vector4.Transform(dz, Matrix4x4.Transpose(W));  //! transposed: carried = Vector4.Transform(dz, W);
            //! truncated: carried = Vector4.Zero;
        }

        return loss;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new FourUnits(new System.Random(seed));
        object[] weights = [Numeric.Part(net, "W"), Numeric.Part(net, "U"), Numeric.Part(net, "b")];
        Numeric.Fill(seed, weights);
        System.Numerics.Vector4[] Steps(int from) => [.. Numeric.Sequence(from, 5, 4).Select(row => new System.Numerics.Vector4(Numeric.Single(row)))];
        System.Numerics.Vector4[] xs = Steps(seed + 1), ys = Steps(seed + 2);
        net.Train(xs, ys);
        var gradient = Numeric.Flatten(net.dW, net.dU, net.db);
        return (gradient, Numeric.Differences(() => net.Train(xs, ys), weights));
    }
}
