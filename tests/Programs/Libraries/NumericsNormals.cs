//# matrix: turn
//# style: System.Numerics: three units, Vector3.TransformNormal with a Matrix4x4 of which three by three are used; a separate method for each direction; the state kept as a field
//# precision: float
using System;
using System.Collections.Generic;
using System.Numerics;

public class ThreeUnits
{
    public Matrix4x4 turn;
    public Vector3 drive, read;
    private Vector3 state;
    private readonly List<Vector3> trace = new List<Vector3>();

    public ThreeUnits()
    {
        var random = new Random(5);
        for (int row = 0; row < 3; row++)
            for (int column = 0; column < 3; column++)
                turn[row, column] = (float)random.NextDouble() - 0.5f;
        drive = new Vector3(0.4f, -0.3f, 0.2f);
        read = new Vector3(1, -1, 0.5f);
    }

    public float[] Forward(float[] xs)
    {
        state = Vector3.Zero;
        trace.Clear();
        trace.Add(state);
        var outputs = new float[xs.Length];
        for (int t = 0; t < xs.Length; t++)
        {
            var a = Vector3.TransformNormal(state, turn) + drive * xs[t];
            state = new Vector3(MathF.Tanh(a.X), MathF.Tanh(a.Y), MathF.Tanh(a.Z));
            trace.Add(state);
            outputs[t] = Vector3.Dot(read, state);
        }

        return outputs;
    }

    public Matrix4x4 Backward(float[] errors)
    {
        var gradient = new Matrix4x4();
        var carried = Vector3.Zero;
        for (int t = errors.Length - 1; t >= 0; t--)
        {
            var dh = errors[t] * read + carried;
            var dz = dh * (Vector3.One - Vector3.Multiply(trace[t + 1], trace[t + 1]));  //! sigma-missing: var dz = dh;
            for (int row = 0; row < 3; row++)
                for (int column = 0; column < 3; column++)
                    gradient[row, column] += trace[t][row] * dz[column];  //! reversed: gradient[column, row] += trace[t][row] * dz[column];
            carried = Vector3.TransformNormal(dz, Matrix4x4.Transpose(turn));  //! transposed: carried = Vector3.TransformNormal(dz, turn);
        }

        return gradient;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new ThreeUnits();
        var random = Numeric.Vector(seed, 9);
        for (var i = 0; i < 9; i++)
            net.turn[i / 3, i % 3] = (float)random[i];
        Numeric.Mirror(3, (i, j) => net.turn[i, j], (i, j, v) => net.turn[i, j] = (float)v);
        float[] xs = Numeric.Single(Numeric.Vector(seed + 1, 5)), targets = Numeric.Single(Numeric.Vector(seed + 2, 5));
        var errors = net.Forward(xs).Zip(targets, (y, d) => y - d).ToArray();
        var gradient = Numeric.Flatten(net.Backward(errors));
        return (gradient, Numeric.Differences(() => net.Forward(xs).Zip(targets, (y, d) => 0.5 * (y - d) * (y - d)).Sum(), Numeric.Part(net, "turn")));
    }
}
