//# matrix: step
//# style: System.Numerics: two units, Vector2.Transform with a Matrix3x2 whose last row is the bias; the transposed block written out from its fields
//# precision: float
using System;
using System.Numerics;

public class TwoUnits
{
    public Matrix3x2 step = new Matrix3x2(0.4f, -0.3f, 0.2f, 0.5f, 0.1f, -0.1f);
    public Matrix3x2 gradient;

    public float Fit(Vector2[] drive, Vector2 goal)
    {
        var h = new Vector2[drive.Length + 1];
        for (int t = 0; t < drive.Length; t++)
        {
            var a = Vector2.Transform(h[t], step) + drive[t];
            h[t + 1] = new Vector2(MathF.Tanh(a.X), MathF.Tanh(a.Y));
        }

        gradient = default;
        var error = h[drive.Length] - goal;
        var back = new Matrix3x2(step.M11, step.M21, step.M12, step.M22, 0, 0);
        var dh = error;
        for (int t = drive.Length - 1; t >= 0; t--)
        {
            var y = h[t + 1];
            var dz = new Vector2(dh.X * (1 - y.X * y.X), dh.Y * (1 - y.Y * y.Y));  //! sigma-missing: var dz = dh;
            gradient.M11 += h[t].X * dz.X;
            gradient.M12 += h[t].X * dz.Y;  //! reversed: gradient.M12 += h[t].Y * dz.X;
            gradient.M21 += h[t].Y * dz.X;  //! reversed: gradient.M21 += h[t].X * dz.Y;
            gradient.M22 += h[t].Y * dz.Y;
            gradient.M31 += dz.X;
            gradient.M32 += dz.Y;
            dh = Vector2.TransformNormal(dz, back);  //! transposed: dh = Vector2.TransformNormal(dz, step);
        }

        return error.LengthSquared() / 2;
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new TwoUnits();
        var weights = Numeric.Part(net, "step");
        Numeric.Fill(seed, weights);
        Numeric.Mirror(2, (i, j) => net.step[i, j], (i, j, v) => net.step[i, j] = (float)v);
        System.Numerics.Vector2[] drive = [.. Numeric.Sequence(seed + 1, 5, 2).Select(row => new System.Numerics.Vector2((float)row[0], (float)row[1]))];
        var goal = new System.Numerics.Vector2(0.3f, -0.4f);
        net.Fit(drive, goal);
        var gradient = Numeric.Flatten(net.gradient);
        return (gradient, Numeric.Differences(() => net.Fit(drive, goal), weights));
    }
}
